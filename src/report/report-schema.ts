import * as z from 'zod/mini';
import type { Report } from './report.js';

const share = z.number().check(z.minimum(0), z.maximum(1));
const count = z.int().check(z.minimum(0));
const optionalNumber = z.nullable(z.number());
const optionalShare = z.nullable(share);
const optionalCount = z.nullable(count);

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

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

const onBothScales = z.strictObject({ absolute: optionalNumber, relative: optionalNumber });

const worded = z.strictObject({ code: z.string(), message: z.string() });

const monitoringMethod = z.enum(['fixed', 'always-valid', 'group-sequential']);

const decision = z.enum(['ship', 'keep-control', 'keep-collecting', 'invalid']);

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

const comparison = z.strictObject({
  metric: z.string(),
  role: z.enum(['primary', 'secondary', 'guardrail']),
  kind: z.enum(['proportion', 'mean', 'ratio', 'quantile']),
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
      kind: z.enum(['non-inferiority', 'equivalence']),
    }),
  ),
  outcome: z.enum(['win', 'loss', 'flat', 'inconclusive', 'untestable']),
  reason: z.exactOptional(worded),
  sampleSize,
});

const input = z.strictObject({
  files: z.array(
    z.strictObject({
      path: z.string(),
      sha256: z.nullable(sha256),
      rows: count,
      blankRows: count,
      skippedRows: count,
    }),
  ),
  layout: z.enum(['rows', 'counts', 'summary']),
  variantColumn: z.nullable(z.string()),
  unitsColumn: z.nullable(z.string()),
  unitIdColumn: z.nullable(z.string()),
  rows: count,
  units: count,
  caps: z.array(
    z.strictObject({
      metric: z.string(),
      share: optionalShare,
      limit: z.number(),
      touched: z.array(z.strictObject({ variant: z.string(), units: count, of: count })),
    }),
  ),
});

const design = z.strictObject({
  control: z.string(),
  treatments: z.array(z.string()),
  alpha: share,
  power: share,
  alternative: z.enum(['two-sided', 'greater', 'less']),
  correction: z.enum(['holm', 'bonferroni', 'hochberg', 'bh', 'none']),
  monitoring: monitoringMethod,
  mde: z.nullable(onBothScales),
});

const plan = z.nullable(
  z.strictObject({
    path: z.string(),
    sha256,
    experiment: z.string(),
    hypothesis: z.nullable(z.string()),
    plannedUnits: z.record(z.string(), count),
    dailyUnits: optionalNumber,
  }),
);

const look = z.nullable(
  z.strictObject({
    number: optionalCount,
    repeated: z.boolean(),
    informationFraction: share,
    journal: z.nullable(z.string()),
    previous: z.nullable(z.strictObject({ number: count, time: z.string(), decision })),
  }),
);

/** The contract of `--format json`, from which the published JSON Schema is made. */
export const reportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal('perso-test'), version: z.string() }),
  input,
  design,
  hypotheses: z.array(
    z.strictObject({
      metric: z.string(),
      alternative: z.string(),
      null: z.string(),
      threshold: z.string(),
    }),
  ),
  variants: z.array(z.strictObject({ name: z.string(), units: count, share })),
  checks: z.array(
    z.strictObject({
      code: z.string(),
      status: z.enum(['pass', 'warn', 'fail']),
      pValue: z.exactOptional(share),
      message: z.string(),
    }),
  ),
  comparisons: z.array(comparison),
  heterogeneity: z.array(
    z.strictObject({
      metric: z.string(),
      kind: z.enum(['proportion', 'mean', 'ratio', 'quantile']),
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
    }),
  ),
  trends: z.array(
    z.strictObject({
      metric: z.string(),
      kind: z.enum(['proportion', 'mean', 'ratio', 'quantile']),
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
    }),
  ),
  plan,
  look,
  verdict: z.strictObject({
    decision,
    variant: z.nullable(z.string()),
    reasons: z.array(worded),
  }),
});

/** The published schema as a JSON value: draft 2020-12, with a title. */
export function reportJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test report',
    description:
      'What perso-test analyze --format json prints. Proportions are 0 to 1; null: absent.',
    ...z.toJSONSchema(reportSchema),
  };
}

/** Fails to compile where the schema and the type have come apart, in either direction. */
export type SchemaIsReport = [
  z.output<typeof reportSchema> extends Report ? true : never,
  Report extends z.output<typeof reportSchema> ? true : never,
];
