import type {
  ComparisonReport,
  HeterogeneityReport,
  TrendReport,
} from '../../report/comparison-report.js';
import type { Report } from '../../report/report.js';
import { wordEffect } from '../../report/wording/effects.js';
import { wordBreakEven } from '../../report/wording/money-wording.js';
import { formatCount, formatPValue } from '../../report/wording/numbers.js';
import { adjustedLogP } from '../../report/wording/reason-wording.js';
import { wordSkewedP } from '../../report/wording/skew-wording.js';
import { adjustment } from '../text/adjustment.js';
import {
  marginSentence,
  posteriorSentence,
  ranksSentence,
  strataSentence,
} from '../text/comparison-sentences.js';
import { learnedSentence } from '../text/learned-sentence.js';
import { sampleSizeSentence } from '../text/sample-size-text.js';
import { average, differ, isPart } from '../text/segment-text.js';
import { trendSentence } from '../text/trend-text.js';
import { markdownText } from './escape.js';
import { atMost, COLUMNS, details, table } from './parts.js';

/** For each metric, treatment and segment column, its segments to unfold. */
export function segmentDetails({ heterogeneity, comparisons }: Report): string[] {
  return heterogeneity.map((summary) => {
    const parts = comparisons.filter((comparison) => isPart(comparison, summary));
    const { metric, segmentColumn, treatment } = summary;
    const title = `${metric} by ${segmentColumn} · ${treatment} against ${parts[0]!.control.variant}`;
    return details(
      title,
      segmentTable(summary, parts),
      `**Differ?** ${sentence(differ(summary))}`,
      `**Average:** ${sentence(average(summary, parts))}`,
    );
  });
}

function segmentTable({ segmentColumn }: HeterogeneityReport, parts: ComparisonReport[]): string {
  const rows = parts.map((part) => {
    const { effect, control, treatment, reason } = part;
    const units = formatCount(control.n + treatment.n);
    const figures =
      reason === undefined
        ? [effectText({ ...part, effect }), formatPValue(adjustedLogP(part))]
        : [`no test: ${sentence(reason.message)}`, '–'];
    return [name(part.segment![segmentColumn]!), units, ...figures];
  });
  return table([name(segmentColumn), 'units', 'effect', 'adj. p'], rows, [
    'units',
    'effect',
    'adj. p',
  ]);
}

/** How each metric goes with the strength of personalization, to unfold. */
export function trendDetails({ trends }: Report): string[] {
  return trends.map((trend) =>
    details(
      `${trend.metric} by strength of personalization`,
      sentence(trendSentence(trend)),
      table(
        ['each step adds', 'effect', 'adj. p'],
        trend.steps.map((step) => stepRow(trend, step)),
        ['effect', 'adj. p'],
      ),
    ),
  );
}

function stepRow({ kind }: TrendReport, step: TrendReport['steps'][number]): string[] {
  const p = step.adjustedPValue === null ? '–' : formatPValue(Math.log(step.adjustedPValue));
  return [`${name(step.from)} → ${name(step.to)}`, effectText({ kind, effect: step.effect }), p];
}

/** What the text says below each comparison: margin, adjustment, money, sample size. */
export function comparisonDetails(report: Report): string[] {
  const items = report.comparisons
    .filter(({ segment }) => segment === null)
    .flatMap((comparison) => {
      const said = sentencesOf(comparison, report).map(sentence).join(' ');
      const title = `**${name(comparison.metric)}**, ${name(comparison.treatment.variant)}`;
      return said === '' ? [] : [`${title}: ${said}`];
    });
  if (items.length === 0) return [];
  const lines = atMost(COLUMNS.items, 'comparison', items).map((item) => `- ${item}`);
  return [details('Margins, adjustments and sample sizes', lines.join('\n'))];
}

function sentencesOf(comparison: ComparisonReport, { design }: Report): string[] {
  const { margin, covariate, strata, netEffect, posterior, ranks, reason } = comparison;
  const size = sampleSizeSentence(comparison, design);
  if (reason !== undefined) return size === null ? [] : [size];
  const skewed = wordSkewedP(comparison);
  const learned = learnedSentence(comparison);
  return [
    ...(margin === null ? [] : [`Margin: ${marginSentence(comparison)}.`]),
    ...(covariate === null ? [] : [`Adjusted ${adjustment(comparison)}`]),
    ...(skewed === null ? [] : [`Skewed: ${skewed}.`]),
    ...(strata === undefined ? [] : [`Stratified ${strataSentence(strata)}`]),
    ...(netEffect === null ? [] : [`It ${wordBreakEven(comparison, netEffect)}.`]),
    ...(ranks === null ? [] : [`Ranks: ${ranksSentence(comparison)}`]),
    ...(posterior === null ? [] : [`Bayes: ${posteriorSentence(comparison)}`]),
    ...(learned === null ? [] : [`Learned: ${learned}`]),
    ...(size === null ? [] : [size]),
  ];
}

function effectText(compared: Pick<ComparisonReport, 'kind' | 'effect'>): string {
  const { estimate, interval } = wordEffect(compared);
  return markdownText(`${estimate} ${interval ?? ''}`, COLUMNS.name);
}

function sentence(text: string): string {
  return markdownText(text, COLUMNS.sentence);
}

function name(text: string): string {
  return markdownText(text, COLUMNS.name);
}
