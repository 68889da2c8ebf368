import type { Alternative } from '../alternative.js';
import { normalUpperQuantile } from '../distributions/normal.js';
import { log1mExp } from '../distributions/tails.js';
import { requireDomain } from '../numeric/domain.js';
import {
  type Continuation,
  continued,
  logCrossing,
  NEGLIGIBLE,
  type Step,
  stepTo,
  UNSTARTED,
} from './continuation.js';
import { logSpent } from './spending.js';
import type { Spending } from './spending-family.js';

/** The looks of a group-sequential test, those to come as well or only those so far. */
export interface SequentialLooks {
  /** Information at each look ÷ that planned for the last, positive and not decreasing. */
  fractions: readonly number[];
  spending: Spending;
  alternative: Alternative;
}

/**
 * The share by which a look must have more information than the one before to be one: a millionth.
 * The points of the integration lie as close as the steps are short, and there it ends.
 */
const LEAST_ADDED = 1e-6;

/**
 * The boundary at each look: |z|, or z in the direction of a one-sided alternative, must exceed it to
 * stop. Infinity where a look adds no information or there is nothing left to spend.
 *
 * Each side spends half the level, and stopping on either side ends the test. A look beyond fraction 1
 * spends all that is left, at the information that it has.
 *
 * @param level of the whole test, in (0, 1).
 * @throws {RangeError} when it is outside, or the fractions are.
 * @see Lan & DeMets (1983), Biometrika 70, 659–663; Armitage, McPherson & Rowe (1969), JRSS A 132.
 * Error: 1e-9, against R's mvtnorm.
 * @example
 * // O'Brien–Fleming spending over five equal looks, as rpact's getDesignGroupSequential has it.
 * spendingBoundaries(
 *   { fractions: [0.2, 0.4, 0.6, 0.8, 1], spending: 'obrien-fleming', alternative: 'two-sided' },
 *   0.05,
 * ); // => [ 4.8769, 3.3570, 2.6803, 2.2898, 2.0310 ]
 */
export function spendingBoundaries(looks: SequentialLooks, level: number): number[] {
  requireDomain(level > 0 && level < 1, 'level', 'between 0 and 1, both excluded', level);
  return boundariesAt(looks, Math.log(level));
}

/** The same for a level given by its logarithm, which may be below the least double. */
export function boundariesAt(looks: SequentialLooks, logLevel: number): number[] {
  const { fractions, spending, alternative } = looks;
  requireFractions(fractions);
  const side = alternative === 'two-sided' ? logLevel - Math.LN2 : logLevel;
  let spent = Number.NEGATIVE_INFINITY;
  let [state, before] = [UNSTARTED, Number.POSITIVE_INFINITY];
  return fractions.map((fraction, look) => {
    const target = logSpent(spending, fraction, side);
    if (!addsInformation(state, fraction) || !(target > spent)) return Number.POSITIVE_INFINITY;
    const step = stepTo(state, fraction, 0);
    const bound = boundOf(state, step, target + log1mExp(spent - target), before);
    state = after(state, step, between(bound, alternative), looks, look);
    [spent, before] = [target, bound];
    return bound;
  });
}

/**
 * The bound past which the step goes with this probability, given by its logarithm; and a guess.
 *
 * @param drift of the statistic, whose mean at fraction 1 it is.
 */
export function boundOf(
  state: Continuation,
  step: Step,
  logProbability: number,
  guess: number,
  drift = 0,
): number {
  // Were there no look before. With one the bound is lower; for so little it may stay where it is.
  const most = normalUpperQuantile(logProbability) + drift * Math.sqrt(step.fraction);
  if (state === UNSTARTED || logProbability < NEGLIGIBLE) return most;
  const improved = (bound: number) => {
    const { log, derivative } = logCrossing(state, step, bound);
    return bound - (log - logProbability) / derivative;
  };
  // ln of the tail is concave (Prékopa), so after the first of Newton's steps they come down to it.
  let bound = Math.min(most, improved(Math.min(most, guess)));
  for (;;) {
    const next = improved(bound);
    if (!(next < bound - Number.EPSILON * Math.max(1, Math.abs(bound)))) return bound;
    bound = next;
  }
}

/** Where a test goes on that has this boundary. */
export function between(bound: number, alternative: Alternative): [number, number] {
  return [alternative === 'two-sided' ? -bound : Number.NEGATIVE_INFINITY, bound];
}

/** The test that went on at this look, between two bounds; at the last look there is nothing to go on to. */
export function after(
  state: Continuation,
  step: Step,
  bounds: [number, number],
  { fractions }: Pick<SequentialLooks, 'fractions'>,
  look: number,
): Continuation {
  const next = fractions.slice(look + 1).find((fraction) => addsInformation(step, fraction));
  if (next === undefined) return { ...state, fraction: step.fraction };
  return continued(state, step, bounds, next);
}

/** Whether there is more information than before, by enough to be a look of its own. */
export function addsInformation(
  { fraction: before }: { fraction: number },
  fraction: number,
): boolean {
  return fraction - before > LEAST_ADDED * fraction;
}

/** Throws RangeError unless the fractions are positive and none is below the one before. */
export function requireFractions(fractions: readonly number[]): void {
  fractions.forEach((fraction, look) => {
    const before = fractions[look - 1] ?? Number.MIN_VALUE;
    const holds = fraction >= before && fraction < Number.POSITIVE_INFINITY;
    requireDomain(holds, `fraction of look ${look + 1}`, `${before} or more`, fraction);
  });
}
