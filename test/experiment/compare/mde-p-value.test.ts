import { expect, test } from 'vitest';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import type { Design, EffectMagnitude } from '../../../src/experiment/design.js';
import { scoreTest } from '../../../src/stats/tests/score-test.js';
import { cellsOf, designOf, mean, metricOf, rate } from '../given.js';

const spend = cellsOf(['spend'], {
  generic: [mean(8, 24.0875, 14.372678571428571)],
  personalized: [mean(9, 24.133333333333333, 8.57)],
});

function comparisonAt(mde: EffectMagnitude, more: Partial<Design> = {}) {
  const metrics = [metricOf('spend', { mde })];
  return compareAll(spend, designOf(spend, { metrics, ...more }))[0]!;
}

// R 4.2.2: t.test(b, a, mu = 8)$p.value of the values that have these means and variances.
test('of a mean it is that of Welch’s test of the MDE', () => {
  const { mdePValue, outcome } = comparisonAt({ scale: 'absolute', size: 8 });
  expect(outcome).toBe('flat');
  expect(mdePValue).toBeCloseTo(0.0003371923666634943, 12);
});

test('one-sided it is that of the test turned round, half as large', () => {
  const { mdePValue } = comparisonAt({ scale: 'absolute', size: 8 }, { alternative: 'greater' });
  expect(mdePValue).toBeCloseTo(0.0003371923666634943 / 2, 12);
});

test('relative to the control it is below alpha exactly where the relative interval ends below the MDE', () => {
  const { relativeEffect } = comparisonAt({ scale: 'relative', size: 0.01 });
  const end = relativeEffect!.upper!;
  expect(comparisonAt({ scale: 'relative', size: end * (1 - 1e-9) }).mdePValue).toBeNull();
  const { mdePValue } = comparisonAt({ scale: 'relative', size: end * (1 + 1e-9) });
  expect(mdePValue).toBeLessThan(0.05);
  expect(mdePValue).toBeCloseTo(0.05, 6);
});

test('of a rate it is that of the score test of the MDE', () => {
  const counts = {
    control: { successes: 602, n: 12_040 },
    treatment: { successes: 610, n: 11_960 },
  };
  const cells = cellsOf(['signup'], {
    generic: [rate(602, 12_040)],
    personalized: [rate(610, 11_960)],
  });
  const metrics = [metricOf('signup', { mde: { scale: 'absolute', size: 0.012 } })];
  const [{ mdePValue } = { mdePValue: null }] = compareAll(cells, designOf(cells, { metrics }));
  const scored = scoreTest(counts.control, counts.treatment, 'two-sided');
  if (typeof scored === 'string') throw new Error(scored);
  expect(mdePValue! / scored.pValueAt(0.012)!.pValue).toBeCloseTo(1, 8);
});

test('where the MDE is not ruled out there is none', () => {
  expect(comparisonAt({ scale: 'absolute', size: 1 }).mdePValue).toBeNull();
});
