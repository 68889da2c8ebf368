import { normalQuantile, normalTails } from '../distributions/normal.js';
import type { Direction } from '../margin/margin.js';
import { requireDomain, requirePositive, requireProbability } from '../numeric/domain.js';
import { bracketedRoot } from '../numeric/roots.js';
import { differenceStatistic } from '../tests/score-statistics.js';
import { oneSidedLevel, requirePower } from './power-domain.js';
import { meanSampleSize } from './power-mean.js';

export interface ProportionMarginQuestion {
  control: number;
  treatment: number;
  margin: number;
  allocation: number;
  alpha: number;
  power: number;
}

export interface MeanMarginQuestion {
  effect: number;
  sd: number;
  margin: number;
  allocation: number;
  alpha: number;
  power: number;
}

/**
 * The exact number of units in the treatment arm at which proportionNonInferiority finds the treatment
 * not worse with that power, a positive real number to be rounded up; the control has that ÷ allocation.
 *
 * @param question the true rates in [0, 1]; margin in (0, 1); allocation = treatment units per control
 * unit, positive; alpha one-sided, in (0, 1); power in (alpha, 1).
 * @throws {RangeError} outside these; when the treatment is truly worse by the margin; and when every
 * size has more power than asked.
 * @see Farrington & Manning (1990), Statistics in Medicine 9, 1447–1454, eq. (4): the variance under
 * the null at the most likely rates that differ by the margin.
 * Error: 2e-14 relative, against R.
 */
export function proportionNonInferioritySize(
  question: ProportionMarginQuestion & { better: Direction },
): number {
  const { control, treatment, margin, alpha, power, better } = question;
  requireProportionMargin(question);
  const sign = better === 'increase' ? 1 : -1;
  const advantage = sign * (treatment - control) + margin;
  requireDomain(advantage > 0, 'effect', 'better than the margin', treatment - control);
  const { atMargin, unrestricted } = unitErrors(question, -sign * margin);
  const root =
    (normalQuantile(alpha, 'upper') * atMargin + normalQuantile(power) * unrestricted) / advantage;
  requireDomain(root > 0, 'power', 'above what a single unit has', power);
  return root * root;
}

/**
 * The exact number of units in the treatment arm at which proportionEquivalence finds equivalence with
 * that power, a positive real number to be rounded up; the control has that ÷ allocation.
 *
 * @param question as for proportionNonInferioritySize; alpha of each of the two one-sided tests,
 * below ½.
 * @throws {RangeError} outside these, and when the rates truly differ by the margin or more.
 * @see Farrington & Manning (1990), eq. (4), at both margins; Schuirmann (1987).
 * Error: 2e-14 relative, against R.
 */
export function proportionEquivalenceSize(question: ProportionMarginQuestion): number {
  const { control, treatment, margin, alpha, power } = question;
  requireProportionMargin(question);
  requireDomain(alpha < 0.5, 'alpha', 'below 0.5', alpha);
  const effect = treatment - control;
  requireDomain(Math.abs(effect) < margin, 'effect', `within ± ${margin}`, effect);
  const sides = [-1, 1].map((side) => ({
    room: margin - side * effect,
    ...unitErrors(question, side * margin),
  }));
  const z = normalQuantile(alpha, 'upper');
  // Wherever one test does not reject, the other does: power is 1 − the chances of either miss.
  const miss = (root: number) =>
    sides
      .map(({ room, atMargin, unrestricted }) => {
        const beyond = room * root - z * atMargin;
        return normalTails(beyond === 0 ? 0 : beyond / unrestricted).upper;
      })
      .reduce((sum, share) => sum + share, 0);
  let most = 1;
  while (miss(most) > 1 - power) most *= 2;
  return bracketedRoot((root) => 1 - power - miss(root), 0, most) ** 2;
}

/**
 * The exact number of units in the treatment arm at which the t-test finds the treatment's mean not
 * worse by the margin with that power, a positive real number to be rounded up; the control has that ÷
 * allocation.
 *
 * @param question the true effect (treatment − control), sd within an arm and margin in the metric's
 * unit, sd and margin positive; allocation = treatment units per control unit, positive; alpha
 * one-sided, in (0, 1); power in (alpha, 1).
 * @throws {RangeError} outside these, and when the treatment is truly worse by the margin.
 * @see meanSampleSize, for the effect seen from the margin.
 */
export function meanNonInferioritySize(
  question: MeanMarginQuestion & { better: Direction },
): number {
  const { effect, margin, better, ...rest } = question;
  requirePositive(margin, 'margin');
  const advantage = (better === 'increase' ? effect : -effect) + margin;
  requireDomain(advantage > 0, 'effect', 'better than the margin', effect);
  return meanSampleSize({ ...rest, effect: advantage, alternative: 'greater' });
}

/** Standard errors of the difference with one unit in the treatment arm: under the null, as it is. */
function unitErrors(
  { control, treatment, allocation }: ProportionMarginQuestion,
  difference: number,
): { atMargin: number; unrestricted: number } {
  const statistic = differenceStatistic(
    { successes: control / allocation, n: 1 / allocation },
    { successes: treatment, n: 1 },
    difference,
  );
  return {
    atMargin: (treatment - control - difference) / statistic,
    unrestricted: Math.sqrt(allocation * control * (1 - control) + treatment * (1 - treatment)),
  };
}

function requireProportionMargin(question: ProportionMarginQuestion): void {
  requireProbability(question.control, 'control');
  requireProbability(question.treatment, 'treatment');
  const { margin, alpha, power } = question;
  requireDomain(margin > 0 && margin < 1, 'margin', 'between 0 and 1, both excluded', margin);
  requirePositive(question.allocation, 'allocation');
  oneSidedLevel(alpha, 'greater');
  requirePower(power, alpha);
}
