import type { EffectOverTimeReport } from '../../report/over-time-report.js';
import type { Report } from '../../report/report.js';
import { wordEffect } from '../../report/wording/effects.js';
import { formatCount, formatLevel } from '../../report/wording/numbers.js';
import {
  cumulativeLevel,
  wordEffectOverTime,
  wordOverTime,
  wordPeriod,
} from '../../report/wording/over-time-wording.js';
import { printable } from '../printable.js';
import { commonScale, intervalBar, type Scale } from './interval-bar.js';
import { columnsOf, labelled, left, right } from './layout.js';
import type { Style } from './style.js';

/** A bar of fewer columns shows nothing, one of more is no clearer. */
const LEAST_BAR = 10;
const MOST_BAR = 40;
const LABEL_COLUMNS = 13;
/** Between two columns. */
const GAP = 2;

type Point = EffectOverTimeReport['points'][number];

/** How one metric's effects go over time: a table of periods for each treatment, and what they come to. */
export function renderOverTime(report: Report, metric: string, style: Style): string[][] {
  const { overTime, design } = report;
  if (overTime === undefined) return [];
  const effects = overTime.effects.filter((one) => one.metric === metric);
  return effects.map((effect, i) => {
    const title = `${metric} over time · ${effect.treatment} against ${design.control}`;
    return [
      ...labelled('', style.paint.bold(printable(title)), { labelWidth: 0, width: style.width }),
      ...table(effect, style),
      ...said(wordEffectOverTime(effect, overTime), style),
      // What is so of all treatments is said below the last.
      ...(i === effects.length - 1 ? said(wordOverTime(effect, overTime), style) : []),
    ];
  });
}

function said(sentences: readonly (readonly [string, string])[], { width }: Style): string[] {
  return sentences.flatMap(([label, text]) =>
    labelled(label, printable(text), { indent: 4, labelWidth: LABEL_COLUMNS, width }),
  );
}

/** What stands in a line. */
type Cells = readonly [period: string, units: string, alone: string, upTo: string];

function table(effect: EffectOverTimeReport, { width }: Style): string[] {
  const { points, periodConfidence } = effect;
  const by = points[0]?.from === null ? 'since' : 'from';
  const header: Cells = [
    by,
    'units',
    `effect (${formatLevel(periodConfidence)})`,
    `up to then (${formatLevel(cumulativeLevel(effect))})`,
  ];
  const rows = [header, ...points.map((point) => cellsOf(point, effect))];
  const widths = header.map((_, i) => Math.max(...rows.map((cells) => columnsOf(cells[i]!))));
  const lines = rows.map((cells) => {
    const set = cells.map((cell, i) =>
      i === 1 ? right(cell, widths[i]!) : left(cell, widths[i]!),
    );
    return `  ${set.join(' '.repeat(GAP))}`;
  });
  const bars = barsOf(points, width - Math.max(...lines.map(columnsOf)) - 1);
  return lines.map((line, i) => (i === 0 ? line : `${line} ${bars[i - 1]!}`).trimEnd());
}

function cellsOf(point: Point, { kind }: EffectOverTimeReport): Cells {
  const { units, effect, cumulative } = point;
  return [
    wordPeriod(point),
    formatCount(units.control + units.treatment),
    worded(effect, kind),
    worded(cumulative.effect, kind),
  ];
}

/** The cumulative effects as bars, where there is room: a small plot of how they come together. */
function barsOf(points: readonly Point[], room: number): string[] {
  const bands = points.map(({ cumulative }) => cumulative.effect);
  // Early ones are so wide that beside them late ones would be points: their ends may lie beyond.
  const late = bands.slice(Math.floor(bands.length / 4)).filter((band) => band !== null);
  const scale = commonScale(late, Math.min(MOST_BAR, room));
  return bands.map((band) =>
    band === null || room < LEAST_BAR ? '' : intervalBar(withinScale(band, scale), scale),
  );
}

function worded(effect: Point['effect'], kind: EffectOverTimeReport['kind']): string {
  if (effect === null) return 'no test';
  const { estimate, interval } = wordEffect({ kind, effect });
  return `${estimate} ${interval ?? ''}`.trimEnd();
}

/** An interval whose ends that lie beyond the scale are drawn as arrows. */
function withinScale(
  { estimate, lower, upper }: NonNullable<Point['effect']>,
  { from, to }: Scale,
) {
  return {
    estimate,
    lower: lower === null || lower < from ? null : lower,
    upper: upper === null || upper > to ? null : upper,
  };
}
