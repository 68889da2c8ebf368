import { expect, test } from 'vitest';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { verdictOf } from '../../../src/experiment/decision/verdict.js';
import type { Design } from '../../../src/experiment/design.js';
import { futilityBound, hopedForZ } from '../../../src/experiment/monitoring/futility.js';
import type { Monitoring } from '../../../src/experiment/monitoring/monitoring.js';
import { plannedBetaSpending } from '../../../src/stats/power/futility-plan.js';
import { futilityBounds } from '../../../src/stats/sequential/futility.js';
import { spendingBoundaries } from '../../../src/stats/sequential/sequential-boundary.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

const rule = { spending: 'pocock', power: 0.8 } as const;
const both = (units: number) => new Map(['a', 'b'].map((variant) => [variant, units]));

/** Looks at so many units an arm, of 10,000 planned, the last of them now. */
function monitoringAt(units: readonly number[]): Monitoring {
  return {
    plan: { method: 'group-sequential', spending: 'obrien-fleming', looks: 4, futility: rule },
    ...{ plannedUnits: both(10_000), units: both(units.at(-1)!), looksAssumed: false },
    earlierLooks: units.slice(0, -1).map((n, i) => ({
      ...{ number: i + 1, units: both(n), decision: 'keep-collecting', variant: null },
    })),
    ...{ dailyUnits: null, planChangedSince: null, look: units.length, repeats: null },
  };
}

function lookAt(successes: readonly [number, number], more: Partial<Design> = {}) {
  const monitoring = monitoringAt([2_600, 5_300]);
  const cells = cellsOf(['signup'], {
    a: [rate(successes[0], 5_300)],
    b: [rate(successes[1], 5_300)],
  });
  const metrics = [metricOf('signup', { kind: 'proportion' })];
  const design = { ...designOf(cells), metrics, monitoring, ...more };
  const comparisons = compareAll(cells, design);
  return { comparison: comparisons[0]!, verdict: verdictOf([], comparisons, design) };
}

test('the bound is that of the looks there were, against the effect of the planned ones', () => {
  const cells = cellsOf(['signup'], { a: [rate(1, 2)], b: [rate(1, 2)] });
  const design = { ...designOf(cells), monitoring: monitoringAt([1_300, 4_900]) };
  const looks = { spending: 'obrien-fleming', alternative: 'two-sided' } as const;
  const planned = { ...looks, fractions: [0.25, 0.5, 0.75, 1] };
  const sofar = { ...looks, fractions: [0.13, 0.49] };
  const wanted = futilityBounds(
    spendingBoundaries(sofar, 0.05),
    sofar,
    plannedBetaSpending(planned, 0.05, rule),
  );
  expect(futilityBound(design, 'b')).toBeCloseTo(wanted[1]!, 12);
});

test('there is none where the test ends, nor before there are units', () => {
  const cells = cellsOf(['signup'], { a: [rate(1, 2)], b: [rate(1, 2)] });
  const boundAt = (...units: number[]) =>
    futilityBound({ ...designOf(cells), monitoring: monitoringAt(units) }, 'b');
  for (const units of [[0], [10_000], [4_000, 12_000]]) {
    expect(boundAt(...units)).toBe(Number.NEGATIVE_INFINITY);
  }
  expect(boundAt(0, 5_000)).toBeCloseTo(boundAt(5_000), 12);
});

test('below its bound a treatment is given up, and the reason is its own', () => {
  const { comparison, verdict } = lookAt([530, 532]);
  expect(comparison.outcome).toBe('inconclusive');
  expect(comparison.futility).toMatchObject({ isCrossed: true });
  // The statistic itself, of a test whose reference is normal.
  expect(comparison.futility!.z).toBeCloseTo(comparison.statistic!, 9);
  expect(verdict).toMatchObject({ decision: 'keep-control', variant: 'a' });
  expect(verdict.reasons.map(({ code }) => code)).toEqual(['FUTILE']);
});

test('above it the test goes on, with the bound on record', () => {
  const { comparison, verdict } = lookAt([530, 570]);
  expect(comparison.futility).toMatchObject({ isCrossed: false });
  expect(comparison.futility!.z).toBeGreaterThan(comparison.futility!.bound);
  expect(verdict.decision).toBe('keep-collecting');
});

test('what is shown to be worse is worse, not futile', () => {
  const { comparison, verdict } = lookAt([530, 380]);
  expect(comparison).toMatchObject({ outcome: 'loss', futility: { isCrossed: false } });
  expect(verdict.reasons.map(({ code }) => code)).toEqual(['WORSE']);
});

test('where a decrease is hoped for, z is turned round', () => {
  const metrics = [metricOf('signup', { kind: 'proportion', lowerIsBetter: true })];
  const { comparison } = lookAt([530, 570], { metrics });
  expect(comparison.futility!.z).toBeCloseTo(-comparison.statistic!, 9);
  expect(comparison.futility).toMatchObject({ isCrossed: true });
  const less = lookAt([530, 500], { alternative: 'less' }).comparison;
  expect(less.futility!.z).toBeCloseTo(-less.statistic!, 9);
});

test('the effect at the bound is that whose z it is', () => {
  const { effect, futility } = lookAt([530, 570]).comparison;
  expect(futility!.effect! / effect.estimate).toBeCloseTo(futility!.bound / futility!.z, 12);
  expect(lookAt([530, 530]).comparison.futility).toMatchObject({ z: 0, effect: null });
});

// R: qnorm(.1, lower = F), and of half of it where the other side counts too.
test.each([
  ['greater', 1, 1.2815515655446],
  ['two-sided', 1, 1.6448536269515],
  ['two-sided', -1, -1.6448536269515],
] as const)('p of 0.1, %s, with the sign %d', (alternative, sign, z) => {
  const p = { pValue: 0.1, logPValue: Math.log(0.1) };
  expect(hopedForZ(p, sign, alternative)).toBeCloseTo(z, 12);
});
