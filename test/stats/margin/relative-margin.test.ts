import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  meanRelativeNonInferiority,
  proportionRelativeNonInferiority,
} from '../../../src/stats/margin/relative-margin.js';
import { binaryMoments, summaryMoments } from '../../../src/stats/moments.js';

const BETTER = ['increase', 'decrease'] as const;

test('rates: the score test of the ratio, as R finds it by optimize() over the restricted rates', () => {
  const found = proportionRelativeNonInferiority(
    { successes: 400, n: 1000 },
    { successes: 395, n: 1000 },
    0.1,
    'increase',
  );
  if (typeof found === 'string') throw new Error(found);
  expect(found.statistic).toBeCloseTo(1.68464355382, 6);
  expect(found.pValue).toBeCloseTo(0.0460286814843, 7);
  expect(found.bound(found.pValue)).toBeCloseTo(-0.1, 12);
});

test('the bound at level p is the margin, to rounding, and on the side that p decides', () => {
  const unit = fc.double({ min: 0.05, max: 0.95, noNaN: true });
  const property = fc.property(
    unit,
    unit,
    fc.integer({ min: 20, max: 5000 }),
    fc.constantFrom(0.01, 0.1, 0.4),
    fc.constantFrom(...BETTER),
    (a, b, n, margin, better) => {
      const counts = [a, b].map((rate) => ({ successes: Math.round(rate * n), n }));
      const means = [a, b].map((average) => summaryMoments(n, 5 + average, 1 + average));
      const tests = [
        proportionRelativeNonInferiority(counts[0]!, counts[1]!, margin, better),
        meanRelativeNonInferiority(means[0]!, means[1]!, margin, better),
      ];
      for (const found of tests) {
        if (typeof found === 'string' || found.pValue < 1e-12 || found.pValue > 0.49) continue;
        const sign = better === 'increase' ? 1 : -1;
        const at = (level: number) => sign * found.bound(level)!;
        expect(at(found.pValue)).toBeCloseTo(-margin, 8);
        expect(at(found.pValue)).toBeLessThanOrEqual(-margin);
        expect(at(found.pValue * 1.01)).toBeGreaterThan(-margin);
        expect(at(found.pValue * 0.99)).toBeLessThan(-margin);
      }
    },
  );
  fc.assert(property, { seed: 5, numRuns: 300 });
});

test('it rejects near alpha where the ratio is at the margin, though the control is estimated', () => {
  // With 20 % of the observed control taken for a constant, Φ(−1.645 √(0.4404 / 0.5328)) = 6.7 % would.
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const drawn = (n: number, rate: number) => {
    let successes = 0;
    for (let i = 0; i < n; i++) if (random() < rate) successes++;
    return { successes, n };
  };
  let rejected = 0;
  const runs = 3000;
  for (let i = 0; i < runs; i++) {
    const found = proportionRelativeNonInferiority(
      drawn(400, 0.3),
      drawn(400, 0.36),
      0.2,
      'decrease',
    );
    if (typeof found !== 'string' && found.pValue < 0.05) rejected++;
  }
  expect(rejected / runs).toBeGreaterThan(0.038);
  expect(rejected / runs).toBeLessThan(0.06);
});

test('what has no relative margin, or no test, says so', () => {
  const none = { successes: 0, n: 50 };
  const some = { successes: 5, n: 50 };
  expect(proportionRelativeNonInferiority(none, some, 0.1, 'decrease')).toBe('NO_RELATIVE_MARGIN');
  expect(proportionRelativeNonInferiority(none, none, 0.1, 'decrease')).toBe('NO_RELATIVE_MARGIN');
  const [one, many] = [binaryMoments(1, 1), binaryMoments(5, 50)];
  expect(meanRelativeNonInferiority(one, many, 0.1, 'increase')).toBe('TOO_FEW_UNITS');
  for (const margin of [0, 1, -0.1, Number.NaN]) {
    expect(() => proportionRelativeNonInferiority(some, some, margin, 'increase')).toThrow(
      RangeError,
    );
    expect(() => meanRelativeNonInferiority(many, many, margin, 'increase')).toThrow(RangeError);
  }
});

test('means: Student’s t at the margin and Fieller’s bound, both claims, by R’s pt and uniroot', () => {
  const [control, treatment] = [summaryMoments(50, 20, 9), summaryMoments(60, 19.8, 8)];
  const of = (better: 'increase' | 'decrease') => {
    const found = meanRelativeNonInferiority(control, treatment, 0.1, better);
    if (typeof found === 'string') throw new Error(found);
    return found;
  };
  const [up, down] = [of('increase'), of('decrease')];
  expect(up.pValue).toBeCloseTo(0.000470598016325869, 14);
  expect(up.pValueBeyond).toBeCloseTo(0.999529401983674, 12);
  expect(up.bound(0.05)).toBeCloseTo(-0.0550079249350708, 10);
  expect(down.pValue).toBeCloseTo(0.000167281137586316, 14);
  expect(down.pValueBeyond).toBeCloseTo(0.999832718862414, 12);
  expect(down.bound(0.05)).toBeCloseTo(0.0374660059391803, 10);
});

test('a bound is on the side of its margin that p decides, to the last bit', () => {
  for (let i = 0; i < 200; i += 1) {
    const [control, treatment] = [
      summaryMoments(40 + i, 20, 9),
      summaryMoments(60, 19 + i / 99, 8),
    ];
    const found = meanRelativeNonInferiority(control, treatment, 0.1, 'increase');
    if (typeof found === 'string') throw new Error(found);
    const above = found.pValue * (1 + Number.EPSILON);
    expect(found.bound(above)).toBeGreaterThan(-0.1);
    expect(found.bound(found.pValue)).toBeLessThanOrEqual(-0.1);
  }
});

test('a share of a mean that is not above 0 is no margin, and one that may be 0 leaves no bound', () => {
  const of = (mean: number, better: 'increase' | 'decrease') =>
    meanRelativeNonInferiority(summaryMoments(9, mean, 4), summaryMoments(9, 3, 4), 0.1, better);
  for (const better of BETTER) {
    expect(of(0, better)).toBe('NO_RELATIVE_MARGIN');
    expect(of(-5, better)).toBe('NO_RELATIVE_MARGIN');
    const found = of(0.5, better);
    if (typeof found === 'string') throw new Error(found);
    expect(found.bound(0.05)).toBeNull();
  }
});
