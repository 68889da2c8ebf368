import type * as z from 'zod/mini';
import type { rate, scenario, simulationSchema } from './schemas/simulation-schema.js';

/** The answer of `simulate`: what `--format json` prints. Rates and shares are 0–1. */
export type SimulationReport = z.output<typeof simulationSchema>;

/** How often something happened, with an interval that holds the true rate with the report's confidence. */
export type SimulatedRate = z.output<typeof rate>;

/** What came of the experiments of one scenario. */
export type ScenarioReport = z.output<typeof scenario>;

/** What came of a rule. */
export type SimulatedRule = ScenarioReport['naive'];

/** How long experiments ran, on average. */
export type SimulatedDuration = SimulatedRule['duration'];

/** What is shipped where true effects are drawn from what earlier tests tell. */
export type ShippedReport = NonNullable<SimulatedRule['shipped']>;
