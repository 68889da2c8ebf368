import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { VariantAggregates } from '../../../src/experiment/aggregates.js';
import { designEffect, type Pilot, pilotOf } from '../../../src/experiment/size/pilot.js';
import { addUnit, emptyMoments, type Moments } from '../../../src/stats/moments.js';
import { leastNoise, noiseOfUnits, timesByNoise } from '../../../src/stats/power/noise-of-size.js';
import { randomStream } from '../../../src/stats/random/random.js';

interface Case {
  kind: 'mean' | 'ratio' | 'covariate' | 'covariates';
  y: number[];
  d: number[];
  x: number[];
  z: number[];
  level: number;
  sd: number;
  left: number;
  explained: number | null;
  adjustedR2: number | null;
  absolute: number;
  relative: number;
  lower: number;
  upper: number;
}

const cases = JSON.parse(
  readFileSync(new URL('../../reference/pilot.json', import.meta.url), 'utf8'),
) as Case[];

function momentsOf(units: readonly number[][]): Moments {
  const moments = emptyMoments(units[0]!.length);
  for (const values of units) addUnit(moments, values);
  return moments;
}

/** One variant whose units say these numbers of one metric. */
function cellsOf(units: readonly number[][], successes: number | null = null): VariantAggregates {
  return {
    units: units.length,
    samples: [{ moments: momentsOf(units), successes, missing: 0 }],
    unitValues: units.map((values) => [values]),
  };
}

function known(pilot: Pilot | string): Pilot {
  if (typeof pilot === 'string') throw new Error(pilot);
  return pilot;
}

const near = (a: number, b: number, digits: number) =>
  expect(Math.abs(a / b - 1)).toBeLessThan(digits);

test.each(cases.map((one, i) => [i, one] as const))(
  'R says the same of pilot %d, with influences by differentiating',
  (_, one) => {
    const { kind, y, d, x, z } = one;
    const units = y.map((value, i) =>
      kind === 'ratio' ? [value, d[i]!] : [value, ...[x, z].flatMap((of) => of[i] ?? [])],
    );
    const at = { index: 0, kind: kind === 'ratio' ? kind : 'mean', cap: null } as const;
    const pilot = known(pilotOf(cellsOf(units), at));
    near(pilot.mean, one.level, 1e-13);
    near(pilot.sd, one.sd, 1e-12);
    if (pilot.baseline.kind !== 'mean') throw new Error('no mean');
    near(pilot.baseline.sd, one.left, 1e-12);
    if (one.explained === null) expect(pilot.explained).toBeNull();
    else {
      expect(pilot.explained).toBeCloseTo(one.explained, 12);
      expect(pilot.explained).toBeCloseTo(one.adjustedR2!, 12);
    }
    // As far as differentiating goes.
    near(pilot.noise!.absolute, one.absolute, 1e-7);
    near(pilot.noise!.relative!, one.relative, 1e-7);
    const times = timesByNoise(pilot.noise!.absolute, pilot.n, 0.05);
    near(times.lower, one.lower, 1e-6);
    near(times.upper, one.upper, 1e-6);
  },
);

describe('the interval of a variance holds the true one about as often as it says', () => {
  const SAMPLES = 4000;
  const exponential = (next: () => number) => -Math.log(1 - next());
  const about5 = (next: () => number) => 5 + normal(next);
  // The shares are R's of Bonett's own interval, by 5,000 samples: see timesByNoise. The true variance is 1.
  test.each([
    ['absolute', 'normal', 0.94, normal, 1],
    ['absolute', 'exponential', 0.896, exponential, 1],
    ['relative', 'normal', 0.946, about5, 1 / 25],
    ['relative', 'exponential', 0.948, exponential, 1],
  ] as const)('%s, %s, 50 units', (scale, _, share, draw, truth) => {
    const random = randomStream(20261127, [0, 0]);
    const next = () => random.uniform();
    const n = 50;
    let held = 0;
    for (let i = 0; i < SAMPLES; i++) {
      const values = Array.from({ length: n }, () => draw(next));
      const mean = values.reduce((sum, value) => sum + value, 0) / n;
      const units = values.map((value) => ({ own: value - mean, rest: value - mean, weight: 1 }));
      const variance = units.reduce((sum, { rest }) => sum + rest ** 2, 0) / (n - 1);
      const size = scale === 'absolute' ? variance : variance / mean ** 2;
      const { lower, upper } = timesByNoise(noiseOfUnits(units, mean)[scale]!, n, 0.05);
      if (size * lower <= truth && truth <= size * upper) held += 1;
    }
    // Four standard errors of both.
    expect(Math.abs(held / SAMPLES - share)).toBeLessThan(0.025);
  });
});

