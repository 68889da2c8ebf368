import { expect, test } from 'vitest';
import { mergeAggregates } from '../../../src/experiment/aggregates.js';
import { cappedMetrics, unitsInTwoVariants } from '../../../src/experiment/checks/unit-checks.js';
import { verdictOf } from '../../../src/experiment/decision/verdict.js';
import { cellsOf, designOf, rate } from '../given.js';

const aggregates = (inTwo: number) => ({
  ...cellsOf(['m'], { generic: [rate(9, 500)], personal: [rate(9, 500 - inTwo)] }),
  unitsInTwoVariants: inTwo,
});

test.each([
  [1, 'warn'],
  [9, 'warn'],
  [10, 'fail'],
])('%d of 1,000 units in two variants: %s', (inTwo, status) => {
  const found = unitsInTwoVariants({ aggregates: aggregates(inTwo) });
  expect(found).toEqual([{ code: 'UNITS_IN_TWO_VARIANTS', status, inTwo, units: 1000 }]);
  const { decision, reasons } = verdictOf(found, [], designOf(aggregates(inTwo)));
  expect(decision === 'invalid').toBe(status === 'fail');
  const codes = reasons.map(({ code }) => code);
  expect(codes.includes('UNITS_IN_TWO_VARIANTS')).toBe(status === 'fail');
});

test('nothing is said where no unit is in two variants, or none is capped', () => {
  expect(unitsInTwoVariants({ aggregates: aggregates(0) })).toEqual([]);
  expect(cappedMetrics({ aggregates: aggregates(0) })).toEqual([]);
});

test('aggregates taken together keep what was left out and capped', () => {
  const capped = [{ metric: 'm', share: null, limit: 3, touched: [] }];
  const merged = mergeAggregates({ ...aggregates(2), capped }, aggregates(3));
  expect(merged.unitsInTwoVariants).toBe(5);
  expect(merged.capped).toEqual(capped);
});
