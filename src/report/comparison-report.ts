import type * as z from 'zod/mini';
import type { comparison, heterogeneity, trend, untested } from './schemas/comparison-schema.js';
import type { targeting } from './schemas/targeting-schema.js';

/** Which variant each segment should get, and what that gains. */
export type TargetingReport = z.output<typeof targeting>;

/** Why there is no test: a code for programs and a sentence for people. */
export type Untested = z.output<typeof untested>;

/** One metric of a treatment against the control. */
export type ComparisonReport = z.output<typeof comparison>;

/** Whether the effects of segments differ. */
export type HeterogeneityReport = z.output<typeof heterogeneity>;

/** Whether effects grow with the strength of personalization. */
export type TrendReport = z.output<typeof trend>;

/** What is known of an effect after the data by what earlier tests tell of such effects. */
export type LearnedReport = NonNullable<NonNullable<ComparisonReport['posterior']>['learned']>;
