import type * as z from 'zod/mini';
import type { lifetimeSchema } from './schemas/lifetime-schema.js';

/** The answer of `clv`: what `--format json` prints. */
export type LifetimeReport = z.output<typeof lifetimeSchema>;

/** How a treatment compares with the control, in the mean of what is predicted. */
export type PredictedComparison = LifetimeReport['predictedComparisons'][number];

/** What the model foretold of the second part of the data, and what came. */
export type ForetoldReport = NonNullable<LifetimeReport['calibration']>['purchases'];

/** One check. */
export type LifetimeCheck = LifetimeReport['checks'][number];
