import { binomialTails } from '../../stats/distributions/binomial.js';
import { normalQuantile } from '../../stats/distributions/normal.js';
import type { BothRates } from '../../stats/tests/nearby-statistic.js';
import type { Counts } from '../../stats/tests/score-statistics.js';

/** Below it a count may lie outside of the rates that the exact test looks at, which leave out 1e-9. */
const LEAST_TAIL = 1e-8;

/** The exact test seeks its largest probability on a grid, and misses by far less than this leaves. */
const FOUND = 0.8;

/** One side at least of what is told is nearer to 0 than this, or nothing is. */
export const NEAR = 1;

/**
 * How far the exact test of a hypothesis can have two arms from it at most: the distance, with its sign, of which
 * the normal tail is no more than its p-value. NaN where that is not told.
 *
 * That p-value is the largest probability over all rates that the hypothesis leaves, so no less than at these; and of
 * all tables at least as far, so no less than of those with as many successes or fewer in one arm, and as many or
 * more in the other.
 *
 * @param rates that fit the hypothesis.
 * @see unconditional, regionOf.
 */
export function mostExactDistance(rates: BothRates, control: Counts, treatment: Counts): number {
  const [c, t] = [ends(control, rates.control.rate), ends(treatment, rates.treatment.rate)];
  if (!(Math.min(c.most, c.least, t.most, t.least) > LEAST_TAIL)) return Number.NaN;
  const above = distanceOf(c.most * t.least);
  const below = distanceOf(c.least * t.most);
  if (!(Math.min(above, below) < NEAR)) return Number.NaN;
  return above > below ? above : -below;
}

/** The probabilities of so many successes at most, and at least. */
function ends({ successes, n }: Counts, rate: number): { most: number; least: number } {
  return {
    most: binomialTails(successes, n, rate).lower,
    least: binomialTails(successes - 1, n, rate).upper,
  };
}

function distanceOf(probability: number): number {
  return Math.max(0, normalQuantile(FOUND * probability, 'upper'));
}
