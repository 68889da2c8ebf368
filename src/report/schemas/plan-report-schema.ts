import * as z from 'zod/mini';
import { SPENDINGS } from '../../stats/sequential/spending.js';
import type { PlanReport } from '../plan-report.js';
import {
  alternative,
  correction,
  count,
  hypotheses,
  marginKind,
  optionalCount,
  optionalNumber,
  optionalText,
  role,
  sha256,
  share,
  tool,
} from './json-values.js';

const effectSize = z.strictObject({
  scale: z.enum(['relative', 'points', 'absolute']),
  size: z.number(),
});

const monitoring = z.union([
  z.strictObject({ method: z.enum(['fixed']) }),
  z.strictObject({ method: z.enum(['always-valid']) }),
  z.strictObject({
    method: z.enum(['group-sequential']),
    spending: z.enum(SPENDINGS),
    looks: count,
  }),
]);

const metric = z.strictObject({
  name: z.string(),
  column: z.string(),
  kind: z.nullable(z.enum(['proportion', 'mean', 'ratio'])),
  role,
  direction: z.nullable(z.enum(['increase', 'decrease'])),
  mde: z.nullable(effectSize),
  margin: z.nullable(z.strictObject({ kind: marginKind, size: effectSize })),
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
  tool,
  plan: z.strictObject({
    path: z.string(),
    sha256,
    experiment: z.string(),
    hypothesis: optionalText,
  }),
  design: z.strictObject({
    control: z.string(),
    treatments: z.array(z.string()),
    alpha: share,
    power: share,
    alternative,
    correction,
    segments: z.array(z.string()),
    alphaPerComparison: share,
    monitoring,
  }),
  hypotheses,
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
