import type * as z from 'zod/mini';
import type { holdout } from './schemas/holdout-schema.js';

/** A held-out group against what journals claim of the changes that were kept from it. */
export type HoldoutReport = z.output<typeof holdout>;
