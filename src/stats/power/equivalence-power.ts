import { logPoissonMass } from '../distributions/deviance.js';
import { normalTails } from '../distributions/normal.js';
import { studentQuantile } from '../distributions/student.js';
import { requireDomain, requirePositive } from '../numeric/domain.js';
import { bracketedRoot } from '../numeric/roots.js';
import { logTrapezoid } from '../numeric/trapezoid.js';
import type { MeanMarginQuestion } from './margin-size.js';
import { oneSidedLevel, requirePower } from './power-domain.js';

export interface MeanEquivalenceQuestion {
  effect: number;
  sd: number;
  margin: number;
  controlUnits: number;
  treatmentUnits: number;
  alpha: number;
}

/** Where exp(−40), half an ulp, is the share left out at both ends: the integrand falls like e^−|w|. */
const ENDS = 80;

/**
 * The probability in [0, 1] that both one-sided pooled t-tests at `alpha` reject, so that the means
 * are found to differ by less than the margin. Exact: both tests share one standard deviation, over
 * which the probability is integrated.
 *
 * @param question the true effect (treatment − control), sd within an arm and margin in the metric's
 * unit, sd and margin positive; units positive with a sum of 3 or more; alpha of each test, in (0, ½).
 * @throws {RangeError} outside these.
 * @see Phillips (1990), Journal of Pharmacokinetics and Biopharmaceutics 18, 137–144; there by Owen's Q.
 * Error: 1e-14 absolute, against R's integrate.
 * @example
 * // Within 1 of each other, where nothing differs.
 * meanEquivalencePower({
 *   effect: 0, sd: 6, margin: 1, controlUnits: 800, treatmentUnits: 800, alpha: 0.05,
 * }); // => 0.9084
 */
export function meanEquivalencePower(question: MeanEquivalenceQuestion): number {
  const { effect, sd, margin, controlUnits, treatmentUnits, alpha } = question;
  requireDomain(Number.isFinite(effect), 'effect', 'finite', effect);
  requirePositive(sd, 'sd');
  requirePositive(margin, 'margin');
  requirePositive(controlUnits, 'controlUnits');
  requirePositive(treatmentUnits, 'treatmentUnits');
  requireLevel(alpha);
  const df = controlUnits + treatmentUnits - 2;
  requireDomain(df >= 1, 'controlUnits + treatmentUnits', '3 or more', df + 2);
  const error = sd * Math.sqrt(1 / controlUnits + 1 / treatmentUnits);
  const [down, up] = [(margin + effect) / error, (margin - effect) / error];
  const critical = studentQuantile(alpha, df, 'upper');
  // u = observed ÷ true standard deviation; beyond `most` the rejection regions do not meet.
  const most = margin / error / critical;
  const logBoth = (u: number) => {
    const [low, high] = [critical * u - down, up - critical * u];
    const both =
      low > 0
        ? normalTails(low).upper - normalTails(high).upper
        : normalTails(high).lower - normalTails(low).lower;
    return both > 0 ? Math.log(both) : Number.NEGATIVE_INFINITY;
  };
  // u = most ⁄ (1 + e^−w) maps (0, most) to the whole line, where the trapezoid rule is at its best.
  const logIntegrand = (w: number) => {
    const [share, rest] = [1 / (1 + Math.exp(-w)), 1 / (1 + Math.exp(w))];
    const u = most * share;
    const logDensity = Math.log(df) + logPoissonMass(df / 2, (df * u * u) / 2);
    return logDensity + Math.log(rest) + logBoth(u);
  };
  const left = Math.min(-ENDS, -Math.log(most) - ENDS);
  const right = Math.max(ENDS, ENDS - Math.log(most));
  return Math.min(1, Math.exp(logTrapezoid(logIntegrand, left, right)));
}

/**
 * The exact number of units in the treatment arm at which meanEquivalencePower is `power`, a positive
 * real number to be rounded up; the control has that ÷ allocation. Where 3 units in all would have
 * more power, the size of 3 in all.
 *
 * @param question as there, with allocation = treatment units per control unit, positive; power in
 * (alpha, 1).
 * @throws {RangeError} outside these, and when the effect is truly as large as the margin.
 * @see meanEquivalencePower, inverted.
 * Error: 1e-12 relative, against R.
 * @example
 * const units = meanEquivalenceSize({ effect: 0, sd: 6, margin: 1, allocation: 1, alpha: 0.05, power: 0.9 });
 * Math.ceil(units); // => 780
 */
export function meanEquivalenceSize(question: MeanMarginQuestion): number {
  const { effect, sd, margin, allocation, alpha, power } = question;
  requirePositive(allocation, 'allocation');
  requireLevel(alpha);
  requirePower(power, alpha);
  requirePositive(sd, 'sd');
  requireDomain(Math.abs(effect) < margin, 'effect', `within ± ${margin}`, effect);
  const share = allocation / (1 + allocation);
  const surplus = (logDf: number) => {
    const units = Math.exp(logDf) + 2;
    const [treatmentUnits, controlUnits] = [units * share, units * (1 - share)];
    return (
      meanEquivalencePower({ effect, sd, margin, treatmentUnits, controlUnits, alpha }) - power
    );
  };
  if (surplus(0) >= 0) return 3 * share;
  let [below, above] = [0, 1];
  while (surplus(above) < 0) [below, above] = [above, above + 1];
  return (Math.exp(bracketedRoot(surplus, below, above)) + 2) * share;
}

function requireLevel(alpha: number): void {
  oneSidedLevel(alpha, 'greater');
  requireDomain(alpha < 0.5, 'alpha', 'below 0.5', alpha);
}
