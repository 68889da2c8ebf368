import * as z from 'zod/mini';
import { STRATIFIED_METHODS } from '../../experiment/compare/heterogeneity.js';
import { METHOD_NAMES } from '../../experiment/compare/tests.js';
import { OUTCOMES, SIZE_BASES } from '../../experiment/comparison.js';
import { METRIC_KINDS } from '../../experiment/metric-kind.js';
import { COVERAGES } from '../../stats/multiplicity.js';
import { LEFT_OUT } from '../../stats/numeric/least-squares.js';
import { HOMOGENEITY_METHODS } from '../../stats/tests/homogeneity.js';
import { UNTESTABLES } from '../../stats/tests/two-sample-test.js';
import { belief } from './belief-schema.js';
import {
  count,
  marginKind,
  monitoringMethod,
  optionalCount,
  optionalNumber,
  optionalShare,
  requiredUnits,
  role,
  share,
  testPowers,
} from './json-values.js';

const arm = z
  .strictObject({
    variant: z.string(),
    n: count,
    mean: z.number(),
    variance: z.nullable(z.number().check(z.minimum(0))),
    successes: z.exactOptional(count),
  })
  .check(z.refine(({ n, successes = 0 }) => successes <= n, { path: ['successes'] }));

/** An estimate with the ends of its interval, `null` where one is open. */
export const estimate = {
  estimate: z.number(),
  lower: optionalNumber,
  upper: optionalNumber,
};

/** A size in the metric's unit, and as a share of the control. */
export const onBothScales = z.strictObject({ absolute: optionalNumber, relative: optionalNumber });

/** Why there is no test: a code for programs and a sentence for people. */
export const untested = z.strictObject({ code: z.enum(UNTESTABLES), message: z.string() });

export const kind = z.enum(METRIC_KINDS);

const monitoring = z.strictObject({
  method: monitoringMethod,
  look: optionalCount,
  informationFraction: optionalShare,
  criticalValue: optionalNumber,
  alphaSpent: share,
  /** Of the primary metric, where the plan has bounds of futility and this look one. */
  futility: z.exactOptional(
    z.strictObject({
      /** In the direction that is hoped for, below which the test may be given up. */
      bound: z.number(),
      /** Of this look by itself, as a normal statistic in that direction; `null` where its p-value is 1. */
      statistic: optionalNumber,
      /** About the effect at which the statistic would be the bound. */
      effect: optionalNumber,
      crossed: z.boolean(),
    }),
  ),
});

const sampleSize = z.strictObject({
  /** At the planned split; `null` where no size would do. */
  required: z.nullable(requiredUnits),
  /**
   * Of the primary metric where there are guardrails: with the planned power its MDE is detected and every
   * one of them shown within its margin.
   */
  decision: z.exactOptional(
    z.strictObject({
      /** `null` where no size would do. */
      required: z.nullable(requiredUnits),
      /** The metric that is surest to be missed at that size. */
      mostDemanding: z.string(),
      metrics: testPowers,
      /** Guardrails that have no size, so that they are not counted in. */
      uncounted: z.array(z.string()),
    }),
  ),
  basis: z.enum(SIZE_BASES),
  effect: onBothScales,
  smallestDetectable: onBothScales,
});

/** What a comparison of those who could see a difference comes to over all units of the two arms. */
const dilution = z.strictObject({
  /** Units of both arms that have a value, and those of them that could see a difference. */
  units: z.strictObject({ triggered: count, all: count }),
  /** The first ÷ the second; `null` without units. */
  share: optionalShare,
  /** Per unit of all, at the confidence of the comparison; `null` where it cannot be had. */
  effect: z.nullable(z.strictObject(estimate)),
  /** Effect ÷ what all units of the control come to; `null` where that cannot be told from 0. */
  relativeEffect: z.nullable(z.strictObject(estimate)),
  /** Per unit of all; `null` where nothing has a price, and of ratios and quantiles. */
  netEffect: z.nullable(z.strictObject(estimate)),
  /** How many units of all it takes until as many could see a difference as `sampleSize` requires. */
  required: z.nullable(requiredUnits),
});

