import { DAYS_OF } from '../../experiment/lifetime/time-units.js';
import type { LifetimeReport, PredictedComparison } from '../lifetime-report.js';
import {
  decimalsFor,
  formatCounted,
  formatFixed,
  formatLevel,
  formatP,
  formatPercent,
  formatShort,
  formatSigned,
} from './numbers.js';

/** "365 days", or in the model's unit where that is no whole number of days. */
export function wordHorizon({ question }: LifetimeReport): string {
  const { horizon, timeUnit } = question;
  const days = Number((horizon * DAYS_OF[timeUnit]).toPrecision(12));
  if (Number.isInteger(days)) return formatCounted(days, 'day');
  return `${formatFixed(horizon, decimalsFor(horizon, 3))} ${timeUnit}s`;
}

/** What is asked, as a sentence. */
export function wordLifetimeQuestion(report: LifetimeReport): string {
  const { question, predictions } = report;
  const worth = predictions.value === null ? '' : ', and what is that worth';
  const discount =
    predictions.value === null || question.discount === 0
      ? ''
      : ` A purchase a year later is worth less by a discount of ${formatLevel(question.discount)}.`;
  const after = question.until === null ? '' : ` after ${question.until}`;
  return `what will a customer buy within ${wordHorizon(report)}${after}${worth}?${discount}`;
}

/** Which model it is, and what it was fitted to. */
export function wordLifetimeModel({ lifetime, question, predictions }: LifetimeReport): string {
  const known = question.fitUntil === null ? '' : ` as they were known on ${question.fitUntil}`;
  const spending =
    predictions.value === null
      ? ''
      : `; what they are worth by the gamma-gamma model, of the ${formatCounted(lifetime.spenders, 'customer')} with repeat purchases that were worth something`;
  return `purchases by the BG/NBD model, fitted to all customers${known}, whatever their variant${spending}.`;
}

/** What was put together or left out of the rows, a sentence each. */
export function wordLeftOut({ lifetime, question }: LifetimeReport): string[] {
  const { sameDay, later, refundsLeftOut, purchasesReturned, withoutVariant } = lifetime;
  const said: [number, (count: string) => string][] = [
    [sameDay, (n) => `${n} of the same customer and day are one purchase with another.`],
    [later, (n) => `${n} after ${question.until} do not count.`],
    [refundsLeftOut, (n) => `${n} of a negative amount were left out.`],
    [purchasesReturned, (n) => `${n} were taken back whole, and are no purchases.`],
  ];
  const sentences = said.flatMap(([count, sentence]) =>
    count === 0 ? [] : sentence(formatCounted(count, 'transaction')),
  );
  if (withoutVariant === 0) return sentences;
  const customers = formatCounted(withoutVariant, 'customer');
  return [...sentences, `${customers} of no variant take part in the model, and in no comparison.`];
}

/** "+1.22 [+1.04, +1.40]" of a comparison, with as many decimals as its interval can use. */
export function wordPredicted({ effect: { estimate, lower, upper } }: PredictedComparison): string {
  const width = (upper ?? estimate) - (lower ?? estimate);
  const decimals = Math.max(0, decimalsFor(width, 3));
  const ends = [lower, upper].map((end) => (end === null ? '∞' : formatSigned(end, decimals)));
  return `${formatSigned(estimate, decimals)} [${ends.join(', ')}]`;
}

/** "+8 % [+2 %, +14 %]"; `null` where there is no such interval. */
export function wordRelative({ relativeEffect }: PredictedComparison): string | null {
  if (relativeEffect === null) return null;
  const { estimate, lower, upper } = relativeEffect;
  const percent = (share: number | null) =>
    share === null ? '∞' : `${formatSigned(100 * share, 1)} %`;
  return `${percent(estimate)} [${percent(lower)}, ${percent(upper)}]`;
}

/** What a comparison comes to, in a sentence. */
export function wordOutcome(one: PredictedComparison, report: LifetimeReport): string {
  const what = one.measure === 'value' ? 'worth' : 'purchases';
  const within = `within ${wordHorizon(report)}`;
  const figures = `${wordPredicted(one)} (${formatLevel(one.confidence)}), ${formatP(one.logPValue)}`;
  switch (one.outcome) {
    case 'higher':
    case 'lower':
      return `${one.treatment} is predicted to bring ${one.outcome === 'higher' ? 'more' : 'less'} ${what} per customer ${within} than ${one.control}: ${figures}.`;
    case 'unclear':
      return `${one.treatment} is not told from ${one.control} in ${what} per customer ${within}: ${figures}. That is not “no effect”.`;
    case 'invalid':
      return `${one.treatment} cannot be compared with ${one.control}: the split is not as planned.`;
  }
}

/** "1.73 [1.60, 1.86]". */
export function wordMean({
  mean,
  lower,
  upper,
}: {
  mean: number;
  lower: number;
  upper: number;
}): string {
  const decimals = Math.max(0, decimalsFor(upper - lower, 2));
  return `${formatFixed(mean, decimals)} [${formatFixed(lower, decimals)}, ${formatFixed(upper, decimals)}]`;
}

/** "3 and more" of the last row of a table by repeat purchases, whose rows end at 7. */
export function wordRepeats(repeats: number): string {
  return repeats < 7 ? String(repeats) : `${repeats} and more`;
}

/** What the model says of how customers buy, in a sentence. */
export function wordHabits({ model, question }: LifetimeReport): string {
  const { meanRate, meanLeaving, meanSpend } = model;
  const spend = meanSpend === null ? '' : `, worth ${formatShort(meanSpend)} each`;
  return `on average a customer buys ${formatShort(meanRate)} times a ${question.timeUnit} while there${spend}, and leaves after a purchase with a chance of ${formatPercent(meanLeaving, 0)}.`;
}
