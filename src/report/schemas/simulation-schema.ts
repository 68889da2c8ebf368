import * as z from 'zod/mini';
import { SCENARIO_NAMES } from '../../experiment/simulate/scenario.js';
import { belief } from './belief-schema.js';
import {
  alternative,
  correction,
  count,
  futilityRule,
  level,
  monitoringMethod,
  optionalCount,
  optionalNumber,
  optionalText,
  sha256,
  share,
  tool,
} from './json-values.js';

/** How often something happened, with the ends of an interval. */
export const rate = z.strictObject({ count, rate: share, lower: share, upper: share });

/** A mean or a quotient over simulated experiments, with the ends of an interval. */
const simulatedFigure = z.strictObject({
  estimate: z.number(),
  lower: z.number(),
  upper: z.number(),
});

/** What is shipped where true effects are drawn from what earlier tests tell; effects in the metric's unit, positive is better. */
const shipped = z.strictObject({
  /** Of all experiments. */
  ships: rate,
  /** Of what is shipped, what is truly better than the control: 1 − the false-positive risk; `null` where nothing is. */
  better: z.nullable(rate),
  /** Per experiment, whether it ships or not: what is gained in truth, and what the tests of what is shipped measured. */
  true: simulatedFigure,
  measured: simulatedFigure,
  /** The sums of both over all that was shipped. */
  sums: z.strictObject({ true: z.number(), measured: z.number() }),
  /** The second ÷ the first, the winner's curse; `null` where the true sum is not told from 0. */
  exaggeration: z.nullable(simulatedFigure),
});

const rule = {
  /** Shipping what must not be shipped; `null` where something may be. */
  falseShip: z.nullable(rate),
  /** Not shipping the treatment that should be; `null` where none should. */
  miss: z.nullable(rate),
  /** Calling any treatment better or worse than the control in the primary metric, after its price if it has one. */
  rejections: rate,
  /** Only where true effects are drawn from what earlier tests tell. */
  shipped: z.exactOptional(shipped),
  duration: z.strictObject({
    /** Over all variants. */
    units: z.number().check(z.minimum(0)),
    /** Of the planned units. */
    share,
    /** `null` where the daily units are not known. */
    days: z.nullable(z.number().check(z.minimum(0))),
    /** How many experiments ended at each look, of those in `design.lookUnits`. */
    endedAt: z.array(count),
  }),
};

/** What came of the experiments of one scenario. */
export const scenario = z.strictObject({
  name: z.enum(SCENARIO_NAMES),
  guardrail: optionalText,
  treatment: optionalText,
  experiments: count,
  /** What the plan promises of it; `null` where it promises nothing. */
  promised: z.strictObject({
    /** How often at most something is shipped that must not be. */
    falseShip: z.nullable(share),
    /** How often at least the treatment is shipped that should be. */
    ship: z.nullable(share),
  }),
  gate: z.strictObject({
    ...rule,
    /** Keeping the control since a treatment came below its bound of futility, where the plan has such bounds. */
    futile: z.exactOptional(rate),
    decisions: z.strictObject({ ship: rate, 'keep-control': rate, 'keep-collecting': rate }),
  }),
  /** Shipping at the first look with p < alpha, on the same draws. */
  naive: z.strictObject(rule),
});

const design = z.strictObject({
  control: z.string(),
  treatments: z.array(z.string()),
  metric: z.string(),
  alpha: level,
  alternative,
  correction,
  monitoring: monitoringMethod,
  futility: z.exactOptional(futilityRule),
  looks: count,
  /** Over all variants, at each look. */
  lookUnits: z.array(count),
  plannedUnits: z.record(z.string(), count),
  dailyUnits: optionalNumber,
});

/** The answer of `simulate` as a zod schema: the contract of its JSON. */
export const simulationSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Absent where a program of one's own made it by the library. */
  tool: z.exactOptional(tool),
  /** The plan's file; `null` where flags gave the plan. */
  plan: optionalText,
  /** Of what the plan says, whatever its layout and comments; absent without one. */
  planSha256: z.exactOptional(sha256),
  /** What units were drawn from, and how many of the control's units that were. */
  source: z.strictObject({
    from: z.enum(['plan', 'files']),
    files: z.array(z.string()),
    units: optionalCount,
  }),
  design,
  /** What effects are drawn from, where they are; and the level that they are shares of, `null` of absolute ones. */
  prior: z.exactOptional(
    z.strictObject({
      ...belief.def.shape,
      /** The chance that a drawn effect is above 0. */
      better: share,
      level: optionalNumber,
    }),
  ),
  seed: count,
  experiments: count,
  /** Of the intervals of all rates. */
  confidence: share,
  scenarios: z.array(scenario),
  /** What the simulation leaves out of the plan. */
  notes: z.array(z.string()),
});

/** The same as a JSON Schema, for programs in other languages. */
export function simulationJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test simulation',
    description:
      'What perso-test simulate --format json prints. Rates and shares are 0 to 1; null: absent.',
    ...z.toJSONSchema(simulationSchema),
  };
}
