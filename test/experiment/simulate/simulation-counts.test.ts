import { expect, test } from 'vitest';
import type { Decision } from '../../../src/experiment/decision/decision-code.js';
import type { Scenario } from '../../../src/experiment/simulate/scenario.js';
import type { Ending } from '../../../src/experiment/simulate/simulated-experiment.js';
import {
  addOutcome,
  addWorth,
  emptyCounts,
  mergeCounts,
  type SimulationCounts,
} from '../../../src/experiment/simulate/simulation-counts.js';

const mde: Scenario = { name: 'mde', guardrail: null, treatment: 'full', shifts: [] };
const ending = (decision: Decision, look: number, rest: Partial<Ending> = {}): Ending => ({
  ...decision,
  ...{ look, futile: false, measured: 0 },
  ...rest,
});
const shipped = (variant: string): Decision => ({ decision: 'ship', variant });
const kept: Decision = { decision: 'keep-control', variant: 'generic' };

test('a hit is to ship the treatment that has the effect, not another one', () => {
  const tally = emptyCounts(3);
  const add = (gate: Ending, naive: Ending, rejected: boolean) =>
    addOutcome(tally, { gate, naive, rejected, naivelyRejected: !rejected }, mde);
  add(ending(shipped('full'), 2), ending(shipped('light'), 1), true);
  add(ending(shipped('light'), 3), ending(shipped('full'), 1), true);
  add(ending(kept, 1, { futile: true }), ending(kept, 3), false);
  // Kept, though the variant is the one with the effect: no hit.
  add(ending({ decision: 'keep-collecting', variant: 'full' }, 3), ending(kept, 3), false);
  expect(tally).toEqual({
    experiments: 4,
    decisions: { ship: 2, 'keep-control': 1, 'keep-collecting': 1 },
    hits: 1,
    rejections: 2,
    futile: 1,
    endedAt: [1, 1, 2],
    naive: { ships: 2, hits: 1, rejections: 2, endedAt: [2, 0, 2] },
    worth: null,
  });
  const twice = mergeCounts(tally, tally);
  expect(twice).toMatchObject({ experiments: 8, hits: 2, rejections: 4, futile: 2 });
  expect(twice.decisions).toEqual({ ship: 4, 'keep-control': 2, 'keep-collecting': 2 });
  expect(twice.naive).toEqual({ ships: 4, hits: 2, rejections: 4, endedAt: [4, 0, 4] });
});

test('what was shipped is added up in the direction that is better', () => {
  const tally = emptyCounts(1);
  const truth = { gains: new Map(Object.entries({ light: -1, full: 2 })), sign: -1 as const };
  const both = { rejected: true, naivelyRejected: true };
  const full = ending(shipped('full'), 1, { measured: -3 });
  const light = ending(shipped('light'), 1, { measured: -0.5 });
  addWorth(tally, { gate: full, naive: light, ...both }, truth);
  addWorth(tally, { gate: ending(kept, 1), naive: full, ...both }, truth);
  expect(tally.worth).toEqual({
    gate: { better: 1, true: 2, measured: 3, trueSquares: 4, measuredSquares: 9, products: 6 },
    naive: {
      ...{ better: 1, true: 1, measured: 3.5 },
      ...{ trueSquares: 5, measuredSquares: 9.25, products: 5.5 },
    },
  });
  const twice = mergeCounts(tally, tally).worth!;
  for (const rule of ['gate', 'naive'] as const) {
    const once = Object.entries(tally.worth![rule]);
    expect(twice[rule]).toEqual(Object.fromEntries(once.map(([name, sum]) => [name, 2 * sum])));
  }
  expect(mergeCounts(tally, emptyCounts(1)).worth).toEqual(tally.worth);
  expect(mergeCounts(emptyCounts(1), tally).worth).toEqual(tally.worth);
  expect(mergeCounts(emptyCounts(1), emptyCounts(1)).worth).toBeNull();
});

test('of two tallies what was shipped is added up, of which one may have none', () => {
  const sums = (from: number) => ({
    ...{ better: from, true: from + 1, measured: from + 2 },
    ...{ trueSquares: from + 3, measuredSquares: from + 4, products: from + 5 },
  });
  const tally = (worth: SimulationCounts['worth']) => ({ ...emptyCounts(1), worth });
  const [a, b] = [
    { gate: sums(10), naive: sums(100) },
    { gate: sums(20), naive: sums(200) },
  ];
  const twice = (from: number) => ({
    ...{ better: from, true: from + 2, measured: from + 4 },
    ...{ trueSquares: from + 6, measuredSquares: from + 8, products: from + 10 },
  });
  expect(mergeCounts(tally(a), tally(b)).worth).toEqual({ gate: twice(30), naive: twice(300) });
  expect(mergeCounts(tally(a), tally(null)).worth).toEqual(a);
  expect(mergeCounts(tally(null), tally(b)).worth).toEqual(b);
  expect(mergeCounts(tally(null), tally(null)).worth).toBeNull();
});
