import { describe, expect, test } from 'vitest';
import { plannedBoundary } from '../../../src/experiment/size/planned-boundary.js';

const twoSided = { level: 0.05, alpha: 0.05, alternative: 'two-sided' } as const;

function statistics(...asked: Parameters<typeof plannedBoundary>) {
  return plannedBoundary(...asked).map(({ statistic }) => statistic);
}

test('one look is judged by the normal quantile', () => {
  const fixed = { method: 'fixed' } as const;
  const [point, ...others] = plannedBoundary(fixed, twoSided);
  expect(others).toEqual([]);
  expect(point!.informationFraction).toBe(1);
  expect(point!.statistic).toBeCloseTo(1.959963984540054, 12);
  const half = { ...twoSided, level: 0.025 };
  expect(statistics(fixed, half)[0]).toBeCloseTo(2.241402727604945, 12);
  const greater = { ...half, alternative: 'greater' } as const;
  expect(statistics(fixed, greater)[0]).toBeCloseTo(1.959963984540054, 12);
});

test('five looks by Lan and DeMets have the boundaries in print', () => {
  const rule = { method: 'group-sequential', spending: 'obrien-fleming', looks: 5 } as const;
  const points = plannedBoundary(rule, twoSided);
  expect(points.map((one) => one.informationFraction)).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  // Lan & DeMets (1983); Reboussin, DeMets, Kim & Lan (2000), table 1.
  const printed = [4.8769, 3.3569, 2.6803, 2.2898, 2.031];
  for (const [i, one] of points.entries()) expect(one.statistic).toBeCloseTo(printed[i]!, 3);
});

describe('a band that holds at any time', () => {
  const rule = { method: 'always-valid' } as const;

  test('is told at forty even points of the plan', () => {
    const points = plannedBoundary(rule, twoSided);
    expect(points).toHaveLength(40);
    expect(points[0]!.informationFraction).toBe(1 / 40);
    expect(points[39]!.informationFraction).toBe(1);
    // R: r <- 1 + f * (-2 * log(.05) + log(-2 * log(.05) + 1)); sqrt(2 * r / (r - 1) * log(sqrt(r) / level))
    expect(points[0]!.statistic).toBeCloseTo(6.10598181198, 10);
    expect(points[19]!.statistic).toBeCloseTo(3.08356871437, 10);
    expect(points[39]!.statistic).toBeCloseTo(3.03520899038, 10);
  });

  test('is tuned by alpha, and judges by the level', () => {
    expect(statistics(rule, { ...twoSided, level: 0.025 })[19]).toBeCloseTo(3.35321518993, 10);
  });
});

test('where next to nothing is left to spend there is no boundary', () => {
  // By γ = 40 all but e⁻⁴⁰ of the level is spent at a tenth of the information.
  const spending = 'hwang-shih-decani:40' as const;
  const found = statistics({ method: 'group-sequential', spending, looks: 20 }, twoSided);
  expect(found[0]).toBeGreaterThan(1.9);
  expect(found.at(-1)).toBeNull();
  expect(found.every((one) => one === null || Number.isFinite(one))).toBe(true);
});
