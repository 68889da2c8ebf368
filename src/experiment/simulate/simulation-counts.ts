import type { DecisionCode } from '../decision/decision-code.js';
import type { Scenario } from './scenario.js';
import type { Ending, SimulatedOutcome } from './simulated-experiment.js';

/** What came of experiments, but for `worth` in whole numbers, so that tallies add up to the same in any order. */
export interface SimulationCounts {
  experiments: number;
  decisions: Record<Exclude<DecisionCode, 'invalid'>, number>;
  /** Experiments that shipped the treatment with the effect. */
  hits: number;
  rejections: number;
  /** Experiments that were stopped for futility. */
  futile: number;
  /** How many ended at each look. */
  endedAt: number[];
  naive: { ships: number; hits: number; rejections: number; endedAt: number[] };
  /** Where effects were drawn from what is believed; else `null`. */
  worth: { gate: ShippedSums; naive: ShippedSums } | null;
}

/**
 * What was shipped, in the direction that is better and in the metric's unit. These are no whole numbers: equal tallies
 * come of equal ones that are merged in one order.
 */
export interface ShippedSums {
  /** Experiments that shipped what is truly better. */
  better: number;
  /** Sums over what was shipped of its true and of its measured effect, and of their squares and product. */
  true: number;
  measured: number;
  trueSquares: number;
  measuredSquares: number;
  products: number;
}

/** A tally of nothing yet. */
export function emptyCounts(looks: number): SimulationCounts {
  const endedAt = () => new Array<number>(looks).fill(0);
  return {
    experiments: 0,
    decisions: { ship: 0, 'keep-control': 0, 'keep-collecting': 0 },
    hits: 0,
    rejections: 0,
    futile: 0,
    endedAt: endedAt(),
    naive: { ships: 0, hits: 0, rejections: 0, endedAt: endedAt() },
    worth: null,
  };
}

/** The effects of an experiment that were drawn, by treatment, and the sign of what is better. */
export interface DrawnTruth {
  gains: ReadonlyMap<string, number>;
  sign: 1 | -1;
}

/** Adds what was shipped in one experiment whose true effects are known, in place. */
export function addWorth(
  tally: SimulationCounts,
  { gate, naive }: SimulatedOutcome,
  truth: DrawnTruth,
): void {
  tally.worth ??= { gate: nothingShipped(), naive: nothingShipped() };
  addShipped(tally.worth.gate, gate, truth);
  addShipped(tally.worth.naive, naive, truth);
}

function nothingShipped(): ShippedSums {
  return { better: 0, true: 0, measured: 0, trueSquares: 0, measuredSquares: 0, products: 0 };
}

function addShipped(sums: ShippedSums, ending: Ending, { gains, sign }: DrawnTruth): void {
  if (ending.decision !== 'ship') return;
  const gain = gains.get(ending.variant!)!;
  const measured = sign * ending.measured;
  if (gain > 0) sums.better += 1;
  sums.true += gain;
  sums.measured += measured;
  sums.trueSquares += gain * gain;
  sums.measuredSquares += measured * measured;
  sums.products += gain * measured;
}

/** Adds what came of one experiment, in place. */
export function addOutcome(
  tally: SimulationCounts,
  outcome: SimulatedOutcome,
  { treatment }: Scenario,
): void {
  const { gate, naive, rejected, naivelyRejected } = outcome;
  tally.experiments += 1;
  if (gate.decision !== 'invalid') tally.decisions[gate.decision] += 1;
  if (gate.decision === 'ship' && gate.variant === treatment) tally.hits += 1;
  if (rejected) tally.rejections += 1;
  if (gate.futile) tally.futile += 1;
  tally.endedAt[gate.look - 1]! += 1;
  if (naive.decision === 'ship') tally.naive.ships += 1;
  if (naive.decision === 'ship' && naive.variant === treatment) tally.naive.hits += 1;
  if (naivelyRejected) tally.naive.rejections += 1;
  tally.naive.endedAt[naive.look - 1]! += 1;
}

/**
 * Two tallies as one.
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
 * const simulate = simulatorOf({
 *   design, monitoring: { method: 'fixed' }, plannedUnits: new Map([['generic', 500], ['personalized', 500]]),
 *   looks: 1, source: { from: 'plan', metrics: [{ name: 'revenue', baseline: { mean: 10, sd: 5 } }] },
 *   scenarios: scenariosOf(design), seed: 2026,
 * });
 * // Two threads come to what one would.
 * const merged = mergeCounts(simulate(0, 0, 300), simulate(0, 300, 500));
 * merged.experiments; // => 500
 * merged.decisions.ship === simulate(0, 0, 500).decisions.ship; // => true
 */
export function mergeCounts(a: SimulationCounts, b: SimulationCounts): SimulationCounts {
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
    futile: a.futile + b.futile,
    endedAt: together(a.endedAt, b.endedAt),
    naive: {
      ships: a.naive.ships + b.naive.ships,
      hits: a.naive.hits + b.naive.hits,
      rejections: a.naive.rejections + b.naive.rejections,
      endedAt: together(a.naive.endedAt, b.naive.endedAt),
    },
    worth: mergeWorth(a.worth, b.worth),
  };
}

function mergeWorth(
  a: SimulationCounts['worth'],
  b: SimulationCounts['worth'],
): SimulationCounts['worth'] {
  if (a === null || b === null) return a ?? b;
  return { gate: mergeShipped(a.gate, b.gate), naive: mergeShipped(a.naive, b.naive) };
}

function mergeShipped(a: ShippedSums, b: ShippedSums): ShippedSums {
  return {
    better: a.better + b.better,
    true: a.true + b.true,
    measured: a.measured + b.measured,
    trueSquares: a.trueSquares + b.trueSquares,
    measuredSquares: a.measuredSquares + b.measuredSquares,
    products: a.products + b.products,
  };
}
