import type * as z from 'zod/mini';
import type { descriptionSchema } from './schemas/description-schema.js';

/** The answer of `describe`: what `--format json` prints. */
export type DescriptionReport = z.output<typeof descriptionSchema>;

/** One column. */
export type ColumnDescription = DescriptionReport['columns'][number];

/** What is asked of the file. */
export type AnalyzeQuestion = DescriptionReport['questions'][number];
