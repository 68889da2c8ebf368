/** Points at which the range is first looked at: close enough to meet a narrow summit. */
const SCAN = 64;

/**
 * Points of the first sum. Over a range of ± 9 standard deviations of a normal summit their step is
 * three quarters of one, for which the rule is right to exp(−2π²/0.75²) = 1e-15.
 */
const FIRST_POINTS = 24;

/** ln of the share of the largest value below which a point no longer matters: under half an ulp. */
const NEGLIGIBLE = 40;

/**
 * Two sums that agree so well: the rule's error is squared when its step is halved (Trefethen &
 * Weideman 2014, theorem 5.1), so the finer one is then right to rounding.
 */
const AGREEMENT = 1e-11;

/** The same for points that are kept and worked with: figures of nine digits. */
const NODE_NEGLIGIBLE = 25;
const NODE_AGREEMENT = 1e-9;

/** A million points, 0.1 s: enough for a feature 1e5 times narrower than the summit; there it ends. */
const MOST_HALVINGS = 14;

/**
 * ln ∫ exp(f(u)) du between left and right, where exp(f) is smooth, has one summit (or several of
 * like height) and is negligible at both ends: the trapezoid rule, its step halved until two
 * results agree. All terms are positive, so the error is relative: 2e-13 at a
 * result of 1e-300 (noncentral t against mpmath).
 * @see Trefethen & Weideman (2014), The exponentially convergent trapezoidal rule, SIAM Review 56.
 */
export function logTrapezoid(f: (u: number) => number, left: number, right: number): number {
  const [from, to, summit] = essentialRange(f, left, right);
  if (summit === Number.NEGATIVE_INFINITY) return summit;
  let [step, points] = [(to - from) / FIRST_POINTS, FIRST_POINTS];
  // Counted, since a step below the rounding of u would not take it any further.
  const sumFrom = (start: number) => {
    let sum = 0;
    for (let i = 0; i < points; i++) sum += Math.exp(f(start + i * step) - summit);
    return sum;
  };
  let total = sumFrom(from);
  for (let halving = 0; halving < MOST_HALVINGS; halving += 1) {
    const between = sumFrom(from + step / 2);
    const agreed = Math.abs(between - total) <= AGREEMENT * total;
    total += between;
    step /= 2;
    points *= 2;
    if (agreed) break;
  }
  return summit + Math.log(total * step);
}

/** A point of a distribution along a line, with its share of the whole. */
export interface TrapezoidNode {
  at: number;
  weight: number;
}

/**
 * The distribution with density proportional to exp(f), as points whose weights add up to 1, with ln ∫ exp(f); f as
 * logTrapezoid takes it, and so few points that integrals over them are right to nine digits.
 */
export function trapezoidNodes(
  f: (u: number) => number,
  left: number,
  right: number,
): { nodes: TrapezoidNode[]; logTotal: number } {
  const [from, to, summit] = essentialRange(f, left, right, NODE_NEGLIGIBLE);
  let step = (to - from) / FIRST_POINTS;
  const nodesFrom = (start: number, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const at = start + i * step;
      return { at, weight: Math.exp(f(at) - summit) };
    });
  let nodes = nodesFrom(from, FIRST_POINTS);
  for (let halving = 0; halving < MOST_HALVINGS; halving += 1) {
    const between = nodesFrom(from + step / 2, nodes.length);
    const [before, added] = [totalWeight(nodes), totalWeight(between)];
    nodes = [...nodes, ...between];
    step /= 2;
    if (Math.abs(added - before) <= NODE_AGREEMENT * before) break;
  }
  const total = totalWeight(nodes);
  const shares = nodes.map(({ at, weight }) => ({ at, weight: weight / total }));
  return {
    nodes: shares.filter(({ weight }) => weight > 0),
    logTotal: summit + Math.log(total * step),
  };
}

function totalWeight(nodes: readonly TrapezoidNode[]): number {
  return nodes.reduce((sum, { weight }) => sum + weight, 0);
}

/**
 * The part of the range in which f comes near its largest value, and that value. Looked at again
 * and again, since a summit much narrower than the range lies between the first points.
 */
function essentialRange(
  f: (u: number) => number,
  left: number,
  right: number,
  negligible = NEGLIGIBLE,
): [number, number, number] {
  const width = (right - left) / SCAN;
  const values = Array.from({ length: SCAN + 1 }, (_, i) => f(left + i * width));
  const summit = Math.max(...values);
  if (Number.isNaN(summit)) return [left, right, summit];
  const first = values.findIndex((value) => value >= summit - negligible);
  const last = values.findLastIndex((value) => value >= summit - negligible);
  const [from, to] = [Math.max(0, first - 1), Math.min(SCAN, last + 1)];
  if (to - from > SCAN / 2) return [left + from * width, left + to * width, summit];
  return essentialRange(f, left + from * width, left + to * width, negligible);
}
