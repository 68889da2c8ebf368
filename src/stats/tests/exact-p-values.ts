import type { Alternative } from '../alternative.js';
import type { PValue } from '../distributions/reference-distribution.js';
import type { ArmSizes, LineHypothesis } from './line-hypothesis.js';
import { nearbyStatistic } from './nearby-statistic.js';
import { ratioStatisticOf } from './ratio-statistic.js';
import { type Counts, differenceStatistic } from './score-statistics.js';
import { type Beyond, likelyRates, unconditional } from './unconditional.js';

/** The exact p-values of every hypothesis on two rates; two-sided twice the smaller of the two sides. */
export interface ExactPValues {
  /** That the treatment's rate is the control's + `difference`, in [−1, 1]. */
  ofDifference(difference: number, alternative: Alternative): PValue;
  /** That it is `phi` times the control's, above 0. */
  ofRatio(phi: number, alternative: Alternative): PValue;
  /** The same one-sided, with the tables that it is the probability of. */
  beyondDifference(difference: number, claim: Claim): Beyond;
  beyondRatio(phi: number, claim: Claim): Beyond;
}

/** Which side of a hypothesis the treatment's rate is claimed to lie on. */
export type Claim = 'greater' | 'less';

/** Those of two arms, in the order of the score statistic of each hypothesis. */
export function exactPValues(control: Counts, treatment: Counts): ExactPValues {
  const arms = { control, treatment };
  const sizes = { control: control.n, treatment: treatment.n };
  const likely = likelyRates(control, treatment);
  const beyond = (hypothesis: LineHypothesis, claim: Claim) =>
    unconditional(arms, hypothesis, likely, claim);
  const judged = (hypothesis: LineHypothesis, alternative: Alternative) => {
    const side = (claim: Claim) => beyond(hypothesis, claim).pValue();
    if (alternative !== 'two-sided') return side(alternative);
    const z = hypothesis.statistic(control.successes, treatment.successes);
    if (z > 0) return doubled(side('greater'));
    if (z < 0) return doubled(side('less'));
    const [up, down] = [side('greater'), side('less')];
    return doubled(up.pValue < down.pValue ? up : down);
  };
  return {
    ofDifference: (difference, alternative) => judged(differenceOf(sizes, difference), alternative),
    ofRatio: (phi, alternative) => judged(ratioOf(sizes, phi), alternative),
    beyondDifference: (difference, claim) => beyond(differenceOf(sizes, difference), claim),
    beyondRatio: (phi, claim) => beyond(ratioOf(sizes, phi), claim),
  };
}

/** At 0 it is that of a ratio of 1, which takes no search. */
function differenceOf(sizes: ArmSizes, difference: number): LineHypothesis {
  if (difference === 0) return ratioOf(sizes, 1);
  return {
    line: { slope: 1, shift: difference },
    statistic:
      Math.abs(difference) < 1
        ? nearbyStatistic(sizes, difference)
        : (x, y) =>
            differenceStatistic(ofSize(x, sizes.control), ofSize(y, sizes.treatment), difference),
  };
}

function ratioOf(sizes: ArmSizes, phi: number): LineHypothesis {
  return { line: { slope: phi, shift: 0 }, statistic: ratioStatisticOf(sizes, phi) };
}

function ofSize(successes: number, n: number): Counts {
  return { successes, n };
}

function doubled({ pValue, logPValue }: PValue): PValue {
  return { pValue: Math.min(1, 2 * pValue), logPValue: Math.min(0, Math.LN2 + logPValue) };
}
