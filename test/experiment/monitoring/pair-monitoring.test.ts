import { expect, test } from 'vitest';
import type { Monitoring } from '../../../src/experiment/monitoring/monitoring.js';
import { monitoringRuleOf } from '../../../src/experiment/monitoring/pair-monitoring.js';
import { crossingProbabilities } from '../../../src/stats/sequential/crossing.js';
import { spendingBoundaries } from '../../../src/stats/sequential/sequential-boundary.js';
import { cellsOf, designOf, rate } from '../given.js';

const design = designOf(cellsOf(['signup'], { a: [rate(1, 2)], b: [rate(1, 2)] }));
const both = (units: number) => new Map(['a', 'b'].map((variant) => [variant, units]));

/** Looks at so many units an arm, of 1,000 planned, the last of them now. */
function looksAt(units: readonly number[]) {
  const past = units.slice(0, -1).map((n, i) => ({ number: i + 1, units: both(n) }));
  const monitoring: Monitoring = {
    plan: { method: 'group-sequential', spending: 'obrien-fleming', looks: 2 },
    ...{ plannedUnits: both(1_000), units: both(units.at(-1)!), looksAssumed: false },
    earlierLooks: past.map((look) => ({ ...look, decision: 'keep-collecting', variant: null })),
    ...{ dailyUnits: null, planChangedSince: null, look: units.length, repeats: null },
  };
  const judged = monitoringRuleOf({ ...design, monitoring }, 'b', 2 * units.at(-1)!);
  if (judged.method !== 'group-sequential') throw new Error(judged.method);
  return { ...judged.looks, alternative: 'two-sided' as const };
}

test.each([[[900, 1_500]], [[950, 2_000]], [[500, 800, 1_100]]])(
  'looks at %s of 1,000 units reject a true null with alpha, however far they overrun',
  (units) => {
    const boundaries = spendingBoundaries(looksAt(units), 0.05);
    const truly = { fractions: units.map((n) => n / 1_000), alternative: 'two-sided' as const };
    const { past, opposite } = crossingProbabilities(boundaries, truly, 0);
    const rejected = [...past, ...opposite].reduce((sum, probability) => sum + probability, 0);
    expect(rejected).toBeCloseTo(0.05, 9);
  },
);

test('a look after the end stands in its place, and does not count what was spent there', () => {
  expect(looksAt([600, 1_200, 1_400]).fractions).toEqual([0.6, 1.4]);
});

test('a band is tuned to what is planned of both arms, be nothing planned of one', () => {
  const monitoring = {
    ...{ plan: { method: 'always-valid' }, plannedUnits: new Map([['b', 700]]), units: both(9) },
    ...{ looksAssumed: false, earlierLooks: [], dailyUnits: null, planChangedSince: null },
    ...{ look: 1, repeats: null },
  } as unknown as Monitoring;
  const timeOf = (treatment: string, rest: Partial<Monitoring> = {}) =>
    monitoringRuleOf({ ...design, monitoring: { ...monitoring, ...rest } }, treatment, 18);
  const time = { units: 18, alpha: 0.05 };
  expect(timeOf('b')).toMatchObject({ time: { ...time, plannedUnits: 700 } });
  expect(timeOf('b', { plannedUnits: new Map([['a', 300]]) })).toMatchObject({
    time: { ...time, plannedUnits: 300 },
  });
  expect(timeOf('b', { plannedUnits: both(500) })).toMatchObject({
    time: { ...time, plannedUnits: 1000 },
  });
});