/** What is known of an effect after the data by what earlier tests tell of such effects. */
const learned = z.strictObject({
  prior: belief,
  /** What the data say, on the scale of the prior; positive is better. */
  measured: z.strictObject({ estimate: z.number(), standardError: z.number() }),
  probabilityBetter: share,
  /** Treatment − control where the prior is absolute, else treatment ÷ control − 1. */
  effect: z.strictObject({ estimate: z.number(), lower: z.number(), upper: z.number() }),
  /** Of that interval. */
  confidence: share,
  expectedLoss: z.strictObject({ treatment: z.number(), control: z.number() }),
});

/** One metric of a treatment against the control. */
export const comparison = z.strictObject({
  metric: z.string(),
  role,
  kind,
  segment: z.nullable(z.record(z.string(), z.string())),
  control: arm,
  treatment: arm,
  method: z.enum(METHOD_NAMES),
  statistic: optionalNumber,
  df: optionalNumber,
  pValue: optionalShare,
  logPValue: z.nullable(z.number().check(z.maximum(0))),
  adjustedPValue: optionalShare,
  /** Of each of the two intervals by itself. */
  confidence: optionalShare,
  /** What that promises beside the intervals of its family; `null` where there is no test. */
  coverage: z.nullable(z.enum(COVERAGES)),
  effect: z.strictObject(estimate),
  relativeEffect: z.nullable(z.strictObject(estimate)),
  covariate: z.nullable(
    z.strictObject({
      /** The first one's; what all take off together. */
      column: z.string(),
      theta: z.number(),
      varianceReduction: z.number(),
      /** All of them; reports of 0.1.0 lack it. */
      covariates: z.optional(
        z.array(
          z.strictObject({
            column: z.string(),
            /** What is taken off the effect for each unit that the arms' means are apart. */
            theta: z.number(),
            leftOut: z.nullable(z.enum(LEFT_OUT)),
            /** The share of each arm's units that have it. */
            known: z.strictObject({ control: share, treatment: share }),
          }),
        ),
      ),
    }),
  ),
  /** How it was compared within the segments of a column, where that was asked for. */
  strata: z.exactOptional(
    z.strictObject({
      column: z.string(),
      /** How many of them have units of both arms. */
      strata: count,
      /** Units of segments that only one of the two arms has. */
      unitsLeftOut: count,
      varianceReduction: z.number(),
    }),
  ),
  /** Over all units, where a column says who could see a difference. */
  dilution: z.exactOptional(dilution),
  /** Per unit, after cost; only of the primary metric and where prices were given. */
  netEffect: z.nullable(
    z.strictObject({
      ...estimate,
      pValue: share,
      logPValue: z.number().check(z.maximum(0)),
      confidence: share,
      breakEven: z.strictObject({ absolute: z.number(), relative: optionalNumber }),
      returnOnCost: z.nullable(z.strictObject(estimate)),
    }),
  ),
  /** Beside the test, never instead of it; `null` unless asked for. */
  posterior: z.nullable(
    z.strictObject({
      probabilityBetter: share,
      expectedLoss: z.strictObject({ treatment: z.number(), control: z.number() }),
      /** What rates were taken for before the data; of means always flat. */
      prior: z.union([
        z.enum(['flat', 'pooled']),
        z.strictObject({ successes: z.number(), units: z.number() }),
      ]),
      /**
       * By what earlier tests tell of such effects, where a file with it is given that is of this metric; `null` where
       * the effect has no estimate on its scale.
       */
      learned: z.exactOptional(z.nullable(learned)),
    }),
  ),
  /** The ranks of a mean's values beside its test; `null` unless asked for, and within segments. */
  ranks: z.nullable(
    z.strictObject({
      method: z.literal('brunner-munzel'),
      /** That a random unit of the treatment exceeds one of the control, ties counting half. */
      superiority: share,
      lower: optionalShare,
      upper: optionalShare,
      confidence: share,
      statistic: optionalNumber,
      /** Of Student's t; `null` where all permutations of the units were gone through. */
      df: optionalNumber,
      pValue: share,
      logPValue: z.number().check(z.maximum(0)),
    }),
  ),
  /** Of the values of a mean, and what that does to its test; `null` where it is not known, and for rates and quantiles. */
  skewness: z.nullable(
    z.strictObject({
      /** Of each arm's own values; `null` where they are all the same. */
      control: optionalNumber,
      treatment: optionalNumber,
      /** Of treatment − control, if both arms had one distribution. */
      difference: z.number(),
      /** The side that errs more than a tenth too often at the level spent here; `null` where none does. */
      error: z.nullable(
        z.strictObject({
          side: z.enum(['below', 'above']),
          nominal: share,
          actual: share,
          /** How many times more units, split alike, would keep it within a tenth. */
          times: z.number(),
        }),
      ),
      /** About what the adjusted p-value is in truth; `null` where that is it, or cannot be told. */
      pValue: optionalShare,
      /** Whether the test rejects but decides nothing, since values are too skewed at this size. */
      undecided: z.boolean(),
    }),
  ),
  /** Of an effect as large as the MDE; `null` where the intervals do not rule it out. */
  mdePValue: optionalShare,
  monitoring,
  /** What a guardrail must be shown to stay within, on the scale that it was given in; else `null`. */
  margin: z.nullable(
    z.strictObject({
      absolute: optionalNumber,
      relative: optionalNumber,
      kind: marginKind,
    }),
  ),
  outcome: z.enum(OUTCOMES),
  /** Why there is no test; only with the outcome "untestable". */
  reason: z.exactOptional(untested),
  sampleSize,
});

