import * as z from 'zod/mini';
import type { PlanReport } from './plan-report.js';

const share = z.number().check(z.minimum(0), z.maximum(1));
const count = z.int().check(z.minimum(0));
const optionalText = z.nullable(z.string());
const optionalNumber = z.nullable(z.number());
const optionalCount = z.nullable(count);

const effectSize = z.strictObject({
  scale: z.enum(['relative', 'points', 'absolute']),
  size: z.number(),
});

const monitoring = z.union([
  z.strictObject({ method: z.enum(['fixed']) }),
  z.strictObject({ method: z.enum(['always-valid']) }),
  z.strictObject({
    method: z.enum(['group-sequential']),
    spending: z.enum(['obrien-fleming', 'pocock']),
    looks: count,
  }),
]);

const metric = z.strictObject({
  name: z.string(),
  column: z.string(),
  kind: z.nullable(z.enum(['proportion', 'mean', 'ratio'])),
  role: z.enum(['primary', 'secondary', 'guardrail']),
  direction: z.nullable(z.enum(['increase', 'decrease'])),
  mde: z.nullable(effectSize),
  margin: z.nullable(
    z.strictObject({ kind: z.enum(['non-inferiority', 'equivalence']), size: effectSize }),
  ),
  value: optionalNumber,
  covariate: optionalText,
  baseline: z.nullable(
    z.union([
      z.strictObject({ rate: share }),
      z.strictObject({ mean: z.number(), sd: z.number() }),
    ]),
  ),
  requiredPerVariant: optionalCount,
});

/** The contract of `plan --format json`. */
export const planReportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal('perso-test'), version: z.string() }),
  plan: z.strictObject({
    path: z.string(),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    experiment: z.string(),
    hypothesis: optionalText,
  }),
  design: z.strictObject({
    control: z.string(),
    treatments: z.array(z.string()),
    alpha: share,
    power: share,
    alternative: z.enum(['two-sided', 'greater', 'less']),
    correction: z.enum(['holm', 'bonferroni', 'hochberg', 'bh', 'none']),
    segments: z.array(z.string()),
    alphaPerComparison: share,
    monitoring,
  }),
  hypotheses: z.array(
    z.strictObject({
      metric: z.string(),
      alternative: z.string(),
      null: z.string(),
      threshold: z.string(),
    }),
  ),
  metrics: z.array(metric),
  variants: z.array(
    z.strictObject({
      name: z.string(),
      share,
      intensity: optionalNumber,
      cost: optionalNumber,
      units: optionalCount,
    }),
  ),
  sampleSize: z.nullable(
    z.strictObject({
      basis: z.enum(['given', 'computed']),
      perVariant: count,
      total: count,
      dailyUnits: optionalNumber,
      durationDays: optionalCount,
    }),
  ),
  missing: z.array(z.enum(['baseline', 'mde', 'sampleSize'])),
  looks: z.nullable(
    z.array(
      z.strictObject({
        number: count,
        informationFraction: share,
        units: optionalCount,
        alphaSpent: share,
      }),
    ),
  ),
  rules: z.strictObject({
    ship: z.string(),
    keepControl: z.string(),
    keepCollecting: z.string(),
    invalid: z.string(),
  }),
});

/** Fails to compile where the schema and the type have come apart, in either direction. */
export type SchemaIsPlanReport = [
  z.output<typeof planReportSchema> extends PlanReport ? true : never,
  PlanReport extends z.output<typeof planReportSchema> ? true : never,
];
