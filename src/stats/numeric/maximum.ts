/** The share of a bracket at which golden section cuts it: (3 − √5) ⁄ 2. */
const GOLDEN = (3 - Math.sqrt(5)) / 2;

/** More steps than a bracket of a double's width takes. */
const MOST_STEPS = 100;

/**
 * The largest value of a smooth function between two points that has one summit there.
 *
 * Golden section, with parabolas where they can be trusted; stops where the summit is known to that share
 * of the bracket, which is known much better itself: its error is quadratic in it.
 *
 * @see Brent (1973), Algorithms for Minimization without Derivatives, chapter 5.
 */
export function largestBetween(
  f: (x: number) => number,
  from: number,
  to: number,
  accuracy: number,
): number {
  let [a, b] = [from, to];
  let x = a + GOLDEN * (b - a);
  let [w, v] = [x, x];
  let fx = f(x);
  let [fw, fv] = [fx, fx];
  let [step, before] = [0, 0];
  const tolerance = accuracy * (to - from);
  for (let i = 0; i < MOST_STEPS; i += 1) {
    const middle = (a + b) / 2;
    if (Math.abs(x - middle) <= 2 * tolerance - (b - a) / 2) return fx;
    const parabola = vertexStep([x, w, v], [fx, fw, fv]);
    const trusted =
      Math.abs(parabola) < Math.abs(before) / 2 && x + parabola > a && x + parabola < b;
    before = trusted ? step : x >= middle ? a - x : b - x;
    step = trusted ? parabola : GOLDEN * before;
    const u = x + (Math.abs(step) >= tolerance ? step : Math.sign(step) * tolerance);
    const fu = f(u);
    if (fu >= fx) {
      if (u >= x) a = x;
      else b = x;
      [v, w, x] = [w, x, u];
      [fv, fw, fx] = [fw, fx, fu];
      continue;
    }
    if (u < x) a = u;
    else b = u;
    if (fu >= fw || w === x) {
      [v, w] = [w, u];
      [fv, fw] = [fw, fu];
    } else if (fu >= fv || v === x || v === w) {
      [v, fv] = [u, fu];
    }
  }
  return fx;
}

/** From the first of three points to the vertex of the parabola through them; infinite where there is none. */
function vertexStep(
  [x, w, v]: [number, number, number],
  [fx, fw, fv]: [number, number, number],
): number {
  const r = (x - w) * (fx - fv);
  const q = (x - v) * (fx - fw);
  const divisor = 2 * (q - r);
  return divisor === 0 ? Number.POSITIVE_INFINITY : -((x - v) * q - (x - w) * r) / divisor;
}
