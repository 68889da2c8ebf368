import type { MonitoringMethod } from '../experiment/monitoring/monitoring-plan.js';
import type { Scenario } from '../experiment/simulate/scenario.js';
import type { Alternative } from '../stats/alternative.js';
import type { Correction } from '../stats/multiplicity.js';

/** How often something happened, with an interval that holds the true rate with the report's confidence. */
export interface SimulatedRate {
  count: number;
  rate: number;
  lower: number;
  upper: number;
}

/** How long experiments ran, on average. */
export interface SimulatedDuration {
  /** Over all variants. */
  units: number;
  /** Of the planned units. */
  share: number;
  /** `null` where the daily units are not known. */
  days: number | null;
}

/** What came of a rule. */
export interface SimulatedRule {
  /** Shipping what must not be shipped; `null` where something may be. */
  falseShip: SimulatedRate | null;
  /** Not shipping the treatment that should be; `null` where none should. */
  miss: SimulatedRate | null;
  /** Calling any treatment better or worse than the control in the primary metric, after its price if it has one. */
  rejections: SimulatedRate;
  duration: SimulatedDuration;
}

/** What came of the experiments of one scenario. */
export interface ScenarioReport {
  name: Scenario['name'];
  guardrail: string | null;
  treatment: string | null;
  experiments: number;
  gate: SimulatedRule & {
    decisions: Record<'ship' | 'keep-control' | 'keep-collecting', SimulatedRate>;
  };
  /** Shipping at the first look with p < alpha, on the same draws. */
  naive: SimulatedRule;
}

/** The answer of `simulate`: what `--format json` prints. Rates and shares are 0–1. */
export interface SimulationReport {
  schemaVersion: 1;
  /** The plan's file; `null` where flags gave the plan. */
  plan: string | null;
  /** What units were drawn from, and how many of the control's units that were. */
  source: { from: 'plan' | 'files'; files: string[]; units: number | null };
  design: {
    control: string;
    treatments: string[];
    metric: string;
    alpha: number;
    alternative: Alternative;
    correction: Correction;
    monitoring: MonitoringMethod;
    looks: number;
    plannedUnits: Record<string, number>;
    dailyUnits: number | null;
  };
  seed: number;
  experiments: number;
  /** Of the intervals of all rates. */
  confidence: number;
  scenarios: ScenarioReport[];
  /** What the simulation leaves out of the plan. */
  notes: string[];
}
