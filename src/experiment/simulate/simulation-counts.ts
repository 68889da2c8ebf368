import type { DecisionCode } from '../decision/decision-code.js';
import type { Scenario } from './scenario.js';
import type { SimulatedOutcome } from './simulated-experiment.js';

/** What came of experiments, in whole numbers, so that tallies add up to the same in any order. */
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
  };
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

/** Two tallies as one. */
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
  };
}
