import * as z from 'zod/mini';
import { LEFT_OUT_REASONS } from '../../programme/worth/effects-from-record.js';
import { count, optionalText, share } from './json-values.js';

/** A relative change, treatment ÷ control − 1, with its interval. */
const change = z.strictObject({ estimate: z.number(), lower: z.number(), upper: z.number() });

/** A held-out group against what journals claim of the changes that were kept from it. */
export const holdout = z.strictObject({
  metric: z.string(),
  heldOut: z.string(),
  exposed: z.string(),
  confidence: share,
  /** Why nothing can be compared; `null` where it is. */
  reason: z.nullable(
    z.enum(['NOTHING_ON_RECORD', 'NOTHING_SHIPPED', 'DIRECTIONS_DIFFER', 'NO_RATIO']),
  ),
  /** How many shipped treatments have an effect on record. */
  shipped: count,
  experiments: z.array(z.strictObject({ experiment: z.string(), treatment: optionalText })),
  leftOut: z.array(
    z.strictObject({
      experiment: z.string(),
      treatment: optionalText,
      why: z.enum(LEFT_OUT_REASONS),
    }),
  ),
  /** Of everyone against the held-out group; the others of the shipped treatments together. */
  measured: z.nullable(change),
  naive: z.nullable(change),
  /** `null` where there are too few experiments. */
  honest: z.nullable(change),
  /** Measured ÷ claimed, as logarithms of ratios; `null` where the claim is not told from nothing. */
  confirmed: z.strictObject({ naive: z.nullable(change), honest: z.nullable(change) }),
});
