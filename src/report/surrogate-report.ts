import type * as z from 'zod/mini';
import type { indexComparison, onRecord, surrogateSchema } from './schemas/surrogate-schema.js';

/** The answer of `surrogate`: what `--format json` prints. */
export type SurrogateReport = z.output<typeof surrogateSchema>;

/** A treatment's index against the control's. */
export type IndexComparison = z.output<typeof indexComparison>;

/** What the index foretold of an experiment on record. */
export type IndexRecord = z.output<typeof onRecord>;

/** One check. */
export type SurrogateCheck = SurrogateReport['checks'][number];
