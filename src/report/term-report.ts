import type * as z from 'zod/mini';
import type { termPair } from './schemas/term-schema.js';

/** A short-term metric beside its long-term form, as a report has it. */
export type TermPairReport = z.output<typeof termPair>;
