/* Tails and roots by other ways than src/stats takes: a continued fraction, a series, bisection. */

/** The upper tail of the standard normal, to about 1e-14 of itself. */
export function normalUpper(z) {
  if (z < 0) return 1 - normalUpper(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    // Abramowitz & Stegun (1964), 26.2.11.
    let [term, sum] = [z, z];
    for (let k = 3; Math.abs(term) > 1e-17 * sum && k < 400; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  // The same, 26.2.14.
  let fraction = z;
  for (let k = 200; k > 0; k--) fraction = z + k / fraction;
  return density / fraction;
}

/** Where a function that falls from above 0 to below crosses it, between two numbers. */
export function rootOf(falling, from, to) {
  let [low, high] = [from, to];
  for (let i = 0; i < 200 && high > low; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (falling(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export const normalCritical = (p) => rootOf((z) => normalUpper(z) - p, -10, 40);

/** The upper tail of Student's t, by Simpson's rule over the angle: t = √df · tan θ. */
export function studentUpper(t, df) {
  if (t < 0) return 1 - studentUpper(-t, df);
  const from = Math.atan(t / Math.sqrt(df));
  const steps = 4000;
  const step = (Math.PI / 2 - from) / steps;
  const scale = Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2)) / Math.sqrt(Math.PI);
  const at = (i) => Math.max(0, Math.cos(from + i * step)) ** (df - 1);
  let sum = at(0) + at(steps);
  for (let i = 1; i < steps; i++) sum += at(i) * (i % 2 === 1 ? 4 : 2);
  return (scale * sum * step) / 3;
}

/** Stirling's series, shifted until it is good to 1e-14. */
export function logGamma(x) {
  let [shift, y] = [0, x];
  while (y < 15) shift += Math.log(y++);
  const s = 1 / (12 * y) - 1 / (360 * y ** 3) + 1 / (1260 * y ** 5) - 1 / (1680 * y ** 7);
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + s - shift;
}

/** The logarithms of the masses of a binomial. */
export function binomialMasses(n, p) {
  return Array.from({ length: n + 1 }, (_, k) =>
    Math.exp(
      logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + xLog(k, p) + xLog(n - k, 1 - p),
    ),
  );
}

const xLog = (k, p) => (k === 0 ? 0 : k * Math.log(p));
