import * as z from 'zod/mini';
import type { SimulationReport } from './simulation-report.js';

const share = z.number().check(z.minimum(0), z.maximum(1));
const count = z.int().check(z.minimum(0));

const rate = z.strictObject({ count, rate: share, lower: share, upper: share });

const rule = {
  falseShip: z.nullable(rate),
  miss: z.nullable(rate),
  rejections: rate,
  duration: z.strictObject({
    units: z.number().check(z.minimum(0)),
    share,
    days: z.nullable(z.number().check(z.minimum(0))),
  }),
};

const scenario = z.strictObject({
  name: z.enum(['no-effect', 'mde', 'at-margin']),
  guardrail: z.nullable(z.string()),
  treatment: z.nullable(z.string()),
  experiments: count,
  gate: z.strictObject({
    ...rule,
    decisions: z.strictObject({ ship: rate, 'keep-control': rate, 'keep-collecting': rate }),
  }),
  naive: z.strictObject(rule),
});

const design = z.strictObject({
  control: z.string(),
  treatments: z.array(z.string()),
  metric: z.string(),
  alpha: share,
  alternative: z.enum(['two-sided', 'greater', 'less']),
  correction: z.enum(['holm', 'bonferroni', 'hochberg', 'bh', 'none']),
  monitoring: z.enum(['fixed', 'always-valid', 'group-sequential']),
  looks: count,
  plannedUnits: z.record(z.string(), count),
  dailyUnits: z.nullable(z.number()),
});

/** The answer of `simulate` as a zod schema: the contract of its JSON. */
export const simulationSchema = z.strictObject({
  schemaVersion: z.literal(1),
  plan: z.nullable(z.string()),
  source: z.strictObject({
    from: z.enum(['plan', 'files']),
    files: z.array(z.string()),
    units: z.nullable(count),
  }),
  design,
  seed: count,
  experiments: count,
  confidence: share,
  scenarios: z.array(scenario),
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

type Written = z.output<typeof simulationSchema>;

/** Fails to compile where the schema and the type have come apart, in either direction. */
export type SchemaIsSimulation = [
  Written extends SimulationReport ? true : never,
  SimulationReport extends Written ? true : never,
];
