/** Three rising points with their values, the middle one no lower than the others. */
export interface Bracket {
  points: [number, number, number];
  values: [number, number, number];
}

/** Far more than a smooth summit takes. */
const MOST_STEPS = 30;

/** The share of the wider half of a bracket that is tried where a parabola leads nowhere new: (3 − √5) ⁄ 2. */
const GOLDEN = (3 - Math.sqrt(5)) / 2;

/**
 * The largest value of a smooth function with one summit in the bracket: by parabolas through three points,
 * until the summit's place is known to that share of the bracket. Its height is known much better then, since
 * its error is quadratic in that of the place.
 *
 * @see Jarratt (1967), An iterative method for locating turning points, Computer Journal 10, 82–84.
 */
export function largestNear(
  f: (x: number) => number,
  { points, values }: Bracket,
  accuracy: number,
): number {
  let [a, m, b] = points;
  let [fa, fm, fb] = values;
  const near = accuracy * (b - a);
  for (let i = 0; i < MOST_STEPS && b - a > near; i += 1) {
    const rise = (m - a) * (fm - fb);
    const fall = (m - b) * (fm - fa);
    const vertex = m - (0.5 * ((m - a) * rise - (m - b) * fall)) / (rise - fall);
    if (Math.abs(vertex - m) <= near) return Math.max(fm, f(vertex));
    const inside = vertex > a && vertex < b;
    const wider = b - m > m - a ? m + GOLDEN * (b - m) : m - GOLDEN * (m - a);
    const x = inside ? vertex : wider;
    const fx = f(x);
    if (fx > fm) {
      if (x > m) [a, fa] = [m, fm];
      else [b, fb] = [m, fm];
      [m, fm] = [x, fx];
    } else if (x > m) [b, fb] = [x, fx];
    else [a, fa] = [x, fx];
  }
  return fm;
}
