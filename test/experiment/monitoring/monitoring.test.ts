import { expect, test } from 'vitest';
import { lookChecks } from '../../../src/experiment/checks/look-checks.js';
import {
  assumedLooks,
  type Monitoring,
  unitsAhead,
} from '../../../src/experiment/monitoring/monitoring.js';
import { cellsOf, designOf, rate } from '../given.js';

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

const running: Monitoring = {
  ...{ plan, plannedUnits: both(1_000), units: both(200), earlierLooks: [], looksAssumed: false },
  ...{ dailyUnits: 100, planChangedSince: null, look: 2, repeats: null },
};

test('what a plan lacks is told in units as they come, of which some have no value', () => {
  expect(unitsAhead(running)).toEqual({ units: 1_600, days: 16 });
  expect(unitsAhead({ ...running, assigned: both(800) })).toEqual({ units: 6_400, days: 64 });
  // 31 of 30 in whole numbers, without what rounding adds.
  const exact = { plannedUnits: both(60), units: both(30), assigned: both(31) };
  expect(unitsAhead({ ...running, ...exact }).units).toBe(62);
  expect(unitsAhead({ ...running, units: both(0), assigned: both(800) }).units).toBe(2_000);
  expect(unitsAhead({ ...running, units: both(1_001), assigned: both(4_000) }).units).toBe(0);
  // Of a variant that no one has counted, those who have a value are all that is known.
  const partly = { ...running, assigned: new Map([['a', 800]]) };
  expect(unitsAhead(partly).units).toBe(3_200 + 800);
});

test('the same units with more values are progress, with no more of them they are not', () => {
  const cells = cellsOf(['m'], { a: [rate(1, 9)], b: [rate(1, 9)] });
  const codesAt = (units: number) => {
    const decided = { decision: 'keep-collecting', variant: null } as const;
    const before = { number: 1, units: both(200), assigned: both(800), ...decided };
    const monitoring = { ...running, units: both(units), assigned: both(800) };
    const looked = { ...monitoring, earlierLooks: [before] };
    const design = designOf(cells, { monitoring: looked });
    return lookChecks({ design, aggregates: cells }).map(({ code }) => code);
  };
  expect(codesAt(200)).toEqual(['NO_NEW_UNITS']);
  expect(codesAt(300)).toEqual([]);
});
