import * as z from 'zod/mini';
import { DAYS_OF } from '../../../experiment/lifetime/time-units.js';
import { plainNumber } from '../../../read/values/written-numbers.js';

/** A time in one of these units, as 365d. */
const DAYS = { d: DAYS_OF.day, w: DAYS_OF.week, m: DAYS_OF.month, y: DAYS_OF.year } as const;

const WRITTEN = /^(\d+(?:\.\d+)?)\s*([dwmy])$/;

/** How many days a time has; NaN where it is none. */
function daysIn(text: string): number {
  const [, number = '', unit = 'd'] = WRITTEN.exec(text.trim()) ?? [];
  return plainNumber(number) * DAYS[unit as keyof typeof DAYS];
}

/** A time ahead, in days. */
export const timespan = z.pipe(
  z.pipe(z.string(), z.transform(daysIn)),
  z
    .number('is no time; write it in days, weeks, months or years: 365d, 52w, 12m, 1y')
    .check(z.gt(0, 'must be above 0'), z.lte(36525, 'is more than a hundred years')),
);

const MOST_DAYS = 3650;

/** The same as so many whole days, which months and years are not: 28d, 4w. */
export const wholeDays = z.pipe(
  z.pipe(z.string(), z.transform(daysIn)),
  z.number('is no time; write it in days or weeks: 28d, 4w').check(
    z.refine(
      (days) => Number.isInteger(days),
      'is no whole number of days; write days or weeks: 28d, 4w',
    ),
    z.gte(1, `must be from 1d to ${MOST_DAYS}d`),
    z.lte(MOST_DAYS, `must be from 1d to ${MOST_DAYS}d`),
  ),
);
