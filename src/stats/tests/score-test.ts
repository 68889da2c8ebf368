import type { Alternative } from '../alternative.js';
import { normalQuantile, normalTails } from '../distributions/normal.js';
import { criticalValue, pValueOf } from '../distributions/reference-distribution.js';
import { decreasingRoot } from '../numeric/roots.js';
import { type Counts, differenceStatistic, rate, ratioStatistic } from './score-statistics.js';
import { agreeing, type TwoSampleTest, type Untestable } from './two-sample-test.js';

/**
 * The score test that two arms have the same rate, and the intervals that it inverts to: Mee's for
 * the difference, Koopman's for the ratio. At the null it is the pooled two-proportion z-test.
 *
 * @see Mee (1984), Biometrics 40, 1175–1176; Koopman (1984), Biometrics 40, 513–517.
 */
export function scoreTest(
  control: Counts,
  treatment: Counts,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  const untestable = untestableCounts(control, treatment);
  if (untestable !== null) return untestable;
  const statistic = differenceStatistic(control, treatment, 0);
  const p = pValueOf(normalTails(statistic), alternative);
  const agreed = (level: number, find: (critical: number) => Ends) =>
    agreeing(find(criticalValue(normalQuantile, level, alternative)), alternative, {
      rejected: p.pValue < level,
      estimate: rate(treatment) - rate(control),
    });
  return {
    method: 'score',
    statistic,
    df: null,
    ...p,
    criticalValue: (level) => criticalValue(normalQuantile, level, alternative),
    pValueAt: (difference) =>
      pValueOf(normalTails(differenceStatistic(control, treatment, difference)), alternative),
    effectInterval: (level) => agreed(level, (z) => meeInterval(control, treatment, z)),
    relativeInterval: (level) =>
      control.successes === 0 ? null : agreed(level, (z) => koopmanInterval(control, treatment, z)),
  };
}

/** Why two arms of counts have no test: an arm without units, or no two units that differ; else `null`. */
export function untestableCounts(control: Counts, treatment: Counts): Untestable | null {
  if (control.n < 1 || treatment.n < 1) return 'TOO_FEW_UNITS';
  const successes = control.successes + treatment.successes;
  return successes === 0 || successes === control.n + treatment.n ? 'ZERO_VARIANCE' : null;
}

interface Ends {
  lower: number;
  upper: number;
}

function meeInterval(control: Counts, treatment: Counts, critical: number): Ends {
  const distance = (z: number) => (difference: number) =>
    differenceStatistic(control, treatment, difference) - z;
  return {
    lower: decreasingRoot(distance(critical), -1, 1),
    upper: decreasingRoot(distance(-critical), -1, 1),
  };
}

/** The relative differences whose ratio statistic lies within ± critical; control.successes > 0. */
function koopmanInterval(control: Counts, treatment: Counts, critical: number): Ends {
  const distance = (z: number) => (phi: number) => ratioStatistic(control, treatment, phi) - z;
  const most = Math.abs(critical);
  let beyond = Math.max(1, (2 * rate(treatment)) / rate(control));
  while (distance(-most)(beyond) > 0) beyond *= 2;
  return {
    lower: decreasingRoot(distance(critical), 0, beyond) - 1,
    upper: decreasingRoot(distance(-critical), 0, beyond) - 1,
  };
}
