import type * as z from 'zod/mini';
import type { reportSchema } from './schemas/report-schema.js';

/**
 * The report of an analysis: what `--format json` prints, and all that a renderer sees. Numbers are
 * at full precision, proportions 0–1; `null` stands for what is absent or cannot be had.
 */
export type Report = z.output<typeof reportSchema>;

/** How the files were read. */
export type InputReport = Report['input'];

/** One file. */
export type FileReport = InputReport['files'][number];

/** What was decided before the data. */
export type DesignReport = Report['design'];

/** One check of the data's health. */
export type CheckReport = Report['checks'][number];

/** What is to be done, and why. */
export type VerdictReport = Report['verdict'];

/** The plan that a run went by. */
export type FollowedPlan = NonNullable<Report['plan']>;

/** Which look at a running test this is. */
export type LookReport = NonNullable<Report['look']>;
