import {
  type Continuation,
  logCrossing,
  type Step,
  stepTo,
  turned,
  UNSTARTED,
} from './continuation.js';
import {
  addsInformation,
  after,
  between,
  requireFractions,
  type SequentialLooks,
} from './sequential-boundary.js';

/** The probabilities of stopping at each look, by where the statistic is then. */
export interface CrossingProbabilities {
  /** Past the boundary, in the direction of the alternative. */
  past: number[];
  /** Of a two-sided test past the boundary on the other side. */
  opposite: number[];
  /** Below the bound of futility, but not past the boundary on that side. */
  futile: number[];
}

/**
 * The probabilities of stopping at each look if the statistic's mean at fraction 1 is `drift` in the
 * direction of the alternative.
 *
 * @param boundaries one for each fraction; Infinity where the test cannot stop.
 * @param futility a bound for each fraction below which it stops too; left out, or −Infinity: none. A
 * rejection on the other side comes first.
 * @throws {RangeError} when the fractions are not positive, or decrease.
 * @see Armitage, McPherson & Rowe (1969), JRSS A 132, 235–244.
 * Error: 1e-11, against R's mvtnorm.
 * @example
 * // Looking five times at |z| > 1.96: Armitage, McPherson & Rowe (1969), table 2.
 * const looks = { fractions: [0.2, 0.4, 0.6, 0.8, 1], alternative: 'two-sided' } as const;
 * const { past, opposite } = crossingProbabilities([1.96, 1.96, 1.96, 1.96, 1.96], looks, 0);
 * [...past, ...opposite].reduce((sum, p) => sum + p, 0); // => 0.142
 */
export function crossingProbabilities(
  boundaries: readonly number[],
  looks: Pick<SequentialLooks, 'fractions' | 'alternative'>,
  drift: number,
  futility: readonly number[] = [],
): CrossingProbabilities {
  requireFractions(looks.fractions);
  let state = UNSTARTED;
  const all = looks.fractions.map((fraction, look) => {
    const [lower, upper] = between(boundaries[look]!, looks.alternative);
    const bound = Math.max(lower, Math.min(upper, futility[look] ?? Number.NEGATIVE_INFINITY));
    const isOver = state.points.length === 0;
    const cannotStop = upper === Number.POSITIVE_INFINITY && bound === Number.NEGATIVE_INFINITY;
    if (isOver || cannotStop || !addsInformation(state, fraction)) return NOWHERE;
    const step = stepTo(state, fraction, drift);
    const past = chancePast(state, step, upper);
    const [other, turnedStep] = turned(state, step);
    const opposite = chancePast(other, turnedStep, -lower);
    const below = bound > lower ? chancePast(other, turnedStep, -bound) : opposite;
    state = after(state, step, [bound, upper], looks, look);
    return { past, opposite, futile: Math.max(0, below - opposite) };
  });
  return {
    past: all.map(({ past }) => past),
    opposite: all.map(({ opposite }) => opposite),
    futile: all.map(({ futile }) => futile),
  };
}

const NOWHERE = { past: 0, opposite: 0, futile: 0 };

function chancePast(state: Continuation, step: Step, bound: number): number {
  return bound === Number.POSITIVE_INFINITY ? 0 : Math.exp(logCrossing(state, step, bound).log);
}
