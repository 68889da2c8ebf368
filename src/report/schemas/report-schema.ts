import * as z from 'zod/mini';
import type { Report } from '../report.js';
import { comparison, heterogeneity, onBothScales, trend, worded } from './comparison-schema.js';
import {
  alternative,
  correction,
  count,
  hypotheses,
  monitoringMethod,
  optionalCount,
  optionalNumber,
  optionalShare,
  sha256,
  share,
  tool,
} from './json-values.js';

const decision = z.enum(['ship', 'keep-control', 'keep-collecting', 'invalid']);

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
  alternative,
  correction,
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
  tool,
  input,
  design,
  hypotheses,
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
  heterogeneity: z.array(heterogeneity),
  trends: z.array(trend),
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
