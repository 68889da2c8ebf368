import { expect, test } from 'vitest';
import { gaussLegendreRule } from '../../../src/stats/numeric/gauss-legendre.js';

test('three points are those of the tables', () => {
  const { points, weights } = gaussLegendreRule(3);
  // Abramowitz & Stegun (1964), table 25.4.
  for (const [i, x] of [-0.774596669241483, 0, 0.774596669241483].entries()) {
    expect(points[i]).toBeCloseTo(x, 14);
  }
  for (const [i, weight] of [0.555555555555556, 0.888888888888889, 0.555555555555556].entries()) {
    expect(weights[i]).toBeCloseTo(weight, 14);
  }
});

test('sixteen points integrate powers up to the 31st exactly, and not the 32nd', () => {
  const { points, weights } = gaussLegendreRule(16);
  const integral = (power: number) =>
    points.reduce((sum, x, i) => sum + weights[i]! * x ** power, 0);
  for (let power = 0; power < 32; power += 1) {
    expect(integral(power)).toBeCloseTo(power % 2 === 0 ? 2 / (power + 1) : 0, 14);
  }
  expect(Math.abs(integral(32) - 2 / 33)).toBeGreaterThan(1e-10);
});
