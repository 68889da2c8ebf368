import * as z from 'zod/mini';
import {
  count,
  marginKind,
  monitoringMethod,
  optionalCount,
  optionalNumber,
  optionalShare,
  role,
  share,
} from './json-values.js';

const arm = z.strictObject({
  variant: z.string(),
  n: count,
  mean: z.number(),
  variance: z.nullable(z.number().check(z.minimum(0))),
  successes: z.exactOptional(count),
});

const estimate = {
  estimate: z.number(),
  lower: optionalNumber,
  upper: optionalNumber,
};

/** A size in the metric's unit, and as a share of the control. */
export const onBothScales = z.strictObject({ absolute: optionalNumber, relative: optionalNumber });

/** A code for programs and a sentence for people. */
export const worded = z.strictObject({ code: z.string(), message: z.string() });

const kind = z.enum(['proportion', 'mean', 'ratio', 'quantile']);

const monitoring = z.strictObject({
  method: monitoringMethod,
  look: optionalCount,
  informationFraction: optionalShare,
  criticalValue: optionalNumber,
  alphaSpent: share,
});

const sampleSize = z.strictObject({
  requiredPerVariant: optionalCount,
  requiredTotal: optionalCount,
  basis: z.enum(['mde', 'observed', 'margin']),
  effect: onBothScales,
  smallestDetectable: onBothScales,
});

/** One metric of a treatment against the control. */
export const comparison = z.strictObject({
  metric: z.string(),
  role,
  kind,
  segment: z.nullable(z.record(z.string(), z.string())),
  control: arm,
  treatment: arm,
  method: z.string(),
  statistic: optionalNumber,
  df: optionalNumber,
  pValue: optionalShare,
  logPValue: z.nullable(z.number().check(z.maximum(0))),
  adjustedPValue: optionalShare,
  confidence: optionalShare,
  effect: z.strictObject(estimate),
  relativeEffect: z.nullable(z.strictObject(estimate)),
  covariate: z.nullable(
    z.strictObject({ column: z.string(), theta: z.number(), varianceReduction: z.number() }),
  ),
  netEffect: z.nullable(
    z.strictObject({
      ...estimate,
      pValue: share,
      confidence: share,
      breakEven: z.strictObject({ absolute: z.number(), relative: optionalNumber }),
      returnOnCost: z.nullable(z.strictObject(estimate)),
    }),
  ),
  posterior: z.nullable(
    z.strictObject({
      probabilityBetter: share,
      expectedLoss: z.strictObject({ treatment: z.number(), control: z.number() }),
    }),
  ),
  monitoring,
  margin: z.nullable(
    z.strictObject({
      absolute: optionalNumber,
      relative: optionalNumber,
      kind: marginKind,
    }),
  ),
  outcome: z.enum(['win', 'loss', 'flat', 'inconclusive', 'untestable']),
  reason: z.exactOptional(worded),
  sampleSize,
});

/** Whether the effects of segments differ. */
export const heterogeneity = z.strictObject({
  metric: z.string(),
  kind,
  treatment: z.string(),
  segmentColumn: z.string(),
  scale: z.literal('difference'),
  statistic: optionalNumber,
  df: optionalNumber,
  pValue: optionalShare,
  stratified: z.nullable(
    z.strictObject({
      ...estimate,
      method: z.enum(['mantel-haenszel', 'inverse-variance']),
      pValue: share,
    }),
  ),
  mantelHaenszel: z.nullable(z.strictObject({ statistic: z.number(), pValue: share })),
  crude: z.number(),
});

/** Whether effects grow with the strength of personalization. */
export const trend = z.strictObject({
  metric: z.string(),
  kind,
  slope: optionalNumber,
  statistic: optionalNumber,
  df: optionalNumber,
  pValue: optionalShare,
  reason: z.exactOptional(worded),
  steps: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      effect: z.strictObject(estimate),
      pValue: optionalShare,
      adjustedPValue: optionalShare,
    }),
  ),
});
