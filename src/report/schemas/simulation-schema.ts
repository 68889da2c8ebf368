import * as z from 'zod/mini';
import type { SimulationReport } from '../simulation-report.js';
import {
  alternative,
  correction,
  count,
  monitoringMethod,
  optionalCount,
  optionalNumber,
  optionalText,
  share,
} from './json-values.js';

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
  guardrail: optionalText,
  treatment: optionalText,
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
  alternative,
  correction,
  monitoring: monitoringMethod,
  looks: count,
  plannedUnits: z.record(z.string(), count),
  dailyUnits: optionalNumber,
});

/** The answer of `simulate` as a zod schema: the contract of its JSON. */
export const simulationSchema = z.strictObject({
  schemaVersion: z.literal(1),
  plan: optionalText,
  source: z.strictObject({
    from: z.enum(['plan', 'files']),
    files: z.array(z.string()),
    units: optionalCount,
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
