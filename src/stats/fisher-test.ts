import type { Alternative } from './alternative.js';
import { fisherExact } from './fisher-exact.js';
import type { Counts } from './score-test.js';
import type { TwoSampleTest, Untestable } from './two-sample-test.js';

/**
 * Fisher's exact test that two arms have the same rate. It tests odds, given both margins, so it
 * inverts to no interval for the difference or the ratio of rates; both are open on both sides.
 *
 * @see Fisher (1935), Journal of the Royal Statistical Society 98, 39–82.
 */
export function fisherTest(
  control: Counts,
  treatment: Counts,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  if (control.n < 1 || treatment.n < 1) return 'TOO_FEW_UNITS';
  const successes = control.successes + treatment.successes;
  if (successes === 0 || successes === control.n + treatment.n) return 'ZERO_VARIANCE';
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
    effectInterval: () => ({ lower: null, upper: null }),
    relativeInterval: () => null,
  };
}
