import * as z from 'zod/mini';
import { count, optionalNumber } from './json-values.js';

/** What an effect is taken for before its test, by a file; positive is better. */
export const belief = z.strictObject({
  path: z.string(),
  metric: z.nullable(z.string()),
  effect: z.enum(['relative', 'lift', 'absolute']),
  direction: z.enum(['increase', 'decrease']),
  mean: z.number(),
  scale: z.number(),
  /** `null`: normal. */
  df: optionalNumber,
  experiments: z.nullable(count),
});
