import { sum } from 'simple-statistics';
import type { BeliefOnFile } from '../experiment/effect-belief.js';
import type { Scenario } from '../experiment/simulate/scenario.js';
import { unitsByLook } from '../experiment/simulate/simulated-looks.js';
import { primaryLevel, type Simulation } from '../experiment/simulate/simulation.js';
import type { SimulationCounts } from '../experiment/simulate/simulation-counts.js';
import type { PlannedDecision } from '../experiment/size/planned-decision.js';
import { priorTails } from '../stats/value/effect-prior.js';
import { beliefReport } from './belief-report.js';
import { shippedReport, simulatedRate } from './shipped-report.js';
import { promiseOf } from './simulation-promise.js';
import type {
  ScenarioReport,
  SimulatedDuration,
  SimulatedRate,
  SimulationReport,
} from './simulation-report.js';

/** Of the intervals of the simulated rates: usual, and no decision turns on it. */
const CONFIDENCE = 0.95;

/** What a simulation was asked, beside what it is made of. */
export type SimulationAsked = Pick<
  SimulationReport,
  'plan' | 'source' | 'experiments' | 'notes'
> & {
  dailyUnits: number | null;
  /** Of what the plan says, where there is one. */
  planSha256?: string;
  /** How surely each treatment ships that has the effect, as `plannedDecisions` has it; `null`: not known. */
  decisions?: readonly PlannedDecision[] | null;
  /** What the scenario "believed" is drawn from; `null`: there is none. */
  belief?: BeliefOnFile | null;
};

/**
 * The report of a simulation, from the tally of each of its scenarios.
 * @example
 * const design = {
 *   ...DEFAULTS, control: 'generic', treatments: ['personalized'],
 *   metrics: [{
 *     name: 'revenue', kind: 'mean', quantile: null, mde: null, lowerIsBetter: false, covariates: [], margin: null,
 *   }],
 *   allocation: null, intensity: null, money: null, bayes: false, prior: 'flat', stratify: null, pooled: false,
 *   allPairs: false, poolBelow: 0, monitoring: null,
 *   tests: { proportion: null, mean: null, ratio: null, quantile: null },
 * } satisfies Design;
 * const simulation = {
 *   design, monitoring: { method: 'fixed' }, plannedUnits: new Map([['generic', 500], ['personalized', 500]]),
 *   looks: 1, source: { from: 'plan', metrics: [{ name: 'revenue', baseline: { mean: 10, sd: 5 } }] },
 *   scenarios: scenariosOf(design), seed: 2026,
 * } satisfies Simulation;
 * const simulate = simulatorOf(simulation);
 * const tallies = simulation.scenarios.map((_, scenario) => simulate(scenario, 0, 500));
 * const report = buildSimulation(simulation, tallies, {
 *   plan: null, source: { from: 'plan', files: [], units: null }, experiments: 500, notes: [], dailyUnits: null,
 * });
 * const [nothing] = report.scenarios;
 * // How often what does nothing is shipped: promised, and with what chance makes of 500 experiments.
 * nothing?.promised.falseShip; // => 0.025
 * (nothing?.gate.falseShip?.lower ?? 1) < 0.025; // => true
 */
export function buildSimulation(
  simulation: Simulation,
  tallies: readonly SimulationCounts[],
  {
    plan,
    source,
    experiments,
    notes,
    dailyUnits,
    decisions = null,
    planSha256,
    belief = null,
  }: SimulationAsked,
): SimulationReport {
  const { design, monitoring, plannedUnits, looks, seed, scenarios } = simulation;
  const { control, treatments, alpha, alternative, correction } = design;
  const futility = monitoring.method === 'group-sequential' ? (monitoring.futility ?? null) : null;
  const units = lookUnits(simulation);
  const known = { units, dailyUnits, withFutility: futility !== null };
  return {
    schemaVersion: 1,
    plan,
    ...(planSha256 === undefined ? {} : { planSha256 }),
    source,
    design: {
      control,
      treatments,
      metric: design.metrics[0]!.name,
      alpha,
      alternative,
      correction,
      monitoring: monitoring.method,
      ...(futility === null ? {} : { futility }),
      looks,
      lookUnits: units,
      plannedUnits: Object.fromEntries(plannedUnits),
      dailyUnits,
    },
    ...(belief === null ? {} : { prior: priorReport(belief, simulation) }),
    seed,
    experiments,
    confidence: CONFIDENCE,
    scenarios: scenarios.map((scenario, i) => {
      const promised = promiseOf(scenario, design, decisions);
      return scenarioReport(scenario, tallies[i]!, { ...known, promised });
    }),
    notes,
  };
}

function priorReport(
  belief: BeliefOnFile,
  simulation: Simulation,
): NonNullable<SimulationReport['prior']> {
  return {
    ...beliefReport(belief),
    better: priorTails(belief.prior, 0).upper,
    level: belief.effect === 'absolute' ? null : primaryLevel(simulation),
  };
}

/** Units over all variants at each look. */
function lookUnits({ plannedUnits, looks }: Simulation): number[] {
  return unitsByLook(plannedUnits, looks).map((units) => sum([...units.values()]));
}

/** What is known of a scenario, beside what came of it. */
interface Reported {
  /** Over all variants at each look. */
  units: readonly number[];
  dailyUnits: number | null;
  /** Whether the plan gives up what shows nothing. */
  withFutility: boolean;
  /** Of this scenario. */
  promised: ScenarioReport['promised'];
}

function scenarioReport(
  { name, guardrail, treatment }: Scenario,
  { experiments, decisions, hits, rejections, futile, endedAt, naive, worth }: SimulationCounts,
  { units, dailyUnits, withFutility, promised }: Reported,
): ScenarioReport {
  const rate = (count: number) => rateOf(count, experiments);
  // Whatever is shipped is wrong where nothing works, or where a guardrail is at its margin.
  const ships = (shipped: number, found: number) => ({
    falseShip: name === 'mde' || name === 'believed' ? null : rate(shipped),
    miss: name === 'mde' ? rate(experiments - found) : null,
  });
  return {
    name,
    guardrail,
    treatment,
    experiments,
    promised,
    gate: {
      ...ships(decisions.ship, hits),
      decisions: {
        ship: rate(decisions.ship),
        'keep-control': rate(decisions['keep-control']),
        'keep-collecting': rate(decisions['keep-collecting']),
      },
      rejections: rate(rejections),
      ...(worth === null
        ? {}
        : { shipped: shippedReport(decisions.ship, worth.gate, experiments, CONFIDENCE) }),
      ...(withFutility ? { futile: rate(futile) } : {}),
      duration: durationOf(endedAt, units, dailyUnits),
    },
    naive: {
      ...ships(naive.ships, naive.hits),
      rejections: rate(naive.rejections),
      ...(worth === null
        ? {}
        : { shipped: shippedReport(naive.ships, worth.naive, experiments, CONFIDENCE) }),
      duration: durationOf(naive.endedAt, units, dailyUnits),
    },
  };
}

function rateOf(count: number, of: number): SimulatedRate {
  return simulatedRate(count, of, CONFIDENCE);
}

function durationOf(
  endedAt: readonly number[],
  unitsAt: readonly number[],
  dailyUnits: number | null,
): SimulatedDuration {
  const ended = sum(endedAt);
  const units = sum(endedAt.map((count, look) => count * unitsAt[look]!)) / ended;
  return {
    units,
    share: units / unitsAt.at(-1)!,
    days: dailyUnits === null ? null : units / dailyUnits,
    endedAt: [...endedAt],
  };
}
