import * as z from 'zod/mini';
import { METHOD_NAMES } from '../../experiment/compare/tests.js';
import { OUTCOMES } from '../../experiment/comparison.js';
import { DECISIONS } from '../../experiment/decision/decision-code.js';
import { METRIC_KINDS, ROLES } from '../../experiment/metric-kind.js';
import { areCounts, counts, estimate, optionalNumber, sha256, share } from './values.js';

const optionalText = z.nullable(z.string());

/** One variant's values, as far as a report has them. */
const arm = z
  .strictObject({
    variant: z.string(),
    n: z.int().check(z.minimum(0)),
    mean: z.number(),
    variance: z.nullable(z.number().check(z.minimum(0))),
    successes: z.optional(z.int().check(z.minimum(0))),
  })
  .check(areCounts);

const comparison = z.strictObject({
  metric: z.string(),
  kind: z.enum(METRIC_KINDS),
  role: z.enum(ROLES),
  /** Which change is an improvement; `null` where the report does not tell. */
  direction: z.nullable(z.enum(['increase', 'decrease'])),
  control: arm,
  treatment: arm,
  covariates: z.array(z.string()),
  /** The column within whose segments it was compared. */
  stratified: optionalText,
  method: z.enum(METHOD_NAMES),
  statistic: optionalNumber,
  /** Whether it was tested at a margin, which its statistic is then the distance to. */
  atMargin: z.boolean(),
  pValue: z.nullable(share),
  adjustedPValue: z.nullable(share),
  effect: estimate,
  confidence: z.nullable(share),
  netEffect: z.nullable(z.strictObject({ ...estimate.shape, confidence: share })),
  outcome: z.enum(OUTCOMES),
});

/** What a test without a gate came to, by the saved report of its analysis; the line that ends it follows. */
export const reportLineSchema = z.strictObject({
  schemaVersion: z.literal(2),
  type: z.literal('report'),
  /** When it was put on record. */
  time: z.iso.datetime(),
  tool: z.string(),
  experiment: z.string(),
  tags: z.record(z.string(), z.string()),
  owner: optionalText,
  follows: optionalText,
  /** It begins a journal. */
  previous: z.null(),
  /** SHA-256 of the report, as JSON without any space. */
  report: sha256,
  /** SHA-256 of what a plan promises, where the report is by one. */
  plan: z.nullable(sha256),
  alpha: share,
  units: counts,
  comparisons: z.array(comparison).check(z.minLength(1)),
  decision: z.enum(DECISIONS),
  variant: optionalText,
  reasons: z.array(z.string()),
});

/** A report on record, of a test that had no gate. */
export type ReportLine = z.output<typeof reportLineSchema>;

/** One of its comparisons. */
export type ReportedComparison = ReportLine['comparisons'][number];
