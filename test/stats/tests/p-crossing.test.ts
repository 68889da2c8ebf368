import { describe, expect, test } from 'vitest';
import { exactPValues } from '../../../src/stats/tests/exact-p-values.js';
import { exactTest } from '../../../src/stats/tests/exact-test.js';
import { crossing } from '../../../src/stats/tests/p-crossing.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';

test('an end at which p jumps over the level lies where it does', () => {
  const [control, treatment] = [
    { successes: 8, n: 50 },
    { successes: 7, n: 50 },
  ];
  const { upper } = (exactTest(control, treatment, 'two-sided') as TwoSampleTest).relativeInterval(
    0.05,
  )!;
  const p = (off: number) =>
    exactPValues(control, treatment).ofRatio(1 + upper! + off, 'less').pValue;
  const beside = 1e-8;
  expect(p(-beside)).toBeGreaterThan(0.028);
  expect(p(beside)).toBeLessThan(0.02);
});

describe('where a p-value that rises comes up to a level', () => {
  /** One whose logarithm rises by so much for each unit from ln 0.025 at a place on. */
  const rising = (place: number, steep: number, from: number, to: number, estimate: number) => {
    const asked: number[] = [];
    const beyondAt = (x: number) => {
      asked.push(x);
      const logPValue = Math.min(0, Math.log(0.025) + steep * (x - place));
      return {
        tables: () => null,
        tablesAmong: () => null,
        pValue: () => ({ pValue: Math.exp(logPValue), logPValue }),
      };
    };
    return { slope: { beyondAt, least: from, most: to, estimate }, asked };
  };

  test.each([
    // Where it is, how steep, and the guess that the search starts from.
    [0.1, 40, 0.12],
    [0.1, 40, 0.08],
    [0.1, 40, 0.1],
    [0.1, 40, 0.1 + 2e-11],
    [0.1, 40, 0.1 - 2e-11],
    [1e-6, 4e6, 1.2e-6],
    [-1e-6, 4e6, -2e-6],
    [0.7, 5, -3],
    [-0.99, 4, 3],
  ])('at %d, a rise of %d and a guess of %d', (place, steep, guess) => {
    const { slope, asked } = rising(place, steep, -1, 1, Math.min(0.99, place + 3.7 / steep));
    const found = crossing(slope, 0.025, guess);
    expect(Math.abs(found - place)).toBeLessThan(1e-8 / steep);
    expect(asked.every((x) => x > -1 && x < 1)).toBe(true);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeLessThan(25);
  });

  test('is the end where it is above the level all the way, or below it', () => {
    const above = rising(-5, 2, -1, 1, 0.3);
    expect(crossing(above.slope, 0.025, -0.5)).toBe(-1);
    const below = rising(5, 2, -1, 1, 0.3);
    expect(crossing(below.slope, 0.025, 0.2)).toBe(1);
    expect(above.asked.length + below.asked.length).toBeLessThan(120);
  });

  test('is found as far out as infinity lies', () => {
    const { slope } = rising(300, 1, 0, Number.POSITIVE_INFINITY, 310);
    expect(crossing(slope, 0.025, 5)).toBeCloseTo(300, 6);
    const open = rising(-40, 1, Number.NEGATIVE_INFINITY, 0, -35);
    expect(crossing(open.slope, 0.025, Number.NEGATIVE_INFINITY)).toBeCloseTo(-40, 6);
  });
});
