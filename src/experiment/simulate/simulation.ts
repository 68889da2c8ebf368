import { randomStream } from '../../stats/random/random.js';
import type { UnitValues } from '../aggregates.js';
import type { Design } from '../design.js';
import type { UnitsByVariant } from '../monitoring/monitoring.js';
import type { StoppingRule } from '../monitoring/stopping-rule.js';
import type { Atom } from './atoms.js';
import { type ExpectedMetric, plannedPopulation } from './planned-population.js';
import type { Population, Shift } from './population.js';
import { quietLook } from './quiet-look.js';
import { resampledPopulation } from './resampled-population.js';
import type { Scenario } from './scenario.js';
import { shiftedAtoms } from './shifted-atoms.js';
import {
  type DrawnArms,
  type JudgedLook,
  naiveDesign,
  simulatedExperiment,
} from './simulated-experiment.js';
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
export function simulatorOf(whole: Simulation): Simulator {
  checkShifts(whole);
  const simulation = deciding(whole);
  const { design, monitoring, plannedUnits, scenarios, seed, looks } = simulation;
  const judged = simulatedLooks(design, monitoring, plannedUnits, looks).map(
    (look): JudgedLook => ({ ...look, isQuiet: quietLook(look.design) }),
  );
  const peeking = naiveDesign(design);
  const naive = { design: peeking, isQuiet: quietLook(peeking) };
  const drawn = scenarios.map((scenario) => drawnArms(simulation, scenario, judged));
  return (scenario, from, to) => {
    const tally = emptyCounts(looks);
    for (let i = from; i < to; i += 1) {
      const random = randomStream(seed, [i, scenario]);
      const outcome = simulatedExperiment(judged, naive, drawn[scenario]!, random);
      addOutcome(tally, outcome, scenarios[scenario]!);
    }
    return tally;
  };
}

/** The same of the metrics that decide, the primary one and the guardrails: no other changes what comes of it. */
function deciding({ design, source, scenarios, ...rest }: Simulation): Simulation {
  const ofDeciding = <T>(all: readonly T[]) =>
    all.filter((_, i) => i === 0 || design.metrics[i]!.margin !== null);
  return {
    ...rest,
    design: { ...design, metrics: ofDeciding(design.metrics) },
    source:
      source.from === 'plan'
        ? { ...source, metrics: ofDeciding(source.metrics) }
        : {
            ...source,
            atoms: source.atoms.map(({ values, weight }) => ({
              values: ofDeciding(values),
              weight,
            })),
          },
    scenarios: scenarios.map((one) => ({ ...one, shifts: ofDeciding(one.shifts) })),
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

function drawnArms(
  simulation: Simulation,
  { treatment, shifts }: Scenario,
  looks: readonly JudgedLook[],
): DrawnArms {
  const { design } = simulation;
  const none = shifts.map(() => null);
  const variants = [design.control, ...design.treatments];
  const growing = variants.map((variant) => {
    const units = looks.map((look) => look.units.get(variant)!);
    const added = units.map((count, i) => count - (units[i - 1] ?? 0));
    return populationOf(simulation, variant === treatment ? shifts : none).growing(added);
  });
  const metrics = design.metrics.map(({ name }) => name);
  return { variants, growing, metrics, measures: measuresOf(simulation) };
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
