import type { ComparisonReport, HeterogeneityReport } from '../../report/comparison-report.js';
import type { Report } from '../../report/report.js';
import { wordDiluted } from '../../report/wording/dilution-wording.js';
import { wordEffect, wordEffectValue, wordMean } from '../../report/wording/effects.js';
import { wordLevels } from '../../report/wording/levels.js';
import {
  formatCount,
  formatFixed,
  formatLevel,
  formatP,
  formatPValue,
  formatShare,
} from '../../report/wording/numbers.js';
import { printable } from '../printable.js';
import { commonScale, intervalBar, type Scale } from './interval-bar.js';
import { columnsOf, labelled, left, right } from './layout.js';
import type { Style } from './style.js';

const COLUMNS = { name: 16, units: 8, p: 9, bar: 14 };
const LABEL_COLUMNS = 13;
/** Fewer columns would not tell one segment's name from another's. */
const LEAST_NAME = 8;

/** One metric by segments: for each column and treatment a table of its segments, and what they come to. */
export function renderSegments(report: Report, metric: string, style: Style): string[][] {
  return report.heterogeneity
    .filter((summary) => summary.metric === metric)
    .map((summary) => {
      const parts = report.comparisons.filter((comparison) => isPart(comparison, summary));
      const { control } = parts[0]!;
      const title = `${summary.metric} by ${summary.segmentColumn} · ${summary.treatment} against ${control.variant}`;
      return [
        style.paint.bold(left(printable(title), style.width).trimEnd()),
        ...table(parts, summary.segmentColumn, style),
        ...row('differ?', differ(summary), style),
        ...row('average', average(summary, parts), style),
        ...overAll(parts, summary.segmentColumn, style),
      ];
    });
}

/** Whether a comparison is one of the segments that a summary is of. */
export function isPart(comparison: ComparisonReport, summary: HeterogeneityReport): boolean {
  return (
    comparison.metric === summary.metric &&
    comparison.treatment.variant === summary.treatment &&
    comparison.segment !== null &&
    Object.hasOwn(comparison.segment, summary.segmentColumn)
  );
}

/** What each comes to over all units of the segment, where some could see no difference. */
function overAll(parts: readonly ComparisonReport[], column: string, style: Style): string[] {
  const diluted = parts.flatMap((part) => {
    const worded = wordDiluted(part);
    const share = part.dilution?.share ?? null;
    if (worded === null || share === null) return [];
    return [`${part.segment![column]!} ${worded} (${formatShare(share)} of them)`];
  });
  return diluted.length === 0 ? [] : row('diluted', `over all units ${diluted.join('; ')}.`, style);
}

/** How wide the columns of one table are that depend on what stands in it. */
interface Table {
  name: number;
  /** Of what each arm's units do. */
  mean: number;
  effect: number;
  scale: Scale;
  width: number;
}

function table(parts: readonly ComparisonReport[], column: string, { width }: Style): string[] {
  const tested = parts.filter(({ reason }) => reason === undefined);
  const levels = wordLevels(tested);
  const level = levels === null ? 'effect' : `effect (${levels})`;
  const effects = [level, ...tested.map(effectText)];
  const effect = Math.max(...effects.map(columnsOf));
  const means = parts.flatMap((part) => meansOf(part));
  const mean = 2 + Math.max(...['treatment', ...means].map(columnsOf));
  const fixed = 2 + COLUMNS.units + 2 * mean + 2 + effect + COLUMNS.p;
  const name = Math.min(COLUMNS.name, Math.max(LEAST_NAME, width - fixed));
  const scale = commonScale(
    tested.map((part) => part.effect),
    COLUMNS.bar,
  );
  const arms = ['control', 'treatment'].map((arm) => right(arm, mean)).join('');
  const header = `  ${left('', name)}${right('units', COLUMNS.units)}${arms}  ${left(level, effect)}${right('adj. p', COLUMNS.p)}`;
  return [
    header.trimEnd(),
    ...parts.flatMap((part) =>
      segmentLines(part, part.segment![column]!, { name, mean, effect, scale, width }),
    ),
  ];
}

