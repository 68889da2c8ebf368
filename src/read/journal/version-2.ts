import * as z from 'zod/mini';
import { OUTCOMES } from '../../experiment/comparison.js';
import { DECISIONS } from '../../experiment/decision/decision-code.js';
import { MARGIN_KINDS } from '../../experiment/design.js';
import { METRIC_KINDS, ROLES } from '../../experiment/metric-kind.js';
import { areCounts, count, counts, estimate, optionalNumber, sha256, share } from './values.js';

const optionalText = z.nullable(z.string());
/** `null` where a sum left the doubles. */
const sums = z.array(optionalNumber).check(z.minLength(1));

/** One variant's values, with all that the test is made of. */
const arm = z
  .strictObject({
    variant: z.string(),
    /** Units with a value. */
    n: z.int().check(z.minimum(0)),
    /** Units without one; left out: none. */
    missing: z.exactOptional(z.int().check(z.minimum(1))),
    mean: z.number(),
    variance: z.nullable(z.number().check(z.minimum(0))),
    successes: z.optional(z.int().check(z.minimum(0))),
    /** As `Moments` in the library: of the metric, its denominator, then each covariate and whether it is missing. */
    moments: z.optional(
      z.strictObject({ mean: sums, residual: sums, comoment: sums, third: z.nullable(sums) }),
    ),
  })
  .check(areCounts);

const comparison = z.strictObject({
  metric: z.string(),
  kind: z.enum(METRIC_KINDS),
  role: z.enum(ROLES),
  /** Which change is an improvement. */
  direction: z.enum(['increase', 'decrease']),
  /** How far a guardrail may go, in the metric's unit or as a share of the control. */
  margin: z.nullable(
    z.strictObject({
      absolute: optionalNumber,
      relative: optionalNumber,
      kind: z.enum(MARGIN_KINDS),
    }),
  ),
  control: arm,
  treatment: arm,
  covariates: z.array(z.string()),
  /** The arms within each value of the plan's `stratify`; left out: it was compared over all units. */
  strata: z.optional(z.array(z.strictObject({ value: z.string(), control: arm, treatment: arm }))),
  statistic: optionalNumber,
  pValue: z.nullable(share),
  adjustedPValue: z.nullable(share),
  criticalValue: optionalNumber,
  informationFraction: z.nullable(z.number().check(z.minimum(0))),
  alphaSpent: share,
  effect: estimate,
  /** Of the effect's interval. */
  confidence: z.nullable(share),
  /** Per unit, after costs; `null` where the plan has no prices. */
  netEffect: z.nullable(z.strictObject({ ...estimate.shape, confidence: share })),
  /** Whether it is below its bound of futility. */
  futile: z.boolean(),
  outcome: z.enum(OUTCOMES),
});

/** A look at a running test, with the figures that its decision follows from. */
export const lookSchema = z.strictObject({
  schemaVersion: z.literal(2),
  time: z.iso.datetime(),
  tool: z.string(),
  experiment: z.string(),
  tags: z.record(z.string(), z.string()),
  owner: optionalText,
  follows: optionalText,
  /** SHA-256 of what the plan promises. */
  plan: sha256,
  /** Over what the files hold, unzipped. */
  data: sha256,
  /** Over what flags say of how to read them. */
  flags: sha256,
  /** Of the line before, without its end; `null` on the first. */
  previous: z.nullable(sha256),
  look: count,
  repeats: z.boolean(),
  plannedUnits: counts,
  units: counts,
  /** Of each variant, the units that could see no difference and are not among `units`; left out: all could. */
  untriggered: z.exactOptional(z.record(z.string(), z.int().check(z.minimum(0)))),
  /** Units that were seen in two variants, and are in none. */
  unitsInTwoVariants: z.int().check(z.minimum(0)),
  comparisons: z.array(comparison).check(z.minLength(1)),
  decision: z.enum(DECISIONS),
  variant: optionalText,
  reasons: z.array(z.string()),
});

/** What ends an experiment, in the words of whoever ended it; after it there are no looks. */
export const closeSchema = z.strictObject({
  schemaVersion: z.literal(2),
  type: z.literal('close'),
  time: z.iso.datetime(),
  tool: z.string(),
  experiment: z.string(),
  previous: z.nullable(sha256),
  /** What was done. */
  decision: z.enum(DECISIONS),
  variant: optionalText,
  /** What the last look said, where something else was done. */
  overrides: z.nullable(z.enum(DECISIONS)),
  because: optionalText,
  learned: optionalText,
  next: optionalText,
  /** How many units the decision is for. */
  horizonUnits: z.nullable(count),
  /** Which share of the traffic the test had. */
  trafficShare: z.nullable(share),
});

/** A look at a running test, as it is put on record. */
export type JournalLine = z.output<typeof lookSchema>;

/** What a look came to in one comparison, as the journal keeps it. */
export type JournalComparison = JournalLine['comparisons'][number];

/** One variant in a comparison, as the journal keeps it. */
export type JournalArm = JournalComparison['control'];

/** The line that ends a journal. */
export type ClosingLine = z.output<typeof closeSchema>;
