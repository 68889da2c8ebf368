import type { Comparison } from '../../experiment/comparison.js';
import type { NoSlope } from '../../experiment/over-time/effect-over-time.js';
import type { EffectOverTimeReport, OverTimeReport, PointReport } from '../over-time-report.js';
import { wordExtremes } from './day-check-wording.js';
import { wordEffect } from './effects.js';
import { formatCounted, formatFixed, formatLevel, formatP } from './numbers.js';
import { wordUntestable } from './reason-wording.js';

/** Why an effect has no slope, as a sentence. */
export function wordNoSlope(why: NoSlope, kind: Comparison['kind']): string {
  switch (why) {
    case 'NO_SLOPE':
      return 'the slope of a quantile is no mean over units.';
    case 'TOO_FEW_DAYS':
      return 'a slope needs three days or more with two units of each variant.';
    default:
      return wordUntestable(why, kind);
  }
}

const ZONES = {
  dates: 'dates as written',
  'as-written': 'times as written, in whatever zone that is',
  utc: 'days in universal time',
};

/** By what days an effect is told. */
function wordDays({ column, zone, periodDays, exposure }: OverTimeReport): string {
  const period = periodDays === 1 ? 'By day' : 'By week, from the first day on';
  const since = exposure === null ? '' : ` since exposure, day 0 being that of ${exposure.column}`;
  return `${period}${since}, from ${column}: ${ZONES[zone]}`;
}

/** A period by its first day: its date, or how many days since exposure, from 0. */
export function wordPeriod(point: PointReport): string {
  if (point.from !== null) return point.from;
  const { fromDay, toDay } = point;
  return fromDay === toDay ? `day ${fromDay}` : `days ${fromDay}–${toDay}`;
}

/** At which level a cumulative interval stands: all at once, where they are of a sequence, else by itself. */
export function cumulativeLevel({ band, confidence, periodConfidence }: EffectOverTimeReport) {
  return band === 'confidence-sequence' ? confidence : periodConfidence;
}

/** What the intervals of periods and the cumulative ones promise. */
function wordBands(effect: EffectOverTimeReport): string {
  const { confidence, periodConfidence, band } = effect;
  const all = formatLevel(confidence);
  const periods = `Intervals of one period are at ${formatLevel(periodConfidence)} each, so that all hold at once at ${all}`;
  const cumulative =
    band === 'confidence-sequence'
      ? `; cumulative ones are of a sequence that holds at every day at once (${all}), wherever one stops`
      : ', and cumulative ones likewise';
  return `${periods}${cumulative}.${hasOpenEnd(effect) ? OPEN : ''}`;
}

const OPEN = ' An end is open where values are too skewed to tell one at this level.';

function hasOpenEnd({ points }: EffectOverTimeReport): boolean {
  const effects = points.flatMap(({ effect, cumulative }) => [effect, cumulative.effect]);
  return effects.some((one) => one !== null && (one.lower === null || one.upper === null));
}

/** A sentence with what it is about. */
export type Labelled = readonly [label: string, sentence: string];

/** What one effect comes to over time. */
export function wordEffectOverTime(
  effect: EffectOverTimeReport,
  found: OverTimeReport,
): Labelled[] {
  const weekdays = wordWeekdays(effect);
  return [
    ['trend', wordSlope(effect, found)],
    ...(weekdays === null ? [] : [['weekdays', weekdays] as const]),
  ];
}

/** How effects over time are to be read, of all treatments alike. */
export function wordOverTime(effect: EffectOverTimeReport, found: OverTimeReport): Labelled[] {
  const units = wordPanel(found);
  return [
    ['days', `${wordDays(found)}.${found.exposure === null ? ` ${MIXED}` : ''}`],
    ...(units === null ? [] : [['units', units] as const]),
    ['intervals', wordBands(effect)],
  ];
}

/** Whether the effect grows or fades, as a sentence. */
function wordSlope({ kind, slope }: EffectOverTimeReport, found: OverTimeReport): string {
  const { perDay, pValue, statistic, df, confidence, reason } = slope;
  if (reason !== undefined) return `no test: ${reason.message}`;
  const { estimate, interval } = wordEffect({ kind, effect: perDay! });
  const test = `t = ${formatFixed(statistic!, 2)}, df ${formatFixed(df!, 0)}, ${wordP(pValue!)}`;
  const figures = `${estimate} a day ${interval} (${formatLevel(confidence)}; ${test})`;
  return `${figures}: ${meaning(slope, found)}`;
}

/** As usual for a threshold; no decision hangs on it. */
const NOTABLE = 0.05;

function meaning({ perDay, pValue }: EffectOverTimeReport['slope'], { exposure }: OverTimeReport) {
  const what = exposure === null ? 'with the days' : 'with the days since exposure';
  if (pValue! >= NOTABLE) return `no sign that the effect changes ${what}.`;
  if (exposure === null) return `the effect ${perDay!.estimate < 0 ? 'falls' : 'rises'} ${what}.`;
  return perDay!.estimate < 0
    ? `the effect falls ${what}, as that of a novelty does.`
    : `the effect rises ${what}, as where users have to learn (primacy).`;
}

/** What days of the calendar cannot tell. */
const MIXED =
  'They mix units exposed long ago with new ones, so that a trend over them is neither novelty nor primacy by itself.';

/** Whether the effect differs between days of the week; `null` where that is not asked. */
function wordWeekdays({ kind, weekdays }: EffectOverTimeReport): string | null {
  if (weekdays === null) return null;
  if (weekdays.reason !== undefined) return `no test: ${weekdays.reason.message}`;
  const p = wordP(weekdays.pValue!);
  return weekdays.pValue! < NOTABLE
    ? `the effect differs between days of the week (${p}): ${wordExtremes({ kind, weekdays })}.`
    : `no sign that the effect differs between days of the week (${p}); only large differences show.`;
}

function wordP(pValue: number): string {
  return pValue === Number.MIN_VALUE ? 'p < 1e-300' : formatP(Math.log(pValue));
}

/** Of which units days since exposure are told; `null` by days of the calendar. */
function wordPanel({ exposure, returning }: OverTimeReport): string | null {
  if (exposure === null) {
    return returning
      ? 'A unit counts on each day that it has rows on, with what it did on that day.'
      : null;
  }
  const { units, span, waiting } = exposure;
  const left = waiting === 0 ? '' : `; ${formatCounted(waiting, 'unit')} exposed later are not`;
  return `The ${formatCounted(units, 'unit')} that were observed for all ${formatCounted(span, 'day')} are in it${left}, so that every day is of the same units; a day without rows counts as 0.`;
}
