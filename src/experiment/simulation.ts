import { randomStream } from '../stats/random.js';
import type { Atom, UnitValues } from './atoms.js';
import type { Decision } from './decision.js';
import type { Design } from './design.js';
import type { UnitsByVariant } from './monitoring.js';
import type { MonitoringPlan } from './plan.js';
import { type ExpectedMetric, plannedPopulation } from './planned-population.js';
import type { Population, Shift } from './population.js';
import { resampledPopulation } from './resampled-population.js';
import type { Scenario } from './scenario.js';
import { shiftedAtoms } from './shifted-atoms.js';
import {
  type DrawnLook,
  naiveDesign,
  type Outcome,
  simulatedExperiment,
} from './simulated-experiment.js';
import { simulatedLooks } from './simulated-looks.js';

/** What units are drawn from: what a plan expects of the control, or the control's own units. */
export type UnitSource =
  | { from: 'plan'; metrics: ExpectedMetric[] }
  | { from: 'units'; atoms: Atom[] };

/** Experiments to be simulated; plain data, so that several threads can be told of them. */
export interface Simulation {
  /** For one look at a finished test; every metric says of which kind it is. */
  design: Design;
  monitoring: MonitoringPlan;
  plannedUnits: UnitsByVariant;
  /** Evenly spaced up to the planned units. */
  looks: number;
  source: UnitSource;
  scenarios: Scenario[];
  /** A whole number in [0, 2⁵³). */
  seed: number;
}

/** What came of experiments, in whole numbers, so that tallies add up to the same in any order. */
export interface Tally {
  experiments: number;
  decisions: Record<Exclude<Decision, 'invalid'>, number>;
  /** Experiments that shipped the treatment with the effect. */
  hits: number;
  rejections: number;
  /** How many ended at each look. */
  endedAt: number[];
  naive: { ships: number; hits: number; rejections: number; endedAt: number[] };
}

/** A function that simulates a scenario's experiments from one number up to, without, another. */
export type Simulator = (scenario: number, from: number, to: number) => Tally;

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
    const tally = emptyTally(looks);
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

/** A tally of nothing yet. */
export function emptyTally(looks: number): Tally {
  const endedAt = () => new Array<number>(looks).fill(0);
  return {
    experiments: 0,
    decisions: { ship: 0, 'keep-control': 0, 'keep-collecting': 0 },
    ...{ hits: 0, rejections: 0, endedAt: endedAt() },
    naive: { ships: 0, hits: 0, rejections: 0, endedAt: endedAt() },
  };
}

function addOutcome(tally: Tally, outcome: Outcome, { treatment }: Scenario): void {
  const { gate, naive, rejected, naivelyRejected } = outcome;
  tally.experiments += 1;
  if (gate.decision !== 'invalid') tally.decisions[gate.decision] += 1;
  if (gate.decision === 'ship' && gate.variant === treatment) tally.hits += 1;
  if (rejected) tally.rejections += 1;
  tally.endedAt[gate.look - 1]! += 1;
  if (naive.decision === 'ship') tally.naive.ships += 1;
  if (naive.decision === 'ship' && naive.variant === treatment) tally.naive.hits += 1;
  if (naivelyRejected) tally.naive.rejections += 1;
  tally.naive.endedAt[naive.look - 1]! += 1;
}

/** Two tallies as one. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  const together = (x: readonly number[], y: readonly number[]) => x.map((n, i) => n + y[i]!);
  const decisions = {
    ship: a.decisions.ship + b.decisions.ship,
    'keep-control': a.decisions['keep-control'] + b.decisions['keep-control'],
    'keep-collecting': a.decisions['keep-collecting'] + b.decisions['keep-collecting'],
  };
  return {
    experiments: a.experiments + b.experiments,
    decisions,
    hits: a.hits + b.hits,
    rejections: a.rejections + b.rejections,
    endedAt: together(a.endedAt, b.endedAt),
    naive: {
      ships: a.naive.ships + b.naive.ships,
      hits: a.naive.hits + b.naive.hits,
      rejections: a.naive.rejections + b.naive.rejections,
      endedAt: together(a.naive.endedAt, b.naive.endedAt),
    },
  };
}
