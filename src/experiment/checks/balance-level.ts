import { sum } from 'simple-statistics';
import type { CheckedData } from './check.js';

/** Below this p-value the split is no accident: the run is invalid (Fabijan et al. 2019, KDD, §5). */
export const SPLIT_FAILS = 0.001;

/**
 * The p-value below which one test of balance makes the run invalid: that of the split, over all such tests
 * of this run (missing values of each metric, each column of segments, each covariate of each treatment, by
 * its mean and by who has it) and over all looks, however many come. So a sound experiment is called
 * invalid with a chance of at most SPLIT_FAILS in all its life, by its balance.
 */
export function balanceLevel({
  aggregates,
  design,
}: Pick<CheckedData, 'aggregates' | 'design'>): number {
  const covariates = sum([0, ...design.metrics.map((metric) => metric.covariates.length)]);
  const tests =
    design.metrics.length + aggregates.segments.size + 2 * covariates * design.treatments.length;
  return (SPLIT_FAILS * shareOfLook(design)) / tests;
}

/**
 * The share of an error that a look may spend where nobody knows how many will come; all looks together
 * spend 1. It falls hardly faster than any that adds up does, so that the hundredth look still finds much.
 *
 * @see Robbins (1970), Annals of Mathematical Statistics 41(5), 1397–1409, for sums over all looks.
 */
export function shareOfLook({ monitoring }: Pick<CheckedData['design'], 'monitoring'>): number {
  if (monitoring === null) return 1;
  const look = monitoring.look ?? monitoring.earlierLooks.length + 1;
  return 1 / (SUM_OF_SHARES * (look + 1) * Math.log(look + 1) ** 2);
}

/** The sum of 1 ÷ (n ln² n) over n from 2 on, rounded up (OEIS A115563: 2.10974280123689). */
const SUM_OF_SHARES = 2.10974280124;
