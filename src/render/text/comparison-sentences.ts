import type { ComparisonReport } from '../../report/comparison-report.js';
import { wordCoverage } from '../../report/wording/coverage-wording.js';
import { liftOf, wordEffect } from '../../report/wording/effects.js';
import { wordMargin } from '../../report/wording/guardrail-wording.js';
import {
  formatCount,
  formatFixed,
  formatLevel,
  formatP,
  formatPercent,
  formatPValue,
  formatShort,
} from '../../report/wording/numbers.js';
import { printable } from '../printable.js';

/** What the posterior says: the probability of being better, and what a wrong choice loses. */
export function posteriorSentence(comparison: ComparisonReport): string {
  const { probabilityBetter, expectedLoss } = comparison.posterior!;
  const share = wordProbability(probabilityBetter);
  return `better with probability ${share}; ${lossWords(comparison, expectedLoss)} (${wordPrior(comparison)}).`;
}

/** What choosing each variant is expected to lose. */
export function lossWords(
  { kind, treatment, control }: ComparisonReport,
  expectedLoss: { treatment: number; control: number },
): string {
  const loss = (x: number) =>
    kind === 'proportion' ? `${formatShort(100 * x)} pp` : formatShort(x);
  return `choosing ${printable(treatment.variant)} loses ${loss(expectedLoss.treatment)} on average, ${printable(control.variant)} ${loss(expectedLoss.control)}`;
}

/** What rounds to 0.0 % explains nothing. */
const LEAST_TOLD = 0.0005;

/** Within what it was compared, what that explains, and who is left out. */
export function strataSentence({
  column,
  strata,
  unitsLeftOut,
  varianceReduction,
}: NonNullable<ComparisonReport['strata']>): string {
  const explained =
    varianceReduction >= LEAST_TOLD
      ? `, which explains ${formatPercent(varianceReduction, 1)} of the variance`
      : '';
  const left =
    unitsLeftOut === 0
      ? ''
      : `; ${formatCount(unitsLeftOut)} units are left out, whose value only one arm has`;
  return `within ${formatCount(strata)} values of ${printable(column)}, averaged by their units${explained}${left}.`;
}

/** With fewer of the rarer outcome than this a flat prior has as much to say as a tenth of the data. */
const FEW = 10;

function wordPrior({ posterior, kind, control, treatment }: ComparisonReport): string {
  const { prior } = posterior!;
  if (prior === 'pooled') return 'prior around the pooled rate';
  if (prior !== 'flat') {
    return `prior of ${plain(prior.successes)} successes in ${plain(prior.units)} units`;
  }
  if (kind !== 'proportion') return 'flat priors';
  const successes = control.successes! + treatment.successes!;
  const rarer = Math.min(successes, control.n + treatment.n - successes);
  return rarer < FEW
    ? 'flat priors, which decide where so few are seen: a rate of a half is as likely to them'
    : 'flat priors';
}

/** A number as it was typed, but for its separators. */
function plain(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(value);
}

/** What the ranks say beside the test of means. */
export function ranksSentence({ ranks, treatment, control }: ComparisonReport): string {
  const { superiority, lower, upper, confidence, df, logPValue } = ranks!;
  const ends =
    lower === null || upper === null
      ? ''
      : ` [${formatPercent(lower, 1)}, ${formatPercent(upper, 1)}] (${formatLevel(confidence)} interval)`;
  return `a random unit of ${printable(treatment.variant)} exceeds one of ${printable(control.variant)} with probability ${formatPercent(superiority, 1)}${ends}, ties counting half (Brunner–Munzel${df === null ? ' by permutations' : ''}, ${formatP(logPValue)}, unadjusted). That is another question than which mean is larger, and no part of the verdict.`;
}

/** A probability in percent, never rounded to certainty. */
export function wordProbability(p: number): string {
  if (p > 0.999) return 'over 99.9 %';
  return p < 0.001 ? 'under 0.1 %' : formatPercent(p, 1);
}

/** The margin, and what the interval must do to hold it. */
export function marginSentence(comparison: ComparisonReport): string {
  const size = wordMargin(comparison);
  return comparison.margin!.kind === 'equivalence'
    ? `${size} either way; it holds where the whole interval lies within`
    : `${size} worse; it holds where the interval ends short of that`;
}

/** The p-value with its statistic, and the level of the intervals. */
export function evidence(comparison: ComparisonReport): string {
  const { statistic, df, logPValue, pValue, adjustedPValue, confidence, coverage } = comparison;
  const p = formatPValue(logPValue!);
  const adjusted = formatPValue(logPValue! + Math.log(adjustedPValue! / pValue!));
  const symbol = df === null ? 'z' : 't';
  const freedom = df === null ? '' : `, df ${formatShort(df)}`;
  const parts = [
    adjustedPValue === pValue ? p : `${adjusted} adjusted, ${p} by itself`,
    statistic === null ? '' : ` (${symbol} = ${formatFixed(statistic, 2)}${freedom})`,
    comparison.effect.lower === null && comparison.effect.upper === null
      ? ''
      : ` · ${formatLevel(confidence!)} intervals${wordCoverage(coverage!)}`,
  ];
  return parts.join('');
}

/** Effect, lift, margin and evidence in one sentence, or why there are none. */
export function figuresSentence(comparison: ComparisonReport): string {
  if (comparison.reason !== undefined) return comparison.reason.message;
  const { estimate, interval } = wordEffect(comparison);
  const lift = liftOf(comparison);
  const parts = [
    `${estimate} ${interval ?? ''}`.trim(),
    ...(lift === null ? [] : [`lift ${lift.estimate} ${lift.interval ?? ''}`.trim()]),
    ...(comparison.margin === null ? [] : [`margin ${wordMargin(comparison)}`]),
  ];
  return `${parts.join(', ')}, p = ${evidence(comparison)}.`;
}
