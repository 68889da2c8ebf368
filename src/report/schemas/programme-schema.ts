import * as z from 'zod/mini';
import { HOLDOUT_ANSWERS } from '../../programme/maturity/confirmed.js';
import { MATURITY_FACTS } from '../../programme/maturity/facts.js';
import { EXPERIMENTATION_LEVELS, PERSONALIZATION_LEVELS } from '../../programme/maturity/levels.js';
import { LEFT_OUT_REASONS } from '../../programme/worth/effects-from-record.js';
import { SHIPPING_RULES } from '../../programme/worth/rules.js';
import { EFFECT_TAILS } from '../../programme/worth/worth.js';
import {
  count,
  level,
  optionalCount,
  optionalNumber,
  optionalText,
  sha256,
  share,
  tool,
} from './json-values.js';

const interval = z.strictObject({ estimate: z.number(), lower: z.number(), upper: z.number() });
const within = z.strictObject({
  ...interval.shape,
  standardError: z.number(),
  /** Two-sided, of its being 0. */
  pValue: share,
});
/** What is to be believed of a quantity, given all experiments. */
const believed = z.strictObject({
  mean: z.number(),
  sd: z.number(),
  lower: z.number(),
  upper: z.number(),
  /** How likely it is above 0. */
  aboveZero: share,
});
const test = z.strictObject({
  statistic: z.number(),
  df: count,
  pValue: share,
});
const tails = z.enum(EFFECT_TAILS);
/** What a choice of treatments adds up to. */
const sum = z.strictObject({
  count,
  /** Of what was measured, as if nothing had been chosen by it. */
  naive: interval,
  /** As all experiments together have it; `null` of a single one. */
  honest: z.nullable(believed),
});

const effect = z.strictObject({
  experiment: z.string(),
  treatment: optionalText,
  tags: z.record(z.string(), z.string()),
  units: optionalCount,
  estimate: z.number(),
  standardError: z.number(),
  lower: z.number(),
  upper: z.number(),
  shipped: z.nullable(z.boolean()),
  verdict: z.nullable(z.enum(['win', 'loss', 'neither'])),
  shrunk: z.nullable(believed),
});

const byTag = z.strictObject({
  tag: z.string(),
  numeric: z.boolean(),
  /** Why the tag tells nothing; else `null`. */
  why: z.nullable(z.enum(['ONE_VALUE', 'TOO_FEW_EFFECTS', 'NOT_A_NUMBER'])),
  levels: z.array(z.strictObject({ value: optionalText, effects: count, mean: within })),
  /** Of numbers, by how much the effect grows with 1. */
  slope: z.nullable(within),
  /** Of true effects within the values. */
  spread: z.nullable(interval),
  /** F, that the tag tells nothing. */
  test: z.nullable(z.strictObject({ ...test.shape, errorDf: count })),
});

const lack = z.enum([...MATURITY_FACTS, 'PER_YEAR', 'SURFACES']);

/** How a programme works, by what its journals tell. */
const maturity = z.strictObject({
  facts: z.array(z.strictObject({ code: z.enum(MATURITY_FACTS), count: optionalCount, of: count })),
  /** Experiments begun in a year; `null` of less than a month. */
  perYear: optionalNumber,
  surfaces: count,
  /** What held-out groups say of what was shipped; absent unless `--holdout` names some. */
  holdouts: z.exactOptional(
    z.array(
      z.strictObject({
        path: z.string(),
        answer: z.enum(HOLDOUT_ANSWERS),
        /** Of everyone against the group: treatment ÷ control − 1. */
        measured: z.nullable(interval),
        /** How many experiments it is of, and how many of them are among these. */
        claimed: count,
        known: count,
      }),
    ),
  ),
  /** A level, and what the next one lacks. */
  experimentation: z.strictObject({
    level: z.enum(EXPERIMENTATION_LEVELS),
    lacking: z.array(lack),
  }),
  personalization: z.strictObject({
    level: z.enum(PERSONALIZATION_LEVELS),
    lacking: z.array(lack),
  }),
});

/** The contract of `programme --format json`. Effects have the sign that makes positive better. */
export const programmeSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool,
  source: z.strictObject({
    kind: z.enum(['journals', 'effects']),
    files: z.array(
      z.strictObject({
        path: z.string(),
        sha256: z.nullable(sha256),
        /** Of a table: how many were read, and left out since they could not be; of a journal `null`. */
        rows: optionalCount,
        skippedRows: optionalCount,
      }),
    ),
  }),
  /** `null` of a table, which does not say. */
  metric: optionalText,
  /** Which change is better; of a table what was said of it. */
  direction: z.enum(['increase', 'decrease']),
  /** What effects are: ln (treatment ÷ control), treatment ÷ control − 1, treatment − control, or as they stand in a table. */
  scale: z.enum(['relative', 'lift', 'absolute', 'given']),
  /** Of one test, two-sided; all intervals are at 1 − alpha. */
  alpha: level,
  power: share,
  confidence: share,
  /** Of true effects. */
  tails,
  experiments: count,
  effects: z.array(effect),
  leftOut: z.array(
    z.strictObject({
      experiment: z.string(),
      treatment: optionalText,
      why: z.enum(LEFT_OUT_REASONS),
    }),
  ),
  /** By REML; `null` of a single experiment. */
  pooled: z.nullable(
    z.strictObject({
      mean: within,
      df: count,
      /** τ, by the Q-profile. */
      spread: interval,
      another: z.strictObject({ lower: z.number(), upper: z.number() }),
      shareBeyondChance: share,
      heterogeneity: test,
    }),
  ),
  byTag: z.array(byTag),
  shipped: z.nullable(sum),
  /** The same, one treatment after the other, journals in the order in which they ended. */
  cumulative: z.array(z.strictObject({ experiment: z.string(), ...sum.shape })),
  otherTails: z.nullable(
    z.strictObject({
      tails,
      honest: believed,
      /** Above 0 where these describe the effects better. */
      logBayesFactor: z.number(),
    }),
  ),
  wins: z.strictObject({
    tests: count,
    wins: count,
    losses: count,
    share,
    /** Of ideas that work, told by the share of wins. */
    success: share,
    falsePositiveRisk: z.nullable(share),
  }),
  /** How likely a shipped treatment is none better, on average. */
  shippedRisk: z.nullable(share),
  positiveShare: z.nullable(z.strictObject({ estimate: share, lower: share, upper: share })),
  /** What each way to decide would have shipped, and what that is worth. */
  shippingRules: z.array(
    z.strictObject({
      rule: z.enum(SHIPPING_RULES),
      withThese: z.nullable(sum),
      /** Of as many such experiments on average. */
      expected: optionalNumber,
    }),
  ),
  /** What the next experiment is to be taken for; `df` is `null` of normal tails. */
  /** How true effects are taken to be spread: the density of the prior, to be drawn. */
  density: z.array(z.strictObject({ effect: z.number(), density: z.number() })),
  prior: z.nullable(z.strictObject({ mean: z.number(), scale: z.number(), df: optionalNumber })),
  /** `null` of a table. */
  maturity: z.nullable(maturity),
});

/** The published schema as a JSON value: draft 2020-12, with a title. */
export function programmeJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test programme',
    description:
      'What perso-test programme --format json answers: what many experiments come to together.',
    ...z.toJSONSchema(programmeSchema),
  };
}
