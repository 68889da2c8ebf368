import type { Alternative } from '../alternative.js';
import { fisherExact } from './fisher-exact.js';
import type { Counts } from './score-statistics.js';
import { untestableCounts } from './score-test.js';
import type { TwoSampleTest, Untestable } from './two-sample-test.js';

/**
 * Fisher's exact test that two arms have the same rate. It tests odds, given both margins, so it
 * inverts to no interval for the difference or the ratio of rates; both are open on both sides.
 *
 * @throws {RangeError} unless successes and n are whole numbers with 0 ≤ successes ≤ n.
 * @see Fisher (1935), Journal of the Royal Statistical Society 98, 39–82.
 * @example
 * // The lady tasting tea: Fisher (1935), The Design of Experiments, chapter II.
 * const test = fisherTest({ successes: 1, n: 4 }, { successes: 3, n: 4 }, 'greater');
 * if (typeof test === 'string') throw new Error(test);
 * test.pValue; // => 0.2429
 */
export function fisherTest(
  control: Counts,
  treatment: Counts,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  const untestable = untestableCounts(control, treatment);
  if (untestable !== null) return untestable;
  const p = fisherExact(
    {
      controlSuccesses: control.successes,
      controlUnits: control.n,
      treatmentSuccesses: treatment.successes,
      treatmentUnits: treatment.n,
    },
    alternative,
  );
  return {
    method: 'fisher',
    statistic: null,
    df: null,
    ...p,
    criticalValue: () => null,
    pValueAt: () => null,
    effectInterval: () => ({ lower: null, upper: null }),
    relativeInterval: () => null,
  };
}
