import { type Random, randomStream } from '../../stats/random/random.js';
import type { UnitValues } from '../aggregates.js';
import type { Design } from '../design.js';
import { type EffectBelief, signOf } from '../effect-belief.js';
import type { UnitsByVariant } from '../monitoring/monitoring.js';
import type { StoppingRule } from '../monitoring/stopping-rule.js';
import { type Atom, meanOf } from './atoms.js';
import { drawnEffect } from './believed-effects.js';
import { type ExpectedMetric, plannedPopulation } from './planned-population.js';
import type { GrowingArm, Population, Shift } from './population.js';
import { quietLook } from './quiet-look.js';
import { resampledPopulation } from './resampled-population.js';
import { believedScenario, type Scenario } from './scenario.js';
import { shiftedAtoms } from './shifted-atoms.js';
import {
  type DrawnArms,
  type JudgedLook,
  naiveDesign,
  type Peeking,
  simulatedExperiment,
} from './simulated-experiment.js';
import { simulatedLooks } from './simulated-looks.js';
import { addOutcome, addWorth, emptyCounts, type SimulationCounts } from './simulation-counts.js';

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
  /** What effects of the scenario "believed" are drawn from; left out where there is none. */
  belief?: EffectBelief;
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
 * @example
 * // How often a test of 500 units an arm ships where there is nothing to ship: at most 2.5 %, and what chance adds.
 * const design = {
 *   ...DEFAULTS, control: 'generic', treatments: ['personalized'],
 *   metrics: [{
 *     name: 'revenue', kind: 'mean', quantile: null, mde: null, lowerIsBetter: false, covariates: [], margin: null,
 *   }],
 *   allocation: null, intensity: null, money: null, bayes: false, prior: 'flat', stratify: null, pooled: false,
 *   allPairs: false, poolBelow: 0, monitoring: null,
 *   tests: { proportion: null, mean: null, ratio: null, quantile: null },
 * } satisfies Design;
 * const simulate = simulatorOf({
 *   design, monitoring: { method: 'fixed' }, plannedUnits: new Map([['generic', 500], ['personalized', 500]]),
 *   looks: 1, source: { from: 'plan', metrics: [{ name: 'revenue', baseline: { mean: 10, sd: 5 } }] },
 *   scenarios: scenariosOf(design), seed: 2026,
 * });
 * const { experiments, decisions } = simulate(0, 0, 2_000);
 * experiments; // => 2000
 * // Four standard errors above 2.5 %.
 * decisions.ship / experiments < 0.039; // => true
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
  const played = scenarios.map((scenario): Played => {
    if (scenario.name === 'believed') return believedExperiments(simulation, judged, naive);
    const arms = drawnArms(simulation, scenario, judged);
    return (random, tally) =>
      addOutcome(tally, simulatedExperiment(judged, naive, arms, random), scenario);
  });
  return (scenario, from, to) => {
    const tally = emptyCounts(looks);
    for (let i = from; i < to; i += 1) played[scenario]!(randomStream(seed, [i, scenario]), tally);
    return tally;
  };
}

/** Plays an experiment, and adds what came of it. */
type Played = (random: Random, tally: SimulationCounts) => void;

/** Experiments in each of which every treatment has an effect of its own, drawn first. */
function believedExperiments(
  simulation: Simulation,
  looks: readonly JudgedLook[],
  naive: Peeking,
): Played {
  const { design, belief } = simulation;
  const scenario = believedScenario(design);
  const { growing, ...arms } = drawnArms(simulation, scenario, looks);
  const control = { level: primaryLevel(simulation), kind: design.metrics[0]!.kind };
  const sign = signOf(belief!);
  return (random, tally) => {
    const truths = design.treatments.map(() => drawnEffect(belief!, control, random));
    const own = truths.map(({ shift }, i) =>
      grown(simulation, [shift, ...scenario.shifts.slice(1)], design.treatments[i]!, looks),
    );
    const drawn = { ...arms, growing: [growing[0]!, ...own] };
    const outcome = simulatedExperiment(looks, naive, drawn, random);
    addOutcome(tally, outcome, scenario);
    const gains = new Map(truths.map(({ gain }, i) => [design.treatments[i]!, gain]));
    addWorth(tally, outcome, { gains, sign });
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
  const growing = variants.map((variant) =>
    grown(simulation, variant === treatment ? shifts : none, variant, looks),
  );
  const metrics = design.metrics.map(({ name }) => name);
  return { variants, growing, metrics, measures: measuresOf(simulation) };
}

/** An arm with these effects, which grows as the looks have its variant. */
function grown(
  simulation: Simulation,
  shifts: (Shift | null)[],
  variant: string,
  looks: readonly JudgedLook[],
): GrowingArm {
  const units = looks.map((look) => look.units.get(variant)!);
  const added = units.map((count, i) => count - (units[i - 1] ?? 0));
  return populationOf(simulation, shifts).growing(added);
}

function populationOf({ source, design }: Simulation, shifts: (Shift | null)[]): Population {
  if (source.from === 'plan') return plannedPopulation(source.metrics, shifts);
  const shifted = shifts.reduce((atoms, shift, index) => {
    const { name, kind } = design.metrics[index]!;
    return shift === null ? atoms : shiftedAtoms(atoms, { name, index, kind: kind! }, shift);
  }, source.atoms);
  return resampledPopulation(shifted);
}

/** What the control is expected at in the primary metric: a rate, a mean, or a ratio of means. */
export function primaryLevel({ source, design }: Pick<Simulation, 'source' | 'design'>): number {
  if (source.from === 'plan') {
    const { baseline } = source.metrics[0]!;
    return 'rate' in baseline ? baseline.rate : baseline.mean;
  }
  const level = meanOf(source.atoms, 0, 0);
  return design.metrics[0]!.kind === 'ratio' ? level / meanOf(source.atoms, 0, 1) : level;
}

function measuresOf({ source, design }: Simulation): number[] {
  const first: UnitValues | undefined =
    source.from === 'units' ? source.atoms[0]?.values : undefined;
  return design.metrics.map((_, i) => first?.[i]?.length ?? 1);
}
