import { isoDay } from '../experiment/over-time/day-aggregates.js';
import type {
  EffectInPeriod,
  EffectOfUnits,
  EffectOverTime,
  EffectSlope,
  OverTime,
  WeekdayEffects,
} from '../experiment/over-time/effect-over-time.js';
import type { EffectOverTimeReport, OverTimeReport, PointReport } from './over-time-report.js';
import { wordNoSlope } from './wording/over-time-wording.js';
import { wordNotComparable, wordUntestable } from './wording/reason-wording.js';

/** How effects go over time, for the report. */
export function overTimeReport(found: OverTime): OverTimeReport {
  const { column, zone, first, last, step, returning, exposure, effects } = found;
  return {
    column,
    zone,
    first: isoDay(first),
    last: isoDay(last),
    periodDays: step,
    returning,
    exposure,
    effects: effects.map((effect) => effectReport(effect, found)),
  };
}

function effectReport(effect: EffectOverTime, found: OverTime): EffectOverTimeReport {
  const { metric, kind, role, treatment, confidence, eachConfidence, band } = effect;
  const { points, slope, weekdays } = effect;
  return {
    metric,
    kind,
    role,
    treatment,
    confidence,
    periodConfidence: eachConfidence,
    band,
    points: points.map((point, i) => pointReport(point, i, kind, found)),
    slope: slopeReport(slope, kind),
    weekdays: weekdays === null ? null : weekdayReport(weekdays),
  };
}

function pointReport(
  point: EffectInPeriod,
  index: number,
  kind: EffectOverTime['kind'],
  { periods, exposure, first }: OverTime,
): PointReport {
  const { from, to } = periods[index]!;
  const isCalendar = exposure === null;
  const zero = isCalendar ? first : 0;
  return {
    fromDay: from - zero,
    toDay: to - zero,
    from: isCalendar ? isoDay(from) : null,
    to: isCalendar ? isoDay(to) : null,
    ...unitsReport(point, kind),
    cumulative: unitsReport(point.cumulative, kind),
  };
}

function unitsReport({ units, effect, reason }: EffectOfUnits, kind: EffectOverTime['kind']) {
  const worded =
    reason === null ? {} : { reason: { code: reason, message: wordUntestable(reason, kind) } };
  return { units, effect, ...worded };
}

function slopeReport(
  { reason, logPValue: _, ...rest }: EffectSlope,
  kind: EffectOverTime['kind'],
): EffectOverTimeReport['slope'] {
  const worded =
    reason === null ? {} : { reason: { code: reason, message: wordNoSlope(reason, kind) } };
  return { ...rest, ...worded };
}

function weekdayReport({ reason, logPValue: _, ...rest }: WeekdayEffects) {
  const worded =
    reason === null ? {} : { reason: { code: reason, message: wordNotComparable(reason) } };
  return { ...rest, ...worded };
}