function meansOf(part: ComparisonReport): [string, string] {
  return [wordMean(part, part.control), wordMean(part, part.treatment)];
}

function effectText(part: ComparisonReport): string {
  const { estimate, interval } = wordEffect(part);
  return `${estimate} ${interval ?? ''}`;
}

function segmentLines(
  part: ComparisonReport,
  value: string,
  { name, mean, effect, scale, width }: Table,
): string[] {
  const units = right(formatCount(part.control.n + part.treatment.n), COLUMNS.units);
  const means = meansOf(part).map((text) => right(text, mean));
  const start = `  ${left(printable(value), name)}${units}${means.join('')}  `;
  if (part.reason !== undefined) {
    return labelled(start, `no test: ${part.reason.message}`, {
      labelWidth: columnsOf(start),
      width,
    });
  }
  const adjusted = part.logPValue! + Math.log(part.adjustedPValue! / part.pValue!);
  const p = right(formatPValue(adjusted), COLUMNS.p);
  const { lower, upper } = part.effect;
  const bar = lower === null && upper === null ? '' : intervalBar(part.effect, scale);
  const line = `${start}${left(effectText(part), effect)}${p}`;
  return [(columnsOf(line) + 1 + COLUMNS.bar <= width ? `${line} ${bar}` : line).trimEnd()];
}

/** Whether the effects differ between the segments, as a sentence. */
export function differ(summary: HeterogeneityReport): string {
  const { pValue, kind, reason } = summary;
  if (pValue === null) return reason!.message;
  const unit = kind === 'proportion' ? ' (in pp)' : '';
  const test = `${statisticOf(summary)}, ${wordP(pValue)}`;
  return pValue < NOTABLE
    ? `the effects${unit} are not the same in all segments: ${test}.`
    : `no sign that the effects${unit} differ between segments: ${test}; only large differences show.`;
}

function statisticOf({ method, statistic, df, denominatorDf }: HeterogeneityReport): string {
  const name = HETEROGENEITY[method!];
  return denominatorDf === null
    ? `${name} = ${formatFixed(statistic!, 1)}, df ${df}`
    : `${name} = ${formatFixed(statistic!, 2)}, df ${formatFixed(df!, 1)} and ${formatFixed(denominatorDf, 0)}`;
}

const HETEROGENEITY = {
  'cochran-q': "Cochran's Q",
  score: 'score chi-square',
  'brown-forsythe': 'Brown–Forsythe F',
};

/** As usual for tests of heterogeneity, which have little power (Fleiss 1993, Stat. Methods Med. Res. 2). */
const NOTABLE = 0.1;

const METHODS = {
  'mantel-haenszel': 'Mantel–Haenszel',
  'post-stratified': 'weighted by units',
};

/** What they average to within the segments, which are these comparisons, as a sentence. */
export function average(
  { stratified, crude, kind }: HeterogeneityReport,
  parts: readonly ComparisonReport[],
): string {
  const effect = stratified ?? { estimate: crude, lower: null, upper: null };
  const all = parts.some(({ dilution }) => dilution !== undefined)
    ? 'over all who could see a difference'
    : 'over all units';
  const whole = `${wordEffectValue({ kind, effect }, crude)} ${all}`;
  if (stratified === null) return `none within segments; ${whole}.`;
  const { estimate, interval } = wordEffect({ kind, effect: stratified });
  const p = wordP(stratified.pValue);
  const level = interval === null ? '' : ` ${interval} (${formatLevel(stratified.confidence)})`;
  return `${estimate}${level} within segments (${METHODS[stratified.method]}, ${p}); ${whole}.`;
}

/** A p-value that a double cannot hold stands in the report as the smallest double. */
function wordP(pValue: number): string {
  return pValue === Number.MIN_VALUE ? 'p < 1e-300' : formatP(Math.log(pValue));
}

function row(label: string, text: string, { width }: Style): string[] {
  return labelled(label, printable(text), { indent: 4, labelWidth: LABEL_COLUMNS, width });
}
