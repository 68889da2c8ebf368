import type { EffectOverTimeReport, OverTimeReport } from '../../../report/over-time-report.js';
import type { Report } from '../../../report/report.js';
import { capital } from '../../../report/wording/capital.js';
import { wordEffect } from '../../../report/wording/effects.js';
import { formatCount, formatCounted, formatLevel } from '../../../report/wording/numbers.js';
import {
  cumulativeLevel,
  type Labelled,
  wordEffectOverTime,
  wordOverTime,
  wordPeriod,
} from '../../../report/wording/over-time-wording.js';
import { band, reachesBeyond } from '../chart/band.js';
import { figure } from '../chart/figure.js';
import { unitOf, wordUnit } from '../figures.js';
import { element, type Markup, nameOf } from '../markup.js';
import { table } from '../table.js';

/** More figures than these nobody reads, and a page of a megabyte is none to be mailed. */
const MOST_FIGURES = 20;

/** How each effect goes over time, up to each day with its band; nothing unless it was asked for. */
export function overTimeSection({ overTime, design }: Report): Markup | null {
  if (overTime === undefined) return null;
  const shown = overTime.effects.slice(0, MOST_FIGURES);
  const left = overTime.effects.length - shown.length;
  const rest = `${formatCounted(left, 'more effect')} over time in the data of this page`;
  return element(
    'section',
    {},
    element('h2', {}, 'Over time'),
    ...shown.map((effect, i) =>
      effectFigure(effect, overTime, design.control, `over-time-${i + 1}`),
    ),
    left === 0 ? null : element('p', { class: 'aside' }, rest),
    shown.length === 0
      ? null
      : element('p', { class: 'aside' }, wordOf(wordOverTime(shown[0]!, overTime))),
  );
}

function effectFigure(
  effect: EffectOverTimeReport,
  found: OverTimeReport,
  control: string,
  id: string,
): Markup {
  const { metric, treatment, points } = effect;
  const said = wordEffectOverTime(effect, found);
  const [, trend] = said[0]!;
  const told = {
    id,
    title: `Effect on ${metric} of ${treatment} up to each ${found.periodDays === 1 ? 'day' : 'week'}`,
    description: trend,
  };
  const cumulative = points.map((point) => ({ x: point.toDay, effect: point.cumulative.effect }));
  const drawn = band(told, cumulative, unitOf(effect));
  const edge = reachesBeyond(cumulative) ? '; what lies beyond the chart ends at its edge' : '';
  const since = found.exposure === null ? `day 0 is ${found.first}` : 'days since exposure';
  return figure(
    [
      element('strong', {}, nameOf(metric), ', ', nameOf(treatment)),
      ' against ',
      nameOf(control),
      ` · effect of all units up to each day in ${wordUnit(effect)}, ${formatLevel(cumulativeLevel(effect))} band${edge}; ${since}. `,
      wordOf(said),
    ],
    drawn === null ? [] : [drawn],
    pointTable(effect),
  );
}

/** Sentences in a row, each with what it is about. */
function wordOf(sentences: readonly Labelled[]): string {
  return sentences.map(([label, text]) => `${capital(label)}: ${text}`).join(' ');
}

function pointTable(effect: EffectOverTimeReport): Markup {
  const { points, periodConfidence } = effect;
  const level = formatLevel(cumulativeLevel(effect));
  const figures = ['units', `effect (${formatLevel(periodConfidence)})`, `up to then (${level})`];
  return table(
    [{ name: 'from' }, ...figures.map((name) => ({ name, isFigure: true }))],
    points.map((point) => [
      wordPeriod(point),
      formatCount(point.units.control + point.units.treatment),
      worded(point.effect, effect),
      worded(point.cumulative.effect, effect),
    ]),
  );
}

function worded(
  effect: EffectOverTimeReport['points'][number]['effect'],
  { kind }: EffectOverTimeReport,
): string {
  if (effect === null) return 'no test';
  const { estimate, interval } = wordEffect({ kind, effect });
  return `${estimate} ${interval ?? ''}`.trimEnd();
}
