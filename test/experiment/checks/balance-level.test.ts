import { expect, test } from 'vitest';
import { balanceLevel, SPLIT_FAILS } from '../../../src/experiment/checks/balance-level.js';
import type { Monitoring } from '../../../src/experiment/monitoring/monitoring.js';
import { segmentedCells } from '../compare/segmented.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

const TWO = cellsOf(['m'], { a: [rate(1, 9)], b: [rate(2, 9)] });

function atLook(look: number | null, earlier = 0): Monitoring {
  const units = new Map([
    ['a', 9],
    ['b', 9],
  ]);
  const past = { number: 1, units, decision: 'keep-collecting', variant: null } as const;
  return {
    ...{ plan: { method: 'always-valid' }, plannedUnits: units, units, looksAssumed: false },
    earlierLooks: Array.from({ length: earlier }, () => past),
    ...{ dailyUnits: null, planChangedSince: null, look, repeats: null },
  };
}

test('one look shares the level of the split among its tests', () => {
  const level = (aggregates: typeof TWO, rest = {}) =>
    balanceLevel({ aggregates, design: designOf(aggregates, rest) });
  expect(level(TWO)).toBe(SPLIT_FAILS);
  const three = cellsOf(['m', 'n'], { a: [rate(1, 9)], b: [rate(2, 9)], c: [rate(2, 9)] });
  expect(level(three)).toBe(SPLIT_FAILS / 2);
  const metrics = [metricOf('m', { covariates: ['before', 'age'] }), metricOf('n')];
  // Two metrics, and two covariates of two treatments, each by its mean and by who has it.
  expect(level(three, { metrics })).toBe(SPLIT_FAILS / (2 + 8));
  const segmented = segmentedCells('device', { phone: { a: rate(1, 9), b: rate(2, 9) } });
  expect(level(segmented)).toBe(SPLIT_FAILS / 2);
});

test('all looks share it, however many there are, and the hundredth has some left', () => {
  const monitoring = atLook(1);
  const design = designOf(TWO, { monitoring });
  const level = (look: number) =>
    balanceLevel({ aggregates: TWO, design: { ...design, monitoring: { ...monitoring, look } } });
  let spent = 0;
  for (let look = 1; look <= 10_000; look++) spent += level(look);
  // What is left is the integral of 1 ÷ (n ln² n) from there on: 1 ÷ ln n.
  const rest = SPLIT_FAILS / (2.10974280124 * Math.log(10_001.5));
  expect((spent + rest) / SPLIT_FAILS).toBeCloseTo(1, 8);
  expect(level(1)).toBeCloseTo(0.493 * SPLIT_FAILS, 6);
  expect(level(100)).toBeGreaterThan(2e-4 * SPLIT_FAILS);
});

test('looks that nobody numbered are counted', () => {
  const level = (monitoring: Monitoring) =>
    balanceLevel({ aggregates: TWO, design: designOf(TWO, { monitoring }) });
  expect(level(atLook(null, 4))).toBe(level(atLook(5, 4)));
});
