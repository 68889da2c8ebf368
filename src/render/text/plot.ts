import type { Estimate } from '../../experiment/estimate.js';
import type { ComparisonReport, HeterogeneityReport } from '../../report/comparison-report.js';
import type { Report } from '../../report/report.js';
import { wordEffect } from '../../report/wording/effects.js';
import {
  averageLine,
  comparedWith,
  comparisonsByMetric,
  forestScale,
  looksAt,
  MOST_LOOKS,
  NO_EFFECT,
  wordEffects,
  wordShare,
} from '../charted.js';
import type { Reference, Unit } from '../page/chart/axis.js';
import { unitOf, wordUnit } from '../page/figures.js';
import { printable } from '../printable.js';
import { outcomeWords } from '../verdict-words.js';
import { intervalBar } from './interval-bar.js';
import { columnsOf, labelled, left, page } from './layout.js';
import { renderOverTime } from './over-time-text.js';
import { axis, ruler } from './plot-axis.js';
import { differ, isPart } from './segment-text.js';
import { outcomeColour, type Style } from './style.js';
import { ending, opening } from './text.js';

/** A bar of fewer columns shows nothing: figures then stand under it. One of more is no clearer. */
const LEAST_BAR = 24;
const MOST_BAR = 72;
const MOST_NAME = 20;

/** The report with effects and intervals drawn one below the other, in place of tables and sentences. */
export function renderPlot(report: Report, style: Style): string {
  const { looks = [] } = report;
  const forests = comparisonsByMetric(report).flatMap((compared) => [
    effects(compared, report, style),
    ...report.heterogeneity
      .filter(({ metric }) => metric === compared[0]!.metric)
      .map((summary) => segments(summary, report, style)),
    ...(looks.length > 0 && compared[0]!.role === 'primary'
      ? compared.map((one) => atLooks(one, looks, style))
      : []),
    ...renderOverTime(report, compared[0]!.metric, style),
  ]);
  return page([...opening(report, style), ...forests, ...ending(report, style)]);
}

/** A line of a forest. */
interface Row {
  name: string;
  /** `null` where there is none, which `figures` says why. */
  value: Estimate | null;
  figures: string;
  paint: (text: string) => string;
}

function effects(compared: readonly ComparisonReport[], report: Report, style: Style): string[] {
  const rows = compared.map((one) => ({
    ...rowOf(one, one.treatment.variant, report, style),
    figures: `${figuresOf(one)}  ${outcomeWords(one)}`,
  }));
  const title = `${compared[0]!.metric}${wordEffects(compared)}`;
  return forest(title, rows, [NO_EFFECT, ...comparedWith(compared)], unitOf(compared[0]!), style);
}

function segments(summary: HeterogeneityReport, report: Report, style: Style): string[] {
  const { metric, segmentColumn, treatment, stratified } = summary;
  const parts = report.comparisons.filter((one) => isPart(one, summary));
  const first = parts[0]!;
  const title = `${metric} by ${segmentColumn} · ${treatment} against ${first.control.variant} in ${wordUnit(first)}`;
  const rows = parts.map((one) => rowOf(one, one.segment![segmentColumn]!, report, style));
  return [
    ...forest(title, rows, [NO_EFFECT, ...averageLine(stratified)], unitOf(first), style),
    ...labelled('differ?', printable(differ(summary)), { indent: 2, width: style.width }),
  ];
}

function atLooks(
  comparison: ComparisonReport,
  looks: NonNullable<Report['looks']>,
  style: Style,
): string[] {
  const { metric, treatment } = comparison;
  const { green, red, yellow } = style.paint;
  const rows = looksAt(comparison, looks).map(({ look, one }) => ({
    name: `look ${look.number} · ${wordShare(one)}`,
    value: one.effect,
    figures: `${wordFigures(one)}  ${look.decision}`,
    paint: one.outcome === 'win' ? green : one.outcome === 'loss' ? red : yellow,
  }));
  if (rows.length === 0) return [];
  const left = rows.length - MOST_LOOKS;
  const part = left > 0 ? `; the last ${MOST_LOOKS} of ${rows.length}` : '';
  const title = `${metric} · ${treatment.variant} at each look, and its share of the planned units${part}`;
  return forest(title, rows.slice(-MOST_LOOKS), [NO_EFFECT], unitOf(comparison), style);
}

function rowOf(one: ComparisonReport, name: string, { verdict }: Report, style: Style): Row {
  const isValid = verdict.decision !== 'invalid';
  return {
    name,
    value: one.reason === undefined ? one.effect : null,
    figures: figuresOf(one),
    paint: isValid ? outcomeColour(one, style) : style.paint.dim,
  };
}

function figuresOf(one: ComparisonReport): string {
  return one.reason === undefined ? wordFigures(one) : `no test: ${one.reason.message}`;
}

function wordFigures(one: Parameters<typeof wordEffect>[0]): string {
  const { estimate, interval } = wordEffect(one);
  return `${estimate}  ${interval ?? '(no interval)'}`;
}

/** A title, each row's bar on one scale with its figures beside or under it, and the axis. */
function forest(
  title: string,
  rows: readonly Row[],
  lines: readonly Reference[],
  unit: Unit,
  style: Style,
): string[] {
  const name = Math.min(MOST_NAME, Math.max(...rows.map((row) => columnsOf(printable(row.name)))));
  const drawn = rows.filter(({ value }) => value !== null);
  const start = 2 + name + 1;
  const beside =
    style.width - start - 1 - Math.max(0, ...drawn.map(({ figures }) => columnsOf(figures)));
  const room = beside >= LEAST_BAR ? beside : style.width - start;
  const chart = forestScale(
    rows.map(({ value }) => value),
    lines,
  );
  const [from, to] = chart.ends;
  const scale = { from, to, columns: Math.min(MOST_BAR, room) };
  const marks =
    drawn.length === 0
      ? []
      : lines.filter(({ value, isZero }) => isZero !== true && !chart.isBeyond(value));
  const places = marks.map(({ value }) => value);
  const bodies = rows.flatMap(({ name: text, value, figures, paint }) => {
    const label = `  ${left(printable(text), name)} `;
    if (value === null) {
      return labelled(label, printable(figures), { labelWidth: start, width: style.width });
    }
    const bar = paint(intervalBar(value, scale, places));
    return beside >= LEAST_BAR
      ? [`${label}${bar} ${figures}`]
      : [`${label}${bar.trimEnd()}`, ' '.repeat(start) + figures];
  });
  return [
    ...labelled('', style.paint.bold(printable(title)), { labelWidth: 0, width: style.width }),
    ...(marks.length === 0 ? [] : [' '.repeat(start) + ruler([0, ...places], scale)]),
    ...bodies,
    ...(drawn.length === 0 ? [] : [' '.repeat(start) + axis(chart, scale, unit)]),
    ...(marks.length === 0
      ? []
      : [`${' '.repeat(start)}┊ no effect · ╎ ${marks.map(({ label }) => label).join(', ')}`]),
  ];
}
