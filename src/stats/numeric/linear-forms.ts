/** Σ xᵢ mᵢⱼ yⱼ. */
export function bilinear(
  x: readonly number[],
  matrix: readonly (readonly number[])[],
  y: readonly number[],
): number {
  return matrix.reduce((sum, row, i) => sum + x[i]! * dot(row, y), 0);
}

/** Σ xᵢ yᵢ. */
export function dot(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, value, i) => sum + value * y[i]!, 0);
}

/** The matrix times a vector. */
export function times(matrix: readonly (readonly number[])[], x: readonly number[]): number[] {
  return matrix.map((row) => dot(row, x));
}

/** Σ aᵢⱼ bᵢⱼ: of symmetric matrices the trace of their product. */
export function traceOfProduct(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): number {
  return a.reduce((sum, row, i) => sum + dot(row, b[i]!), 0);
}
