import type { Alternative } from '../alternative.js';
import type { PValue } from '../distributions/reference-distribution.js';
import type { ArmSizes, LineHypothesis } from './line-hypothesis.js';
import { nearbyStatistic } from './nearby-statistic.js';
import { type Counts, differenceStatistic, ratioStatistic } from './score-statistics.js';
import { likelyRates, unconditionalPValue } from './unconditional.js';

/** The exact p-values of every hypothesis on two rates; two-sided twice the smaller of the two sides. */
export interface ExactPValues {
  /** That the treatment's rate is the control's + `difference`, in [−1, 1]. */
  ofDifference(difference: number, alternative: Alternative): PValue;
  /** That it is `phi` times the control's, above 0. */
  ofRatio(phi: number, alternative: Alternative): PValue;
}

/** Those of two arms, in the order of the score statistic of each hypothesis. */
export function exactPValues(control: Counts, treatment: Counts): ExactPValues {
  const arms = { control, treatment };
  const sizes = { control: control.n, treatment: treatment.n };
  const likely = likelyRates(control, treatment);
  const judged = (hypothesis: LineHypothesis, alternative: Alternative) => {
    const side = (claim: 'greater' | 'less') =>
      unconditionalPValue(arms, hypothesis, likely, claim);
    if (alternative !== 'two-sided') return side(alternative);
    const z = hypothesis.statistic(control.successes, treatment.successes);
    if (z > 0) return doubled(side('greater'));
    if (z < 0) return doubled(side('less'));
    const [up, down] = [side('greater'), side('less')];
    return doubled(up.pValue < down.pValue ? up : down);
  };
  return {
    ofDifference: (difference, alternative) =>
      judged(difference === 0 ? ratioOf(sizes, 1) : differenceOf(sizes, difference), alternative),
    ofRatio: (phi, alternative) => judged(ratioOf(sizes, phi), alternative),
  };
}

function differenceOf(sizes: ArmSizes, difference: number): LineHypothesis {
  return {
    line: { slope: 1, shift: difference },
    statistic:
      Math.abs(difference) < 1
        ? nearbyStatistic(sizes, difference)
        : (x, y) =>
            differenceStatistic(ofSize(x, sizes.control), ofSize(y, sizes.treatment), difference),
  };
}

/** At 1 it is that of no difference, and takes no search. */
function ratioOf(sizes: ArmSizes, phi: number): LineHypothesis {
  return {
    line: { slope: phi, shift: 0 },
    statistic: (x, y) => ratioStatistic(ofSize(x, sizes.control), ofSize(y, sizes.treatment), phi),
  };
}

function ofSize(successes: number, n: number): Counts {
  return { successes, n };
}

function doubled({ pValue, logPValue }: PValue): PValue {
  return { pValue: Math.min(1, 2 * pValue), logPValue: Math.min(0, Math.LN2 + logPValue) };
}
