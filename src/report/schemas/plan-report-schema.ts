import * as z from 'zod/mini';
import { EFFECT_SCALES } from '../../experiment/design.js';
import { METRIC_KINDS } from '../../experiment/metric-kind.js';
import { MISSING_FOR_SIZE } from '../../experiment/size/planned-units.js';
import { DIRECTIONS } from '../../stats/margin/margin.js';
import { earlier } from './earlier-schema.js';
import {
  alternative,
  correction,
  count,
  futilityRule,
  hypotheses,
  level,
  marginKind,
  optionalCount,
  optionalNumber,
  optionalText,
  requiredUnits,
  role,
  sha256,
  share,
  spending,
  testPowers,
  tool,
} from './json-values.js';
import { heldPolicySchema } from './rules-report-schema.js';

const effectSize = z.strictObject({
  scale: z.enum(EFFECT_SCALES),
  size: z.number(),
});

const monitoring = z.union([
  z.strictObject({ method: z.literal('fixed') }),
  z.strictObject({ method: z.literal('always-valid') }),
  z.strictObject({
    method: z.literal('group-sequential'),
    spending,
    looks: count,
    futility: z.exactOptional(z.nullable(futilityRule)),
  }),
]);

const metric = z.strictObject({
  name: z.string(),
  column: z.string(),
  kind: z.nullable(z.enum(METRIC_KINDS)),
  role,
  /** Which change is an improvement; `null` for equivalence, where none is. */
  direction: z.nullable(z.enum(DIRECTIONS)),
  mde: z.nullable(effectSize),
  margin: z.nullable(z.strictObject({ kind: marginKind, size: effectSize })),
  value: optionalNumber,
  /** The first one; all of them stand in `covariates` where there are several. */
  covariate: optionalText,
  covariates: z.optional(z.array(z.string())),
  baseline: z.nullable(
    z.union([
      z.strictObject({ rate: share }),
      z.strictObject({ mean: z.number(), sd: z.number() }),
    ]),
  ),
  /** The outcome that it foretells, and whether a treatment may ship by it; absent where it is measured. */
  surrogate: z.exactOptional(z.strictObject({ for: z.string(), mayShip: z.boolean() })),
  /** The metric of the plan whose long-term form it is; absent where it stands for itself. */
  longTermOf: z.exactOptional(z.string()),
  /** What its size takes, `treatment` being the one with the smallest share; `null`: the plan cannot tell. */
  required: z.nullable(requiredUnits),
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
    /** What kind of experiment it is, by the plan's own words; empty where it says nothing. */
    tags: z.record(z.string(), z.string()),
    owner: optionalText,
    follows: optionalText,
  }),
  design: z.strictObject({
    control: z.string(),
    treatments: z.array(z.string()),
    alpha: level,
    power: share,
    alternative,
    correction,
    segments: z.array(z.string()),
    /** The column that says which units could see a difference: only they are compared and counted. */
    triggered: z.exactOptional(z.string()),
    /** Of each comparison, after the correction, at its strictest. */
    alphaPerComparison: level,
    monitoring,
  }),
  /** Of each metric, the primary one first. */
  hypotheses,
  metrics: z.array(metric),
  /** The control first. */
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
      /** Whether the plan says it, or it follows from the baseline and the MDE. */
      basis: z.enum(['given', 'computed']),
      control: count,
      /** Of the treatment with the smallest share. */
      treatment: count,
      total: count,
      dailyUnits: optionalNumber,
      durationDays: optionalCount,
      /**
       * How surely each treatment ships with that size that has the primary metric's MDE and is else like
       * the control; `null` where too little is expected of the control to tell.
       */
      decisions: z.nullable(
        z.array(
          z.strictObject({
            treatment: z.string(),
            /** Whatever the metrics have in common. */
            atLeast: share,
            /** Where they have nothing in common. */
            independent: share,
            /** The metric that is surest to be missed. */
            mostDemanding: z.string(),
            metrics: testPowers,
            /** Guardrails of which too little is expected to count them in. */
            uncounted: z.array(z.string()),
          }),
        ),
      ),
      /**
       * Of a primary rate with so few events, or in arms so unequal, that no normal approximation is right: the
       * power of the test that will judge it, and where that is less than the plan's, about which units have that.
       */
      counted: z.optional(
        z.strictObject({
          judge: z.enum(['exact-test', 'sequence']),
          /** `null` of a test that is looked at while it runs. */
          power: z.nullable(share),
          sampleSize: z.nullable(
            z.strictObject({ control: count, treatment: count, total: count }),
          ),
        }),
      ),
    }),
  ),
  /** What the plan lacks to be sized; empty where it is. */
  missing: z.array(z.enum(MISSING_FOR_SIZE)),
  /** Expected looks; `null`: any number, at any time. */
  looks: z.nullable(
    z.array(
      z.strictObject({
        number: count,
        informationFraction: share,
        units: optionalCount,
        alphaSpent: share,
        /** When the test may be given up there, where the plan has bounds of futility; `null`: this look has none. */
        futility: z.exactOptional(
          z.nullable(
            z.strictObject({
              /** z below which, in the direction that is hoped for. */
              statistic: z.number(),
              /** About the effect that has it, in the metric's unit; `null` where the plan cannot tell. */
              effect: optionalNumber,
            }),
          ),
        ),
      }),
    ),
  ),
  /** What earlier tests tell, where a ledger was named. */
  earlier: z.exactOptional(earlier),
  /**
   * What z of each comparison of the primary metric must exceed when so much of the plan is there: at the expected
   * looks, or where any number is granted at even points of the plan.
   */
  boundary: z.array(
    z.strictObject({
      informationFraction: share,
      /** Over all variants. */
      units: optionalCount,
      /** Of either sign where the test is two-sided; `null` where nothing may be rejected yet. */
      statistic: optionalNumber,
      /** About how far from its null an effect is then, in the metric's unit; `null` where the plan cannot tell. */
      distance: optionalNumber,
    }),
  ),
  /**
   * How surely the primary metric finds effects of each size at the planned size, or where it is priced shows that they
   * pay, in the treatment in which that is least sure; `null` where the plan cannot tell.
   */
  detection: z.nullable(
    z.strictObject({
      treatment: z.string(),
      /** The smallest effect, signed, that is found with the plan's power; `null` where none is. */
      detectable: z.nullable(z.strictObject({ absolute: z.number(), relative: optionalNumber })),
      /** In the metric's unit, smallest first. */
      curve: z.array(z.strictObject({ effect: z.number(), power: share })),
    }),
  ),
  /** What decides, as sentences. */
  rules: z.strictObject({
    ship: z.string(),
    keepControl: z.string(),
    keepCollecting: z.string(),
    invalid: z.string(),
  }),
  /** The project's rules that it was held against; absent where there are none. */
  policy: z.exactOptional(heldPolicySchema),
});

/** The same as a JSON Schema, for programs in other languages. */
export function planReportJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test plan report',
    description: 'What perso-test plan --format json prints. Shares are 0 to 1; null: absent.',
    ...z.toJSONSchema(planReportSchema),
  };
}
