import type { DayCheck } from '../../experiment/checks/day-checks.js';
import type { Comparison } from '../../experiment/comparison.js';
import { isoDay } from '../../experiment/over-time/day-aggregates.js';
import { wordEffect } from './effects.js';
import { formatCount, formatCounted, formatP } from './numbers.js';

/** What days say of how far effects can be trusted, as a sentence. */
export function wordDayCheck(check: DayCheck): string {
  switch (check.code) {
    case 'UNDER_A_WEEK':
      return `the data cover ${formatCounted(check.days, 'day')}, less than a whole week: who comes on other days of the week may react otherwise.`;
    case 'PARTIAL_DAY':
      return `the ${check.which} day, ${isoDay(check.day)}, has ${formatCounted(check.units, 'unit')} where ${formatCount(check.usual)} are usual: was it seen whole?`;
    case 'DIFFERS_BY_WEEKDAY':
      return `${check.effect.metric}, ${check.effect.treatment}: the effect differs between days of the week (${formatP(check.logPValue)}): ${wordExtremes(check.effect)}. Only whole weeks, every day of them, stand for others.`;
    case 'BEFORE_EXPOSURE':
      return wordBefore(check);
    case 'HORIZON':
      return wordHorizon(check);
  }
}

function wordBefore({
  exposure: { column, unexposed, rowsBefore },
  last,
}: Extract<DayCheck, { code: 'BEFORE_EXPOSURE' }>): string {
  const parts = [
    ...(rowsBefore > 0
      ? [`${formatCounted(rowsBefore, 'row')} from before the day in ${column}`]
      : []),
    ...(unexposed > 0
      ? [`${formatCounted(unexposed, 'unit')} not exposed by ${isoDay(last)}, the last day`]
      : []),
  ];
  return `left out as not exposed: ${parts.join(', and ')}.`;
}

function wordHorizon({ exposure, last }: Extract<DayCheck, { code: 'HORIZON' }>): string {
  const { span, units, waiting, rowsAfter } = exposure;
  const since = isoDay(last - span + 2);
  const wait =
    waiting === 0
      ? 'none waits'
      : `${formatCount(waiting)} exposed on ${since} or later ${waiting === 1 ? 'waits' : 'wait'}`;
  const rows =
    rowsAfter === 0 ? '' : ` ${formatCounted(rowsAfter, 'row')} of later days are left out.`;
  return `only the ${formatCounted(units, 'unit')} observed for ${formatCounted(span, 'day')} since exposure ${units === 1 ? 'is' : 'are'} counted, ${wait}.${rows}`;
}

/** Days of the week in the plural, from Monday on. */
export const WEEKDAYS = [
  'Mondays',
  'Tuesdays',
  'Wednesdays',
  'Thursdays',
  'Fridays',
  'Saturdays',
  'Sundays',
];

interface ByWeekday {
  kind: Comparison['kind'];
  weekdays: { effects: readonly { weekday: number; effect: number }[] } | null;
}

/** Where an effect is largest and smallest: "+3.1 pp on Saturdays, +0.2 pp on Mondays". */
export function wordExtremes({ kind, weekdays }: ByWeekday): string {
  const sorted = [...weekdays!.effects].sort((a, b) => b.effect - a.effect);
  return [sorted[0]!, sorted.at(-1)!]
    .map(({ weekday, effect: estimate }) => {
      const effect = { estimate, lower: null, upper: null };
      return `${wordEffect({ kind, effect }).estimate} on ${WEEKDAYS[weekday]}`;
    })
    .join(', ');
}
