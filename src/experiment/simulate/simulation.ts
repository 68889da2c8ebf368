import { randomStream } from '../../stats/random/random.js';
import type { UnitValues } from '../aggregates.js';
import type { Design } from '../design.js';
import type { UnitsByVariant } from '../monitoring/monitoring.js';
import type { StoppingRule } from '../monitoring/stopping-rule.js';
import type { Atom } from './atoms.js';
import { type ExpectedMetric, plannedPopulation } from './planned-population.js';
import type { Population, Shift } from './population.js';
import { resampledPopulation } from './resampled-population.js';
import type { Scenario } from './scenario.js';
import { shiftedAtoms } from './shifted-atoms.js';
import { type DrawnLook, naiveDesign, simulatedExperiment } from './simulated-experiment.js';
import { simulatedLooks } from './simulated-looks.js';
import { addOutcome, emptyCounts, type SimulationCounts } from './simulation-counts.js';

/** What units are drawn from: what a plan expects of the control, or the control's own units. */
export type UnitSource =
  | { from: 'plan'; metrics: ExpectedMetric[] }
  | { from: 'units'; atoms: Atom[] };

/** Experiments to be simulated; plain data, so that several threads can be told of them. */
export interface Simulation {
  /** For one look at a finished test; every metric says of which kind it is. */
  design: Design;
  monitoring: StoppingRule;
  plannedUnits: UnitsByVariant;
  /** Evenly spaced up to the planned units. */
  looks: number;
  source: UnitSource;
  scenarios: Scenario[];
  /** A whole number in [0, 2⁵³). */
  seed: number;
}

/** A function that simulates a scenario's experiments from one number up to, without, another. */
export type Simulator = (scenario: number, from: number, to: number) => SimulationCounts;

/**
 * The simulator of these experiments. Experiment i of a scenario is the same whichever others are
 * simulated, and whoever does it.
 *
 * @throws {UserError} when an effect is none that the metric can have.
 */
export function simulatorOf(simulation: Simulation): Simulator {
  const { design, scenarios, seed, looks } = simulation;
  const naive = naiveDesign(design);
  const layout = {
    metrics: design.metrics.map(({ name }) => name),
    measures: measuresOf(simulation),
  };
  const drawn = scenarios.map((scenario) => drawnLooks(simulation, scenario));
  return (scenario, from, to) => {
    const tally = emptyCounts(looks);
    for (let i = from; i < to; i += 1) {
      const random = randomStream(seed, [i, scenario]);
      const outcome = simulatedExperiment(drawn[scenario]!, naive, layout, random);
      addOutcome(tally, outcome, scenarios[scenario]!);
    }
    return tally;
  };
}

/**
 * Checks that every scenario can be drawn.
 *
 * @throws {UserError} when an effect is none that the metric can have.
 */
export function checkShifts(simulation: Simulation): void {
  for (const { shifts } of simulation.scenarios) populationOf(simulation, shifts);
}

function drawnLooks(simulation: Simulation, { treatment, shifts }: Scenario): DrawnLook[] {
  const { design, monitoring, plannedUnits, looks } = simulation;
  const none = shifts.map(() => null);
  const arms = [design.control, ...design.treatments].map((variant) => ({
    variant,
    population: populationOf(simulation, variant === treatment ? shifts : none),
  }));
  const all = simulatedLooks(design, monitoring, plannedUnits, looks);
  return all.map((look, i) => ({
    ...look,
    batches: arms.map(({ variant, population }) => {
      const before = i === 0 ? 0 : all[i - 1]!.units.get(variant)!;
      return { variant, batch: population.batchOf(look.units.get(variant)! - before) };
    }),
  }));
}

function populationOf({ source, design }: Simulation, shifts: (Shift | null)[]): Population {
  if (source.from === 'plan') return plannedPopulation(source.metrics, shifts);
  const shifted = shifts.reduce((atoms, shift, index) => {
    const { name, kind } = design.metrics[index]!;
    return shift === null ? atoms : shiftedAtoms(atoms, { name, index, kind: kind! }, shift);
  }, source.atoms);
  return resampledPopulation(shifted);
}

function measuresOf({ source, design }: Simulation): number[] {
  const first: UnitValues | undefined =
    source.from === 'units' ? source.atoms[0]?.values : undefined;
  return design.metrics.map((_, i) => first?.[i]?.length ?? 1);
}
