/**
 * The inverse of a symmetric matrix; `null` where it is not positive definite, as far as rounding tells.
 *
 * @see Golub & Van Loan (2013), Matrix Computations, 4th ed., algorithm 4.2.1 (Cholesky).
 */
export function inverseOfPositive(matrix: readonly (readonly number[])[]): number[][] | null {
  const root = choleskyFactor(matrix);
  if (root === null) return null;
  const size = matrix.length;
  const columns = Array.from({ length: size }, (_, j) =>
    solved(
      root,
      Array.from({ length: size }, (_, i) => (i === j ? 1 : 0)),
    ),
  );
  // The two halves of an inverse differ by rounding: their mean is symmetric.
  return columns.map((column, i) => column.map((value, j) => (value + columns[j]![i]!) / 2));
}

/** The lower triangle whose product with its transpose is the matrix; `null` where there is none. */
export function choleskyFactor(matrix: readonly (readonly number[])[]): number[][] | null {
  const root: number[][] = matrix.map((row) => row.map(() => 0));
  for (const [i, row] of matrix.entries()) {
    for (let j = 0; j <= i; j += 1) {
      let rest = row[j]!;
      for (let k = 0; k < j; k += 1) rest -= root[i]![k]! * root[j]![k]!;
      if (i !== j) root[i]![j] = rest / root[j]![j]!;
      else if (rest > ROUNDING * row[i]!) root[i]![i] = Math.sqrt(rest);
      else return null;
    }
  }
  return root;
}

/** Less than this share of a diagonal element, once others are taken off, is rounding. */
const ROUNDING = 1e-14;

/** The x of which root · rootᵀ · x is the vector. */
export function solved(root: readonly (readonly number[])[], vector: readonly number[]): number[] {
  const x = [...vector];
  for (let i = 0; i < x.length; i += 1) {
    for (let k = 0; k < i; k += 1) x[i]! -= root[i]![k]! * x[k]!;
    x[i]! /= root[i]![i]!;
  }
  for (let i = x.length - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < x.length; k += 1) x[i]! -= root[k]![i]! * x[k]!;
    x[i]! /= root[i]![i]!;
  }
  return x;
}