test.each([1e-100, 1e100, 1e140])('noise knows no unit: values times %d have the same', (times) => {
  const noiseOf = (scale: number) => {
    const units = [-3, -2, -1, 0, 6].map((own) => ({
      own: own * scale,
      rest: own * scale,
      weight: 1,
    }));
    return noiseOfUnits(units, 5 * scale);
  };
  const [plain, scaled] = [noiseOf(1), noiseOf(times)];
  expect(scaled.absolute / plain.absolute).toBeCloseTo(1, 12);
  expect(scaled.relative! / plain.relative!).toBeCloseTo(1, 12);
});

function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

test('where nothing can be planned by, the reason', () => {
  const at = { index: 0, kind: 'mean', cap: null } as const;
  const of = (values: readonly number[][], kind: Pilot['kind'] = 'mean') =>
    pilotOf(cellsOf(values), { ...at, kind });
  expect(of([[1], [2], [3], [4]])).toBe('TOO_FEW_UNITS');
  expect(of([[2], [2], [2], [2], [2]])).toBe('ZERO_VARIANCE');
  const columns = [1, 2, 3, 4, 5].map((x) => [x, 0]);
  expect(of(columns, 'ratio')).toBe('ZERO_DENOMINATOR');
});

test('a rate is planned by as itself, and adjusted as a mean', () => {
  const at = { index: 0, kind: 'proportion', cap: null } as const;
  const rate = known(pilotOf(cellsOf([[0], [1], [0], [0], [1]], 2), at));
  expect(rate.baseline).toEqual({ kind: 'proportion', rate: 0.4 });
  const units = [0, 1, 0, 0, 1, 1].map((y, i) => [y, i * i]);
  expect(known(pilotOf(cellsOf(units, 3), at)).baseline.kind).toBe('mean');
});

test('units of which nothing but sums are known have at least a normal sample’s noise', () => {
  const moments = momentsOf([1, 2, 3, 4, 9, 11].map((x) => [x]));
  const cells = { units: 6, samples: [{ moments, successes: null, missing: 0 }] };
  const { noise } = known(pilotOf(cells, { index: 0, kind: 'mean', cap: null }));
  expect(noise!.isLeast).toBe(true);
  // (3 − (n − 3) ÷ n) ÷ (n − 1) = (3 − ½) ÷ 5, which Bonett (2006) has for normal samples.
  expect(noise!.absolute).toBeCloseTo(0.5, 12);
});

test('the design effect of units with k equal rows is k', () => {
  const units = [3, 5, 9, 1, 4].map((x) => [4 * x]);
  const rows = [3, 5, 9, 1, 4].flatMap((x) => Array.from({ length: 4 }, () => [x]));
  const pilot = known(pilotOf(cellsOf(units), { index: 0, kind: 'mean', cap: null }));
  // The rows' variance has 19 in place of 4 below the line.
  expect(designEffect(pilot, momentsOf(rows), 'mean')).toBeCloseTo((4 * (19 / 20) * 5) / 4, 12);
});

test('of three moments the noise is the least that they leave', () => {
  const of = (skewness: number | null, mean: number) =>
    leastNoise(100, { mean, sd: mean === 0 ? 1 : Math.abs(mean) / 2, skewness });
  // By hand: (3 − 97/100) ÷ 99, and 4 · 0.5² ÷ 100 more where the mean is estimated, too.
  expect(of(null, 10).absolute).toBeCloseTo(2.03 / 99, 14);
  expect(of(0, 10).relative).toBeCloseTo(2.03 / 99 + 0.01, 14);
  // A skewness of 2 has a kurtosis of 5 at least; what makes s larger makes the mean larger.
  expect(of(2, 10).absolute).toBeCloseTo(4.03 / 99, 14);
  expect(of(2, 10).relative).toBeCloseTo(4.03 / 99 - 0.03, 14);
  expect(of(1, -10).relative).toBeCloseTo(2.03 / 99 + 0.03, 14);
  expect(of(2, 0).relative).toBeNull();
});
