import { log1mExp } from '../distributions/tails.js';
import { requireDomain } from '../numeric/domain.js';
import { type Continuation, logCrossing, type Step, stepTo, UNSTARTED } from './continuation.js';
import {
  addsInformation,
  after,
  between,
  boundOf,
  requireFractions,
  type SequentialLooks,
} from './sequential-boundary.js';
import { logSpent } from './spending.js';
import type { Spending } from './spending-family.js';

/** How a test that goes badly may be given up: by spending its beta as it spends its alpha. */
export interface BetaSpending {
  spending: Spending;
  /** The whole chance to miss the effect, in (0, 1). */
  beta: number;
  /** The effect that it is missed by: the mean of the statistic at fraction 1, above 0. */
  drift: number;
}

/**
 * The bound of futility at each look: where z in the direction of the alternative, of a two-sided test of
 * the effect that is hoped for, is below it, the test may be stopped as one that shows nothing. With an
 * effect of that drift it is lost so with the part of beta that may be spent by then. −Infinity where a
 * look adds no information or has nothing to spend, and from fraction 1 on, where the test ends anyway.
 *
 * The bounds do not bind: the boundaries are those of a test without them, so that alpha holds whether a
 * test is stopped there or goes on. What a two-sided test rejects on the other side is lost as well.
 *
 * @param boundaries of spendingBoundaries; no bound lies above them.
 * @throws {RangeError} when beta, the drift or the fractions are outside.
 * @see Pampallona, Tsiatis & Kim (2001), Drug Information Journal 35, 1113–1121; Anderson & Clark (2010),
 * Statistics in Medicine 29, 219–227; gsDesign's test.type 4, rpact with bindingFutility = FALSE.
 * Error: 1e-8, against R's mvtnorm.
 * @example
 * // A test that may be given up at the bounds that gsDesign has where it is told nothing.
 * const looks = { fractions: [1 / 3, 2 / 3, 1], spending: 'hwang-shih-decani:-4', alternative: 'greater' } as const;
 * const beta = plannedBetaSpending(looks, 0.025, { spending: 'hwang-shih-decani:-2', power: 0.9 });
 * futilityBounds(spendingBoundaries(looks, 0.025), looks, beta); // => [ -0.2387, 0.9411, -Infinity ]
 */
export function futilityBounds(
  boundaries: readonly number[],
  looks: Pick<SequentialLooks, 'fractions' | 'alternative'>,
  { spending, beta, drift }: BetaSpending,
): number[] {
  requireDomain(beta > 0 && beta < 1, 'beta', 'between 0 and 1, both excluded', beta);
  requireDomain(drift > 0, 'drift', 'above 0', drift);
  requireFractions(looks.fractions);
  // The sign of the statistic is turned round, since the recursion follows its upper tail the furthest.
  let [state, lost, before] = [UNSTARTED, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return looks.fractions.map((fraction, look) => {
    if (fraction >= 1 || !addsInformation(state, fraction)) return Number.NEGATIVE_INFINITY;
    const [opposite, boundary] = between(boundaries[look]!, looks.alternative);
    if (state.points.length === 0) return boundary;
    const step = stepTo(state, fraction, -drift);
    const target = logSpent(spending, fraction, Math.log(beta));
    const part = { lost, target, drift: -drift, guess: before };
    const turned = turnedBound(state, step, [-boundary, -opposite], part);
    const end = Math.min(turned, -opposite);
    if (turned < Number.POSITIVE_INFINITY) before = turned;
    lost = logSum(
      lost,
      end === Number.POSITIVE_INFINITY ? -end : logCrossing(state, step, end).log,
    );
    state = after(state, step, [-boundary, end], looks, look);
    return -turned;
  });
}

interface Part {
  /** ln of what is lost before this look, and of what may be by then. */
  lost: number;
  target: number;
  drift: number;
  guess: number;
}

/** The bound of one look between the two boundaries, all turned round; Infinity for none. */
function turnedBound(
  state: Continuation,
  step: Step,
  [least, most]: [number, number],
  { lost, target, drift, guess }: Part,
): number {
  if (!(target > lost)) return Number.POSITIVE_INFINITY;
  const part = target + log1mExp(lost - target);
  const past = (bound: number) =>
    Number.isFinite(bound) ? logCrossing(state, step, bound).log : Number.NEGATIVE_INFINITY;
  if (past(most) >= part) return Number.POSITIVE_INFINITY;
  // So much may be lost that nothing need go on.
  if (Number.isFinite(least) && past(least) <= part) return least;
  return boundOf(state, step, part, guess, drift);
}

function logSum(a: number, b: number): number {
  const [most, least] = [Math.max(a, b), Math.min(a, b)];
  return most === Number.NEGATIVE_INFINITY ? most : most + Math.log1p(Math.exp(least - most));
}
