import type { Comparison } from '../../experiment/comparison.js';
import { type Design, wantedSign } from '../../experiment/design.js';
import type { ComparisonReport } from '../comparison-report.js';
import type { EarlyStop, PowerFutility } from '../power-futility.js';
import type { PowerMonitoring } from '../power-monitoring.js';
import { wordEffectValue } from './effects.js';
import { formatCount, formatFixed, formatLevel, formatPercent } from './numbers.js';
import { spendingName } from './spending-wording.js';

/** That a treatment may be given up, as a sentence with the figures that decide it. */
export function wordFutile(comparison: Comparison, design: Design): string {
  const { metric, treatment, futility } = comparison;
  const sign = wantedSign(design, design.metrics.find(({ name }) => name === metric)!);
  const { bound, z, effect } = futility!;
  const towards = sign > 0 ? '' : ' towards a decrease';
  const seen = Number.isFinite(z) ? `z${towards} is ${wordZ(z)}; ` : '';
  const least =
    effect === null ? '' : `, an effect of about ${wordEffectValue(comparison, effect)}`;
  return `${treatment.variant}: ${metric} is below the bound of futility of this look (${seen}the bound is ${wordZ(bound)}${least}). What the plan was sized for is no longer likely to be shown, so it may be given up; that is no proof that there is no effect. The bound does not bind: to go on leaves alpha as it is.`;
}

/** How a comparison stands to the bound of its look, in a few words. */
export function wordStanding({
  bound,
  statistic,
}: NonNullable<ComparisonReport['monitoring']['futility']>): string {
  const z = statistic === null ? '' : `z = ${wordZ(statistic)} in the direction hoped for; `;
  return `${z}below ${wordZ(bound)} it may be given up here (non-binding)`;
}

/** A normal statistic to two decimals. */
export function wordZ(z: number): string {
  return formatFixed(z, 2);
}

/** How beta is spent, and what that promises. */
export function wordBetaSpending({ spending, power }: { spending: string; power: number }): string {
  const beta = formatLevel(Number((1 - power).toPrecision(10)));
  return `${spendingName(spending)} spending of beta (${beta}), non-binding: the power holds where the test is stopped below each bound, alpha whether it is or not`;
}

/** When a planned test ends before its last look, and the units that it takes on average; none where that is not known. */
function wordEarlyStops(
  { stopsEarly }: PowerFutility,
  expected: PowerMonitoring['expectedUnits'],
): string | null {
  if (stopsEarly === null || expected === null) return null;
  const early = ({ rejection, futility }: EarlyStop, units: number) =>
    `it stops before the last look in ${formatPercent(rejection + futility, 1)} of tests (${formatPercent(futility, 1)} for futility) and takes ${formatCount(Math.round(units))} units in all on average`;
  return `With this effect ${early(stopsEarly.effect, expected.effect)}; without any ${early(stopsEarly.null, expected.null)}`;
}

/** When a planned test is given up that shows nothing, and what that does; `null` where it is not. */
export function wordFutilityRule({ futility, expectedUnits }: PowerMonitoring): string | null {
  if (futility === null) return null;
  const sentences = [wordBetaSpending(futility), wordEarlyStops(futility, expectedUnits)];
  return `${sentences.filter((sentence) => sentence !== null).join('. ')}.`;
}
