import * as z from 'zod/mini';
import { INDEX_FAMILIES } from '../../stats/surrogate/index-model.js';
import {
  count,
  level,
  optionalNumber,
  optionalShare,
  optionalText,
  sha256,
  share,
  tool,
} from './json-values.js';

const file = z.strictObject({
  path: z.string(),
  sha256: z.nullable(sha256),
  rows: count,
  blankRows: count,
  skippedRows: count,
});

const interval = z.strictObject({
  estimate: z.number(),
  lower: optionalNumber,
  upper: optionalNumber,
});

/** What an index foretold of an experiment on record, and what was measured; errors are at most so large. */
export const onRecord = z.strictObject({
  experiment: z.string(),
  treatment: z.string(),
  predicted: z.number(),
  predictedError: z.number(),
  observed: z.number(),
  observedError: z.number(),
  gapError: z.number(),
  /** Half the width of the interval of observed − predicted. */
  reach: z.number(),
  /** Whether the outcome is surely another than was foretold. */
  missed: z.boolean(),
});

/** A treatment's index against the control's. */
export const indexComparison = z.strictObject({
  control: z.string(),
  treatment: z.string(),
  effect: interval,
  relativeEffect: z.nullable(interval),
  pValue: share,
  logPValue: z.number(),
  confidence: share,
  outcome: z.enum(['higher', 'lower', 'unclear', 'invalid']),
  /** Of the effect, with the noise of the model; and were the model known. */
  standardError: z.number(),
  knownModelError: z.number(),
  /** Of the effect's variance, what the noise of the model is. */
  modelShare: share,
  /** What each measurement adds to the effect; `null` of a logistic index. */
  contributions: z.nullable(z.array(z.strictObject({ name: z.string(), amount: z.number() }))),
});

export const SURROGATE_CHECKS = [
  'SAMPLE_RATIO_MISMATCH',
  'MEASURES_MISSING',
  'FAR_FROM_HISTORY',
  'WEAK_INDEX',
  'INDEX_ON_RECORD',
  'NOT_ON_RECORD',
] as const;

/** The contract of `surrogate --format json`. Shares are 0–1; effects in the unit of the outcome. */
export const surrogateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool,
  input: z.strictObject({
    history: z.array(file),
    files: z.array(file),
    variantColumn: optionalText,
    unitIdColumn: optionalText,
  }),
  alpha: level,
  surrogacy: z.strictObject({
    outcome: z.string(),
    family: z.enum(INDEX_FAMILIES),
    /** Of the history, with all measurements; and those that lack one. */
    units: count,
    missing: count,
    /** The share of the outcome's variance that the index has; of a logistic one, of its log-likelihood. */
    explained: z.number(),
    measures: z.array(
      z.strictObject({
        name: z.string(),
        role: z.enum(['surrogate', 'covariate']),
        /** What a unit of it adds to the index; of a logistic one, to the log odds. */
        weight: z.number(),
        standardError: z.number(),
        /** How far the experiment's mean lies from the history's, in its standard deviations. */
        shift: z.number(),
      }),
    ),
  }),
  variants: z.array(
    z.strictObject({
      name: z.string(),
      units: count,
      missing: count,
      index: z.number(),
      standardError: z.number(),
    }),
  ),
  indexComparisons: z.array(indexComparison),
  /** Experiments whose outcome is known too; `null` where no ledger was given. */
  onRecord: z.nullable(z.array(onRecord)),
  checks: z.array(
    z.strictObject({
      code: z.enum(SURROGATE_CHECKS),
      status: z.enum(['pass', 'warn', 'fail']),
      pValue: optionalShare,
      message: z.string(),
    }),
  ),
  /** What has to hold for the index to say anything of the outcome. */
  assumptions: z.array(z.string()),
});

/** The same as a JSON Schema, for programs in other languages. */
export function surrogateJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test surrogate index',
    description: 'What perso-test surrogate --format json prints. Shares are 0 to 1; null: absent.',
    ...z.toJSONSchema(surrogateSchema),
  };
}
