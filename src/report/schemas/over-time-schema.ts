import * as z from 'zod/mini';
import { DAY_ZONES } from '../../experiment/over-time/day-aggregates.js';
import { BAND_METHODS, NO_SLOPES } from '../../experiment/over-time/effect-over-time.js';
import { HOMOGENEITY_METHODS } from '../../stats/tests/homogeneity.js';
import { estimate, kind, untested } from './comparison-schema.js';
import { count, optionalNumber, optionalShare, role, share } from './json-values.js';

/** 2026-03-04. */
const date = z.string().check(z.regex(/^-?\d{4,6}-\d{2}-\d{2}$/));

const effectOfUnits = {
  /** Units with a value. */
  units: z.strictObject({ control: count, treatment: count }),
  /** `null` where there is no test. */
  effect: z.nullable(z.strictObject(estimate)),
  reason: z.exactOptional(untested),
};

const point = z.strictObject({
  /** Its first and its last day, from 0: the first one of the data, or that of the exposure. */
  fromDay: count,
  toDay: count,
  /** The same in the calendar; `null` by days since exposure. */
  from: z.nullable(date),
  to: z.nullable(date),
  ...effectOfUnits,
  /** Of all units up to its end. */
  cumulative: z.strictObject(effectOfUnits),
});

const slope = z.strictObject({
  /** How much more of an effect there is with each day, in the metric's unit; `null` without a test. */
  perDay: z.nullable(z.strictObject(estimate)),
  confidence: share,
  statistic: optionalNumber,
  df: optionalNumber,
  pValue: optionalShare,
  reason: z.exactOptional(z.strictObject({ code: z.enum(NO_SLOPES), message: z.string() })),
});

const weekdays = z.strictObject({
  method: z.nullable(z.enum(HOMOGENEITY_METHODS)),
  statistic: optionalNumber,
  df: optionalNumber,
  denominatorDf: optionalNumber,
  pValue: optionalShare,
  reason: z.exactOptional(untested),
  /** From 0 for Monday. */
  effects: z.array(
    z.strictObject({ weekday: z.int().check(z.minimum(0), z.maximum(6)), effect: z.number() }),
  ),
});

/** How effects go over time. */
export const overTime = z.strictObject({
  column: z.string(),
  /** Whose days they are: dates or times as written, or times with an offset, brought to universal time. */
  zone: z.enum(DAY_ZONES),
  /** The first and the last day of the data. */
  first: date,
  last: date,
  /** How many days a period has. */
  periodDays: z.union([z.literal(1), z.literal(7)]),
  /** Whether units may have been seen on several days, since rows are added up to them. */
  returning: z.boolean(),
  /** By what days are counted that begin with a unit's exposure; `null`: they are those of the calendar. */
  exposure: z.nullable(
    z.strictObject({
      column: z.string(),
      /** For how many days each unit of the panel was observed. */
      span: count,
      /** Whether that was asked for, and all that is reported is of it. */
      isHorizon: z.boolean(),
      units: count,
      /** Units that have not been observed for so long. */
      waiting: count,
      unexposed: count,
      rowsBefore: count,
      rowsAfter: count,
    }),
  ),
  effects: z.array(
    z.strictObject({
      metric: z.string(),
      kind,
      role,
      treatment: z.string(),
      /** That all intervals of periods hold at once, and so all cumulative ones. */
      confidence: share,
      /** That the interval of one period holds by itself. */
      periodConfidence: share,
      /** How cumulative ones hold at once. */
      band: z.enum(BAND_METHODS),
      points: z.array(point),
      slope,
      /** Whether it differs between days of the week; `null` where units return, or there are no two weeks. */
      weekdays: z.nullable(weekdays),
    }),
  ),
});
