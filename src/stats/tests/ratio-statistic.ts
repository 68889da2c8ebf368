import type { ArmSizes } from './line-hypothesis.js';

/**
 * The score statistic for "the treatment's rate is `phi` times the control's" of one table after another, given
 * the successes of control and treatment: that of ratioStatistic, in plain assignments, since thousands of tables
 * are asked for before this is compiled.
 *
 * @param phi above 0.
 * @see Koopman (1984), eq. 2.
 */
export function ratioStatisticOf(
  sizes: ArmSizes,
  phi: number,
): (control: number, treatment: number) => number {
  const nC = sizes.control;
  const nT = sizes.treatment;
  const most = Math.min(1, 1 / phi);
  return (x, y) => {
    const apart = y / nT - phi * (x / nC);
    if (apart === 0) return 0;
    const b = phi * (x + nT);
    const c = nC + y;
    const root = Math.sqrt((b - c) * (b - c) + 4 * phi * (nC - x) * (nT - y));
    const rateC = Math.min(most, (2 * (x + y)) / (b + c + root));
    const rateT = Math.min(1, phi * rateC);
    const ofControl = (rateC * Math.max(0, 1 - rateC)) / nC;
    const ofTreatment = (rateT * Math.max(0, 1 - rateT)) / nT;
    return apart / Math.sqrt(phi * phi * ofControl + ofTreatment);
  };
}
