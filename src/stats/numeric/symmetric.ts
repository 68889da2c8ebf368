/** A square matrix by rows. */
export type Matrix = readonly (readonly number[])[];

/** The inverse of a symmetric matrix and the logarithm of its determinant. */
export interface SymmetricInverse {
  inverse: number[][];
  logDeterminant: number;
}

/**
 * What is left of a column beside those before it, as a share of its own square, below which it is rounding:
 * the columns then say the same. R's lm drops from 1e-14 on (tol 1e-7).
 */
const ROUNDING = 1e-12;

/**
 * The inverse of a symmetric positive definite matrix; `null` where it has none, be it by rounding.
 *
 * @see Golub & Van Loan (2013), Matrix Computations, algorithm 4.2.1 (Cholesky).
 */
export function symmetricInverse(matrix: Matrix): SymmetricInverse | null {
  const lower = choleskyOf(matrix);
  if (lower === null) return null;
  const columns = matrix.map((_, column) => solved(lower, column));
  // The columns of a symmetric matrix are its rows; the mean of both mirrors is symmetric to the last bit.
  const inverse = columns.map((own, i) => own.map((x, j) => (x + columns[j]![i]!) / 2));
  const logDeterminant = lower.reduce((sum, row, i) => sum + 2 * Math.log(row[i]!), 0);
  return { inverse, logDeterminant };
}

/** L with L L' the matrix; `null` where it is not positive definite. */
function choleskyOf(matrix: Matrix): number[][] | null {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const own: number[] = [];
    for (let j = 0; j < i; j += 1) {
      own.push((row[j]! - product(own, lower[j]!, j)) / lower[j]![j]!);
    }
    const left = row[i]! - product(own, own, i);
    if (!(left > ROUNDING * row[i]!)) return null;
    lower.push([...own, Math.sqrt(left)]);
  }
  return lower;
}

function product(a: readonly number[], b: readonly number[], count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

/** The column of the inverse, by L z = e and L' x = z. */
function solved(lower: Matrix, column: number): number[] {
  const z: number[] = [];
  for (const [i, row] of lower.entries()) {
    z.push(((i === column ? 1 : 0) - product(row, z, i)) / row[i]!);
  }
  const x = [...z];
  for (let i = lower.length - 1; i >= 0; i -= 1) {
    for (let j = i + 1; j < lower.length; j += 1) x[i]! -= lower[j]![i]! * x[j]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}

/** A symmetric matrix as U diag(values) U', U orthogonal with a vector a column. */
export interface Eigen {
  values: number[];
  vectors: number[][];
}

/** Far more sweeps than Jacobi's method has ever been seen to take. */
const MOST_SWEEPS = 60;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, in no order.
 *
 * @see Golub & Van Loan (2013), Matrix Computations, section 8.5 (cyclic Jacobi).
 * Error: rounding of the largest value; of a diagonal matrix none.
 */
export function eigenOf(matrix: Matrix): Eigen {
  const a = matrix.map((row) => [...row]);
  const vectors = matrix.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < MOST_SWEEPS && isOffDiagonal(a); sweep += 1) {
    for (let p = 0; p < a.length; p += 1) {
      for (let q = p + 1; q < a.length; q += 1) rotate(a, vectors, p, q);
    }
  }
  return { values: a.map((row, i) => row[i]!), vectors };
}

function isOffDiagonal(a: Matrix): boolean {
  return a.some((row, i) =>
    row.some(
      (x, j) => j < i && Math.abs(x) > Number.EPSILON * Math.sqrt(Math.abs(a[i]![i]! * a[j]![j]!)),
    ),
  );
}

function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const off = a[p]![q]!;
  if (off === 0) return;
  const half = (a[q]![q]! - a[p]![p]!) / (2 * off);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.hypot(half, 1));
  const c = 1 / Math.hypot(tangent, 1);
  const s = tangent * c;
  const turn = (row: number[]) => {
    [row[p], row[q]] = [c * row[p]! - s * row[q]!, s * row[p]! + c * row[q]!];
  };
  for (const row of a) turn(row);
  const [first, second] = [a[p]!, a[q]!];
  a[p] = first.map((x, i) => c * x - s * second[i]!);
  a[q] = first.map((x, i) => s * x + c * second[i]!);
  for (const row of vectors) turn(row);
}
