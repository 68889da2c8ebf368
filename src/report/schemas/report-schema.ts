import * as z from 'zod/mini';
import { STATUSES } from '../../experiment/checks/check.js';
import { OUTCOMES } from '../../experiment/comparison.js';
import { DECISIONS } from '../../experiment/decision/decision-code.js';
import { CHECK_CODES, REASON_CODES } from '../codes.js';
import {
  comparison,
  estimate,
  heterogeneity,
  kind,
  onBothScales,
  trend,
} from './comparison-schema.js';
import { holdout } from './holdout-schema.js';
import { input } from './input-schema.js';
import {
  alternative,
  correction,
  count,
  hypotheses,
  level,
  monitoringMethod,
  optionalCount,
  optionalNumber,
  optionalShare,
  optionalText,
  sha256,
  share,
  tool,
} from './json-values.js';
import { overTime } from './over-time-schema.js';

import { targeting } from './targeting-schema.js';
import { termPair } from './term-schema.js';

const decision = z.enum(DECISIONS);

const design = z.strictObject({
  control: z.string(),
  /** One with all their names, where they are pooled. */
  treatments: z.array(z.string()),
  /** The treatments that are one arm; absent where they are compared one by one. */
  pooled: z.exactOptional(z.array(z.string())),
  alpha: level,
  power: share,
  alternative,
  correction,
  monitoring: monitoringMethod,
  /** The smallest effect worth detecting in the primary metric; `null` where none was given. */
  mde: z.nullable(onBothScales),
});

const plan = z.nullable(
  z.strictObject({
    path: z.string(),
    /** Of what the plan says, whatever its layout and comments. */
    sha256,
    experiment: z.string(),
    hypothesis: optionalText,
    /** Units that each variant is to have in the end. */
    plannedUnits: z.record(z.string(), count),
    dailyUnits: optionalNumber,
  }),
);

const look = z.nullable(
  z.strictObject({
    /** From 1; a repeated look keeps its number. `null` where no journal counts them. */
    number: optionalCount,
    /** Whether the data are those of the look before, so that nothing more is spent. */
    repeated: z.boolean(),
    /** Units over planned units, of the treatment that is furthest behind. */
    informationFraction: share,
    /** Where it is on record; `null` where no journal is kept. */
    journal: optionalText,
    /** The look before. */
    previous: z.nullable(z.strictObject({ number: count, time: z.string(), decision })),
  }),
);

/** The looks that a journal has so far, this one last. */
const looks = z.array(
  z.strictObject({
    number: count,
    time: z.string(),
    decision,
    variant: optionalText,
    comparisons: z.array(
      z.strictObject({
        metric: z.string(),
        kind,
        treatment: z.string(),
        effect: z.strictObject(estimate),
        confidence: optionalShare,
        /** Units over planned units. */
        informationFraction: optionalNumber,
        outcome: z.enum(OUTCOMES),
      }),
    ),
  }),
);

/** The contract of `--format json`, from which the published JSON Schema is made. */
export const reportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool,
  input,
  design,
  hypotheses,
  /** The control first: units that are compared, and their share. */
  variants: z.array(z.strictObject({ name: z.string(), units: count, share })),
  /** Who could see a difference, where a column says so: only these are compared. */
  triggered: z.exactOptional(
    z.strictObject({
      column: z.string(),
      /** Of all units. */
      share,
      /** Units of each variant that could, of how many. */
      variants: z.array(z.strictObject({ name: z.string(), units: count, of: count })),
    }),
  ),
  checks: z.array(
    z.strictObject({
      code: z.enum(CHECK_CODES),
      status: z.enum(STATUSES),
      pValue: z.exactOptional(share),
      message: z.string(),
    }),
  ),
  comparisons: z.array(comparison),
  /** Of treatments with one another, the one named first as the control of the pair; absent unless asked for. */
  pairs: z.exactOptional(z.array(comparison)),
  /** Whether effects differ between segments; empty without segments. */
  heterogeneity: z.array(heterogeneity),
  /** Whether effects grow with the strength of personalization; empty without intensities. */
  trends: z.array(trend),
  /** Rules that give each segment its own variant; absent unless asked for. */
  targetings: z.exactOptional(z.array(targeting)),
  /** How effects go over time; absent unless asked for. */
  overTime: z.exactOptional(overTime),
  /** Short-term metrics beside their long-term form; absent unless a plan names some. */
  longTerms: z.exactOptional(z.array(termPair)),
  /** A held-out group against what journals claim; absent unless asked for. */
  holdouts: z.exactOptional(z.array(holdout)),
  /** What was promised before the data; `null` without a plan. */
  plan,
  /** Which look at a running test this is; `null` outside of `gate`. */
  look,
  /** Absent where no journal is kept. */
  looks: z.exactOptional(looks),
  verdict: z.strictObject({
    decision,
    variant: optionalText,
    /** A code for programs and a sentence for people each. */
    reasons: z.array(z.strictObject({ code: z.enum(REASON_CODES), message: z.string() })),
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
