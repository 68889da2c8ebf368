import { expect, test } from 'vitest';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import type { Design, EffectMagnitude } from '../../../src/experiment/design.js';
import { summaryMoments } from '../../../src/stats/moments.js';
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

test('beyond what a double holds of a level it is the least that is asked', () => {
  const far = cellsOf(['spend'], {
    generic: [mean(1e6, 10, 1)],
    personalized: [mean(1e6, 10, 1)],
  });
  const pAt = (size: number) => {
    const metrics = [metricOf('spend', { mde: { scale: 'absolute', size } })];
    return compareAll(far, designOf(far, { metrics }))[0]!.mdePValue!;
  };
  // 71 standard errors are p = 2 Φ(−71), e^-2525; 37 e^-688.1 (R: log(2) + pt(-37, df = 1999998, log.p = TRUE)).
  expect(pAt(0.1)).toBe(Math.exp(-700));
  expect(Math.log(pAt(37 * Math.sqrt(2e-6)))).toBeCloseTo(-688.102932879, 7);
});

// R 4.2.2: p as t has it, 0.0359, times 1 + |γ| (2z² + 1) φ(z) ÷ (6 (1 − Φ(z))) at z = qnorm(pt(2.1, 1231.645)).
test('of a skewed mean it is as much larger as its heavier tail is', () => {
  const money = (n: number, average: number, third: number) => ({
    ...{ moments: summaryMoments(n, average, 100, third), successes: null, missing: 0 },
  });
  const pAt = (third: number) => {
    const cells = cellsOf(['spend'], {
      generic: [money(1000, 5, third)],
      personalized: [money(9000, 5.2, third)],
    });
    const metrics = [metricOf('spend', { mde: { scale: 'absolute', size: 0.9 } })];
    return compareAll(cells, designOf(cells, { metrics }))[0]!.mdePValue;
  };
  expect(pAt(-1500)).toBeCloseTo(0.0417089746140687, 9);
  expect(pAt(1500)).toBeCloseTo(0.03593182, 7);
  expect(pAt(-5000)).toBeNull();
});
