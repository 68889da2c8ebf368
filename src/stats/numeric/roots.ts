/**
 * The root of a function that changes sign between `lower` and `upper`, in the unit of its argument.
 *
 * Bisection safeguarded by inverse quadratic interpolation; stops when the bracket is two
 * neighbouring doubles wide, or where the function is exactly 0, so the answer is as good as the
 * function's own rounding; or when it is `accuracy` wide, for functions that cost a lot.
 *
 * @throws {RangeError} when both ends have the same sign, or the function is NaN at one of them.
 * @see Chandrupatla (1997), Advances in Engineering Software 28(3), 145–149.
 */
export function bracketedRoot(
  f: (x: number) => number,
  lower: number,
  upper: number,
  accuracy = 0,
): number {
  let [a, b] = [upper, lower];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa < 0 !== fb < 0) || Number.isNaN(fa) || Number.isNaN(fb)) {
    throw new RangeError(`no sign change between ${lower} and ${upper}: ${fb}, ${fa}`);
  }
  let t = 0.5;
  for (;;) {
    const x = a + t * (b - a);
    if (x === a || x === b) return Math.abs(fa) < Math.abs(fb) ? a : b;
    const fx = f(x);
    if (fx === 0) return x;
    const sameSide = fx < 0 === fa < 0;
    const [c, fc] = sameSide ? [a, fa] : [b, fb];
    if (!sameSide) [b, fb] = [a, fa];
    [a, fa] = [x, fx];
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const tolerance = (Number.EPSILON * Math.abs(best) + accuracy / 2) / Math.abs(b - a);
    if (tolerance >= 0.5) return best;
    t = clamp(interpolatedStep([a, b, c], [fa, fb, fc]), tolerance);
  }
}

/** Where inverse quadratic interpolation through three points puts the root, as a share of b − a. */
function interpolatedStep(
  [a, b, c]: [number, number, number],
  [fa, fb, fc]: [number, number, number],
): number {
  const xi = (a - b) / (c - b);
  const phi = (fa - fb) / (fc - fb);
  const trusted = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
  if (!trusted) return 0.5;
  return (
    (fa / (fb - fa)) * (fc / (fb - fc)) + (((c - a) / (b - a)) * fa * fb) / ((fc - fa) * (fc - fb))
  );
}

function clamp(t: number, tolerance: number): number {
  return Math.min(1 - tolerance, Math.max(tolerance, t));
}

/** Where a decreasing function crosses 0 between two points; the end that it favours where it does not. */
export function decreasingRoot(
  f: (x: number) => number,
  from: number,
  to: number,
  accuracy = 0,
): number {
  if (!(f(from) > 0)) return from;
  if (!(f(to) < 0)) return to;
  return bracketedRoot(f, from, to, accuracy);
}
