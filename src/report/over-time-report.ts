import type * as z from 'zod/mini';
import type { overTime } from './schemas/over-time-schema.js';

/** How effects go over time. */
export type OverTimeReport = z.output<typeof overTime>;

/** One metric of one treatment over time. */
export type EffectOverTimeReport = OverTimeReport['effects'][number];

/** Its effect in one period, and up to the end of it. */
export type PointReport = EffectOverTimeReport['points'][number];
