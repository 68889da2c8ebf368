import * as z from 'zod/mini';
import { DAYS_OF } from '../../../experiment/lifetime/time-units.js';
import { plainNumber } from '../../../read/values/written-numbers.js';

/** A time in one of these units, as 365d. */
const DAYS = { d: DAYS_OF.day, w: DAYS_OF.week, m: DAYS_OF.month, y: DAYS_OF.year } as const;

const WRITTEN = /^(\d+(?:\.\d+)?)\s*([dwmy])$/;

/** A time ahead, in days. */
export const timespan = z.pipe(
  z
    .string()
    .check(
      z.regex(WRITTEN, 'is no time; write it in days, weeks, months or years: 365d, 52w, 12m, 1y'),
    ),
  z.pipe(
    z.transform((text: string) => {
      const [, number = '', unit = 'd'] = WRITTEN.exec(text) ?? [];
      return plainNumber(number) * DAYS[unit as keyof typeof DAYS];
    }),
    z.number().check(z.gt(0, 'must be above 0'), z.lte(36525, 'is more than a hundred years')),
  ),
);
