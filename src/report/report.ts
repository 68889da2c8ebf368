import type * as z from 'zod/mini';
import type { reportSchema } from './schemas/report-schema.js';

/**
 * The report of an analysis: what `--format json` prints, and all that a renderer sees. Numbers are
 * at full precision, proportions 0–1; `null` stands for what is absent or cannot be had.
 */
export type Report = z.output<typeof reportSchema>;

export type InputReport = Report['input'];
export type FileReport = InputReport['files'][number];
export type DesignReport = Report['design'];
export type CheckReport = Report['checks'][number];
export type VerdictReport = Report['verdict'];

/** The plan that a run went by. */
export type FollowedPlan = NonNullable<Report['plan']>;
export type LookReport = NonNullable<Report['look']>;
