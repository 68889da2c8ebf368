import type { ComparisonReport } from '../../report/comparison-report.js';
import type { Report } from '../../report/report.js';
import { wordDilution } from '../../report/wording/dilution-wording.js';
import { liftOf, wordEffect } from '../../report/wording/effects.js';
import { wordStanding } from '../../report/wording/futility-wording.js';
import { wordBreakEven, wordNet } from '../../report/wording/money-wording.js';
import { formatP } from '../../report/wording/numbers.js';
import { wordSkewedP } from '../../report/wording/skew-wording.js';
import { printable } from '../printable.js';
import { outcomeWords } from '../verdict-words.js';
import { adjustment } from './adjustment.js';
import { armTable } from './arm-table.js';
import {
  evidence,
  marginSentence,
  posteriorSentence,
  ranksSentence,
  strataSentence,
} from './comparison-sentences.js';
import { commonScale, intervalBar, type Scale } from './interval-bar.js';
import { columnsOf, fit, labelled, left } from './layout.js';
import { learnedSentence } from './learned-sentence.js';
import { sampleSizeSentence } from './sample-size-text.js';
import { outcomeColour, type Style } from './style.js';

const BAR_COLUMNS = 30;
const LABEL_COLUMNS = 13;
const OUTCOME_COLUMNS = 14;

/** One metric: a table of the variants, then each treatment against the control. */
export function renderMetric(report: Report, metric: string, style: Style): string[] {
  const { bold } = style.paint;
  const compared = report.comparisons.filter(
    (comparison) => comparison.metric === metric && comparison.segment === null,
  );
  const scale = commonScale(
    compared.map(({ effect }) => effect),
    BAR_COLUMNS,
  );
  const { role } = compared[0]!;
  const ending = ` · ${role}`;
  const title = fit(printable(metric), style.width - ending.length) + ending;
  return [
    bold(title),
    ...armTable(compared, style),
    ...compared.flatMap((comparison) => renderComparison(comparison, report, scale, style)),
  ];
}

function renderComparison(
  comparison: ComparisonReport,
  report: Report,
  scale: Scale,
  style: Style,
): string[] {
  const { control, treatment } = comparison;
  const title = `${printable(treatment.variant)} against ${printable(control.variant)}`;
  const outcome = outcomeWords(comparison);
  const colour =
    report.verdict.decision === 'invalid' ? style.paint.dim : outcomeColour(comparison, style);
  return [
    '',
    `  ${left(title, style.width - 2 - OUTCOME_COLUMNS)}${' '.repeat(OUTCOME_COLUMNS - outcome.length)}${colour(outcome)}`,
    ...figures(comparison, scale, style),
    ...sampleSizeRow(comparison, report, style),
    ...dilutionRow(comparison, style),
  ];
}

function sampleSizeRow(comparison: ComparisonReport, { design }: Report, style: Style): string[] {
  const sentence = sampleSizeSentence(comparison, design);
  return sentence === null ? [] : row('sample size', sentence, style);
}

/** What it comes to over all units, where some could see no difference. */
function dilutionRow(comparison: ComparisonReport, style: Style): string[] {
  const sentence = wordDilution(comparison);
  return sentence === null ? [] : row('diluted', sentence, style);
}

function figures(comparison: ComparisonReport, scale: Scale, style: Style): string[] {
  const { effect, reason } = comparison;
  if (reason !== undefined) return row('no test', reason.message, style);
  const worded = wordEffect(comparison);
  const bar = worded.interval === null ? '' : intervalBar(effect, scale);
  const numbers = `${worded.estimate}  ${worded.interval ?? noInterval(comparison)}`;
  const lift = liftOf(comparison);
  const skewed = wordSkewedP(comparison);
  const learned = learnedSentence(comparison);
  const { futility } = comparison.monitoring;
  return [
    ...barRow('effect', numbers, bar, style),
    ...(lift === null ? [] : row('lift', `${lift.estimate}  ${lift.interval ?? ''}`.trim(), style)),
    ...(comparison.margin === null ? [] : row('margin', marginSentence(comparison), style)),
    ...row('p-value', evidence(comparison), style),
    ...(skewed === null ? [] : row('skewed', skewed, style)),
    ...(futility === undefined ? [] : row('futility', wordStanding(futility), style)),
    ...(comparison.covariate === null ? [] : row('adjusted', adjustment(comparison), style)),
    ...(comparison.strata === undefined
      ? []
      : row('stratified', strataSentence(comparison.strata), style)),
    ...money(comparison, style),
    ...(comparison.ranks === null ? [] : row('ranks', ranksSentence(comparison), style)),
    ...(comparison.posterior === null ? [] : row('bayes', posteriorSentence(comparison), style)),
    ...(learned === null ? [] : row('learned', learned, style)),
  ];
}

function noInterval({ method, kind }: ComparisonReport): string {
  if (method === 'fisher') return '(no interval: the test is on odds)';
  return kind === 'quantile'
    ? '(no interval: too few values lie beyond it)'
    : '(no interval: this look has no alpha to spend)';
}

/** The row with the bar at its right edge, or under it where both do not fit on one line. */
function barRow(label: string, numbers: string, bar: string, style: Style): string[] {
  const room = style.width - 4 - LABEL_COLUMNS - BAR_COLUMNS - 1;
  if (bar === '') return row(label, numbers, style);
  const start = `    ${left(label, LABEL_COLUMNS)}`;
  if (columnsOf(numbers) <= room) return [`${start}${left(numbers, room)} ${bar.trimEnd()}`];
  const under = ' '.repeat(style.width - BAR_COLUMNS) + bar.trimEnd();
  return [...row(label, numbers, style), under];
}

function money(comparison: ComparisonReport, style: Style): string[] {
  const { netEffect } = comparison;
  if (netEffect === null) return [];
  const p = formatP(netEffect.logPValue);
  return [
    ...row('net gain', `${wordNet(netEffect)} per unit after cost, ${p}`, style),
    ...row('', wordBreakEven(comparison, netEffect), style),
  ];
}

function row(label: string, text: string, { width }: Style): string[] {
  return labelled(label, text, { indent: 4, labelWidth: LABEL_COLUMNS, width });
}
