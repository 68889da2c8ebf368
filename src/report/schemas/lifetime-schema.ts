import * as z from 'zod/mini';
import {
  count,
  level,
  optionalCount,
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

/** A mean over customers with an interval at the report's confidence, the noise of the model in it. */
const mean = z.strictObject({
  mean: z.number(),
  standardError: z.number(),
  lower: z.number(),
  upper: z.number(),
});

/** A parameter of the model, with an interval at the report's confidence. */
const parameter = z.strictObject({
  name: z.enum(['r', 'alpha', 'a', 'b', 'p', 'q', 'gamma']),
  estimate: z.number(),
  lower: z.number(),
  upper: z.number(),
});

/** Why there is no model, or no calibration. */
const noModel = z.strictObject({
  code: z.enum([
    'TOO_FEW_CUSTOMERS',
    'TOO_FEW_REPEATERS',
    'NO_TIME_OBSERVED',
    'PURCHASES_NOT_FITTED',
    'TOO_FEW_SPENDERS',
    'SPENDING_NOT_FITTED',
    'SPENDING_HAS_NO_MEAN',
  ]),
  message: z.string(),
});

/** What was predicted of the second part of the data, and what came; with the p-value that the model is right. */
const foretold = z.strictObject({
  customers: count,
  predicted: z.number(),
  observed: z.number(),
  standardError: z.number(),
  pValue: share,
});

const calibration = z.strictObject({
  /** The last day that the model knew, and the last that it is held against. */
  until: z.string(),
  end: z.string(),
  purchases: foretold,
  /** `null` without amounts. */
  value: z.nullable(foretold),
  /** Per customer, by how many repeat purchases were known; the last row is of so many and more. */
  byRepeats: z.array(
    z.strictObject({
      repeats: count,
      customers: count,
      predicted: z.number(),
      observed: z.number(),
    }),
  ),
  byVariant: z.array(
    z.strictObject({ variant: z.string(), purchases: foretold, value: z.nullable(foretold) }),
  ),
});

/** How a treatment compares with the control, in the mean of what is predicted. */
export const predictedComparison = z.strictObject({
  measure: z.enum(['value', 'purchases']),
  control: z.string(),
  treatment: z.string(),
  controlMean: z.number(),
  treatmentMean: z.number(),
  effect: z.strictObject({ estimate: z.number(), lower: optionalNumber, upper: optionalNumber }),
  relativeEffect: z.nullable(
    z.strictObject({ estimate: z.number(), lower: optionalNumber, upper: optionalNumber }),
  ),
  pValue: share,
  logPValue: z.number(),
  /** Of the intervals: alpha is shared evenly by the treatments. */
  confidence: share,
  outcome: z.enum(['higher', 'lower', 'unclear', 'invalid']),
});

export const LIFETIME_CHECKS = [
  'SAMPLE_RATIO_MISMATCH',
  'BUYERS_ONLY',
  'NEVER_BOUGHT',
  'FORETOLD',
  'NOT_FORETOLD',
  'SPENDING_BY_FREQUENCY',
  'REFUNDS_UNMATCHED',
] as const;

/** The contract of `clv --format json`. Times are in `question.timeUnit`, shares 0–1, money as in the data. */
export const lifetimeSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool,
  input: z.strictObject({
    kind: z.enum(['transactions', 'histories']),
    files: z.array(file),
    assignments: z.nullable(file),
    columns: z.record(z.string(), optionalText),
    currency: optionalText,
  }),
  question: z.strictObject({
    /** The first and the last day that count, and the last that the model knows; `null` where only sums are known. */
    from: optionalText,
    until: optionalText,
    fitUntil: optionalText,
    timeUnit: z.enum(['day', 'week', 'month', 'year']),
    horizon: z.number(),
    /** Per year; 0: a purchase is worth the same whenever it comes. */
    discount: z.number(),
    alpha: level,
  }),
  lifetime: z.strictObject({
    customers: count,
    repeaters: count,
    spenders: count,
    neverBought: count,
    withoutVariant: count,
    /** Rows that count; `null` of sums. */
    transactions: optionalCount,
    purchases: count,
    sameDay: count,
    later: count,
    refundsLeftOut: count,
    purchasesReturned: count,
    refundsUnmatched: count,
  }),
  model: z.strictObject({
    purchases: z.strictObject({ parameters: z.array(parameter), logLikelihood: z.number() }),
    spending: z.nullable(
      z.strictObject({ parameters: z.array(parameter), logLikelihood: z.number() }),
    ),
    /** Purchases per unit of time while a customer buys, on average over customers. */
    meanRate: z.number(),
    /** The chance to leave after a purchase, on average over customers. */
    meanLeaving: share,
    meanSpend: optionalNumber,
    /** Between how often and how much customers buy. */
    correlation: z.nullable(z.number()),
  }),
  predictions: z.strictObject({
    customers: count,
    purchases: mean,
    value: z.nullable(mean),
    byRepeats: z.array(
      z.strictObject({
        repeats: count,
        customers: count,
        alive: share,
        purchases: z.number(),
        value: optionalNumber,
      }),
    ),
  }),
  /** `null` where the data could not be parted, or only sums are known; `notForetold` says why. */
  calibration: z.nullable(calibration),
  notForetold: z.nullable(noModel),
  variants: z.array(
    z.strictObject({
      name: z.string(),
      customers: count,
      neverBought: count,
      purchases: mean,
      value: z.nullable(mean),
    }),
  ),
  predictedComparisons: z.array(predictedComparison),
  checks: z.array(
    z.strictObject({
      code: z.enum(LIFETIME_CHECKS),
      status: z.enum(['pass', 'warn', 'fail']),
      pValue: optionalShare,
      message: z.string(),
    }),
  ),
});

/** The same as a JSON Schema, for programs in other languages. */
export function lifetimeJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test customer lifetime value',
    description: 'What perso-test clv --format json prints. Shares are 0 to 1; null: absent.',
    ...z.toJSONSchema(lifetimeSchema),
  };
}
