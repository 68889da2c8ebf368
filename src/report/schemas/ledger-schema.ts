import * as z from 'zod/mini';
import { OUTCOMES } from '../../experiment/comparison.js';
import { DECISIONS } from '../../experiment/decision/decision-code.js';
import { METRIC_KINDS } from '../../experiment/metric-kind.js';
import { EXPERIMENT_STATES } from '../../programme/experiment-on-record.js';
import {
  count,
  optionalCount,
  optionalNumber,
  optionalShare,
  optionalText,
  role,
  sha256,
  tool,
} from './json-values.js';

const estimate = z.strictObject({
  estimate: z.number(),
  lower: optionalNumber,
  upper: optionalNumber,
});

/** What one treatment did to one metric, by the last look at new data. */
const effect = z.strictObject({
  metric: z.string(),
  /** `null` where a journal of version 1 has no plan; so `direction`. */
  kind: z.nullable(z.enum(METRIC_KINDS)),
  role,
  /** Which change is an improvement. */
  direction: z.nullable(z.enum(['increase', 'decrease'])),
  control: optionalText,
  treatment: z.string(),
  /** Of both arms together. */
  units: optionalCount,
  /** Treatment − control, in the metric's unit, with the interval that the look put on record. */
  effect: estimate,
  /** Of that interval. */
  confidence: optionalShare,
  /** Of one look, whatever the interval is; `null` where it cannot be worked out. */
  standardError: optionalNumber,
  /** Effect ÷ control, with its standard error by the delta method. */
  lift: z.nullable(z.strictObject({ estimate: z.number(), standardError: z.number() })),
  pValue: optionalShare,
  outcome: z.nullable(z.enum(OUTCOMES)),
  /** Whether its test rejects, either way: of a guardrail that at its margin. */
  significant: z.nullable(z.boolean()),
  /** Whether this treatment is what was shipped. */
  shipped: z.boolean(),
  /** Value × effect − cost, per unit; `null` where the plan has no prices. */
  netEffect: z.nullable(z.strictObject({ ...estimate.shape, confidence: z.number() })),
  /** The same over the units that the experiment was closed for; at the confidence of the net effect. */
  horizonNet: z.nullable(estimate),
});

const decision = z.strictObject({ decision: z.enum(DECISIONS), variant: optionalText });

/** One experiment of the ledger. */
export const experiment = z.strictObject({
  experiment: z.string(),
  journal: z.string(),
  /** How many of the listed experiments it builds on, one after the other. */
  depth: count,
  owner: optionalText,
  tags: z.record(z.string(), z.string()),
  follows: optionalText,
  plan: z.nullable(
    z.strictObject({
      path: z.string(),
      sha256,
      /** Whether it promises what the first look was judged by. */
      ofFirstLook: z.boolean(),
    }),
  ),
  state: z.enum(EXPERIMENT_STATES),
  /** What the gate said at its last look at new data, or the report of a test without one, with the codes of its reasons. */
  verdict: z.nullable(z.strictObject({ ...decision.shape, reasons: z.array(z.string()) })),
  /** Whether that is of a report, there being no gate. */
  byReport: z.boolean(),
  /** What was done, once it was closed. */
  done: z.nullable(
    z.strictObject({
      ...decision.shape,
      time: z.string(),
      /** What the gate said, where something else was done. */
      overrides: z.nullable(z.enum(DECISIONS)),
      because: optionalText,
      learned: optionalText,
      next: optionalText,
      horizonUnits: optionalCount,
      trafficShare: optionalShare,
    }),
  ),
  /** At new data. */
  looks: count,
  firstTime: z.string(),
  lastTime: z.string(),
  /** From the first look to the last. */
  days: count,
  /** Over all variants. */
  units: optionalCount,
  /** Of every metric and treatment, or of the metric that was asked for; the primary ones first. */
  effects: z.array(effect),
});

/** What is to be told of the journals beside their experiments. */
export const note = z.union([
  z.strictObject({
    code: z.literal('SAME_EXPERIMENT'),
    experiment: z.string(),
    journals: z.array(z.string()),
  }),
  z.strictObject({
    code: z.literal('COPIED_JOURNAL'),
    journal: z.string(),
    original: z.string(),
  }),
  z.strictObject({ code: z.literal('EMPTY_JOURNAL'), journal: z.string() }),
  z.strictObject({ code: z.literal('NO_JOURNAL'), files: count, example: z.string() }),
  z.strictObject({ code: z.literal('NO_PLAN'), experiments: z.array(z.string()) }),
  z.strictObject({ code: z.literal('OTHER_PLAN'), experiments: z.array(z.string()) }),
]);

/** The answer of `ledger` as a zod schema: the contract of its JSON. */
export const ledgerSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool,
  /** What was asked of how many experiments. */
  ledger: z.strictObject({
    experiments: count,
    metric: optionalText,
    where: z.array(z.string()),
    /** How many are not listed, since they are not so or do not have that metric. */
    leftOut: count,
  }),
  /** Of the listed experiments. */
  counts: z.strictObject({
    running: count,
    decided: count,
    closed: count,
    /** Of those that are decided or closed. */
    shipped: count,
    keptControl: count,
    invalid: count,
    /** Closed otherwise than the gate said. */
    overridden: count,
    /** Closed with something learned. */
    learned: count,
  }),
  /** By the time of their first line, each followed by those that build on it. */
  experiments: z.array(experiment),
  notes: z.array(note),
});

/** The same as a JSON Schema, for programs in other languages. */
export function ledgerJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test ledger',
    description: 'What perso-test ledger --format json prints. Shares are 0 to 1; null: absent.',
    ...z.toJSONSchema(ledgerSchema),
  };
}
