import { expect, test } from 'vitest';
import { assumedLooks } from '../../../src/experiment/monitoring/monitoring.js';

const plan = { method: 'group-sequential', spending: 'obrien-fleming', looks: 4 } as const;
const both = (units: number) => new Map(['a', 'b'].map((variant) => [variant, units]));
const arms = { control: 'a', treatments: ['b'] };

/** Where the earlier looks of a plan of 1,000 units an arm are taken to have been. */
function assumedAt(units: number): number[] {
  return assumedLooks(plan, both(1_000), both(units), arms).map((look) => look.units.get('b')!);
}

test('a look at a planned one is that one, and none before it', () => {
  expect(assumedAt(250)).toEqual([]);
  expect(assumedAt(500)).toEqual([250]);
  expect(assumedAt(1_000)).toEqual([250, 500, 750]);
});

test('a look between planned ones comes after all that have fewer units', () => {
  expect(assumedAt(249)).toEqual([]);
  expect(assumedAt(501)).toEqual([250, 500]);
  expect(assumedAt(1_200)).toEqual([250, 500, 750]);
});

test('only planned looks are assumed', () => {
  expect(assumedLooks({ method: 'always-valid' }, both(10), both(5), arms)).toEqual([]);
});
