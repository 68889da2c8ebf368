import type { PowerMonitoring } from '../power-monitoring.js';
import type { PlannedTogether, PowerReport } from '../power-report.js';
import { formatCount, formatCounted, formatLevel, formatPercent, formatShort } from './numbers.js';
import { wordUnits } from './sizes.js';
import { spendingName } from './spending-wording.js';

/** What is asked. */
export function questionOf(report: PowerReport): string {
  const { solvedFor, sampleSize, pilot } = report;
  const power = pilot?.forPower?.power ?? report.power;
  const units = `${formatCount(sampleSize.treatment)} units per ${unitName(report)}`;
  const effect = `an effect of ${effectOf(report, report.mde)}`;
  switch (solvedFor) {
    case 'sampleSize':
      return `how many units show ${effect} on ${controlOf(report)} with ${powerText(power)} power?`;
    case 'mde':
      return `what effect on ${controlOf(report)} do ${units} show with ${powerText(power)} power?`;
    case 'power':
      return `with what power do ${units} show ${effect} on ${controlOf(report)}?`;
  }
}

/** What is answered. */
export function answerOf(report: PowerReport): string {
  const { solvedFor, power } = report;
  switch (solvedFor) {
    case 'sampleSize':
      return `${sizeOf(report)}${daysOf(report)}.`;
    case 'mde':
      return `${effectOf(report, report.mde)} or more; ${sizeOf(report)}${daysOf(report)}.`;
    case 'power':
      return `${formatPercent(power, 1)}; ${sizeOf(report)}${daysOf(report)}.`;
  }
}

/** Units by variant and in all. */
export function sizeOf({ sampleSize }: Pick<PowerReport, 'sampleSize'>): string {
  return wordUnits(sampleSize, 'per treatment');
}

/** What units are counted by: a variant, or a treatment where the control has another number. */
export function unitName({ sampleSize }: Pick<PowerReport, 'sampleSize'>): string {
  return sampleSize.control === sampleSize.treatment ? 'variant' : 'treatment';
}

/** How long that takes, where it is known. */
export function daysOf({
  durationDays,
  dailyUnits,
}: Pick<PowerReport, 'durationDays' | 'dailyUnits'>): string {
  if (durationDays === null) return '';
  const days = durationDays === 1 ? '1 day' : `${formatCount(durationDays)} days`;
  return `: ${days} at ${formatCount(dailyUnits!)} units a day`;
}

/** The test that is planned, and its level. */
export function testOf(report: PowerReport): string {
  const { alpha, alternative, variants, alphaPerComparison, correction } = report;
  const sides = alternative === 'two-sided' ? 'two-sided' : `one-sided (${alternative})`;
  const family =
    variants === 2
      ? ''
      : correction === 'none'
        ? `; ${variants - 1} treatments, not corrected`
        : `; ${variants - 1} treatments, each at ${formatShort(alphaPerComparison)} so that the whole keeps alpha`;
  return `${sides}, alpha ${alpha}${family}.`;
}

/** What the power of one test means for a decision that waits for several. */
export function togetherOf({ guardrails, atLeast }: PlannedTogether, power: number): string {
  const tests = guardrails === 1 ? 'one other test' : `${guardrails} other tests`;
  return `this and ${tests}, each with ${powerText(power)} power, all come out with ${powerText(atLeast)} power or more, whatever they have in common.`;
}

/** To a tenth of a percent. */
export function powerText(power: number): string {
  return formatLevel(Math.round(power * 1000) / 1000);
}

/** What being looked at while it runs costs. */
export function looksOf({
  method,
  spending,
  looks,
  inflation,
  expectedShare,
}: PowerMonitoring): string {
  const more = `${inflation.toFixed(2)} times the units of a test that is looked at once`;
  if (method === 'always-valid') {
    return `as many as you like, whenever you like; that takes ${more}. The power is that at the planned size; looks before can only add to it.`;
  }
  const how = `${formatCounted(looks!, 'look')}, evenly spaced, ${spendingName(spending!)} spending; that takes ${more}, at most`;
  if (expectedShare === null) return `${how}.`;
  const share = (x: number) => formatPercent(x, 0);
  return `${how}. On average the test ends at ${share(expectedShare.effect)} of them with this effect, at ${share(expectedShare.null)} without any.`;
}

/** What is expected of the control. */
export function controlOf({
  kind,
  baseline,
  sd,
  pilot,
}: Pick<PowerReport, 'kind' | 'baseline' | 'sd' | 'pilot'>): string {
  if (kind === 'proportion') return `a rate of ${formatLevel(baseline!)}`;
  const spread = `standard deviation ${formatShort(sd!)}`;
  if (pilot?.kind === 'proportion') return `a rate of ${formatLevel(baseline!)} (${spread})`;
  if (pilot?.kind === 'ratio') return `a ratio of ${formatShort(baseline!)} (${spread})`;
  return baseline === null
    ? `a mean with ${spread}`
    : `a mean of ${formatShort(baseline)} (${spread})`;
}

/** An effect, signed, with its lift where it has one. */
export function effectOf(
  report: Pick<PowerReport, 'kind' | 'pilot'>,
  { absolute, relative }: PowerReport['mde'],
): string {
  const sign = absolute < 0 ? '−' : '+';
  const plain = amountOf(report, Math.abs(absolute));
  const lift =
    relative === null
      ? ''
      : ` (${relative < 0 ? '−' : '+'}${formatShort(100 * Math.abs(relative))} %)`;
  return `${sign}${plain}${lift}`;
}

/** A size in the metric's unit: points of a rate, though it may be adjusted and planned as a mean. */
export function amountOf({ kind, pilot }: Pick<PowerReport, 'kind' | 'pilot'>, size: number) {
  const isRate = (pilot?.kind ?? kind) === 'proportion';
  return isRate ? `${formatShort(100 * size)} pp` : formatShort(size);
}

/** What is to be expected of the test, over what is believed of the effect. */
export function assuranceSentence({
  prior,
  shown,
  better,
  shownWorse,
}: NonNullable<PowerReport['assurance']>): string {
  const { metric, experiments, path } = prior;
  const from = experiments === null ? '' : `, of ${formatCounted(experiments, 'experiment')}`;
  const about = metric === null ? '' : ` on ${metric}`;
  const percent = (share: number) => formatPercent(share, 1);
  return `by ${path}${from}${about}, the treatment is truly better and this test shows it with ${percent(shown)} (assurance); it is better at all with ${percent(better)}; worse, and shown to be, with ${percent(shownWorse)}. The power above is for one effect, this is over all that may be true.`;
}