/** Whether the effects of segments differ. */
export const heterogeneity = z.strictObject({
  metric: z.string(),
  kind,
  treatment: z.string(),
  segmentColumn: z.string(),
  /** What the effects are compared on: their differences, not their ratios or odds. */
  scale: z.literal('difference'),
  /** The test that the effects are the same, and its chi-square (Cochran's Q or score) or F; `null` without one. */
  method: z.nullable(z.enum(HOMOGENEITY_METHODS)),
  statistic: optionalNumber,
  df: optionalNumber,
  /** Of F's denominator; `null` for chi-square. */
  denominatorDf: optionalNumber,
  pValue: optionalShare,
  reason: z.exactOptional(untested),
  /** The effect within segments, averaged; `null` where no segment has one. */
  stratified: z.nullable(
    z.strictObject({
      ...estimate,
      method: z.enum(STRATIFIED_METHODS),
      confidence: share,
      /** Of t; `null` for rates. */
      df: optionalNumber,
      pValue: share,
    }),
  ),
  /** Cochran–Mantel–Haenszel chi-square, df 1, two-sided; `null` for other metrics than rates. */
  mantelHaenszel: z.nullable(z.strictObject({ statistic: z.number(), pValue: share })),
  /** The effect over all units. */
  crude: z.number(),
});

/** Whether effects grow with the strength of personalization. */
export const trend = z.strictObject({
  metric: z.string(),
  kind,
  /** Change of the metric per unit of intensity; this and the test `null` where there is none. */
  slope: optionalNumber,
  /** Cochran–Armitage's chi-square (rates), or t of a linear contrast (means). */
  statistic: optionalNumber,
  df: optionalNumber,
  pValue: optionalShare,
  reason: z.exactOptional(untested),
  /** What each strength adds to the one below it. */
  steps: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      effect: z.strictObject(estimate),
      confidence: optionalShare,
      pValue: optionalShare,
      adjustedPValue: optionalShare,
    }),
  ),
});
