import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addValues,
  emptyAggregate,
  type MetricAggregate,
} from '../../../src/experiment/aggregates.js';
import { type Pair, testPair } from '../../../src/experiment/compare/pair.js';
import type { MetricKind } from '../../../src/experiment/metric-kind.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError } from '../../stats/reference.js';
import { cellsOf, designOf, metricOf } from '../given.js';
import { byHand } from './segmented.js';

const design = designOf(cellsOf(['m'], {}));

function sampleOf(units: readonly (readonly number[])[], measures: number): MetricAggregate {
  const sample = emptyAggregate(measures);
  for (const values of units) addValues(sample, values);
  return sample;
}

/** Of units whose last number is a covariate, which none of them lacks. */
function knownSample(units: readonly (readonly number[])[]): MetricAggregate {
  return sampleOf(
    units.map((values) => [...values, 0]),
    units[0]!.length + 1,
  );
}

function pairOf(
  a: MetricAggregate,
  b: MetricAggregate,
  kind: MetricKind,
  covariate: string | null = null,
  rest: Partial<typeof design> = {},
): Pair {
  return testPair(
    { variant: 'generic', sample: a },
    { variant: 'personal', sample: b },
    kind,
    metricOf('m', { covariates: covariate === null ? [] : [covariate] }),
    { ...design, ...rest },
  );
}

describe('adjusted for a covariate', () => {
  test.each(byHand.means)('agrees with R: theta $theta', ({ units, ...expected }) => {
    const armOf = (arm: number) =>
      knownSample(units.filter(([a]) => a === arm).map(([, , x, y]) => [y, x]));
    const { test: found, effect, covariate } = pairOf(armOf(0), armOf(1), 'mean', 'x');
    const adjusted = found as TwoSampleTest;
    expect(covariate!.column).toBe('x');
    expect(relativeError(covariate!.theta, expected.theta)).toBeLessThan(1e-11);
    expect(relativeError(effect, expected.effect)).toBeLessThan(1e-11);
    expect(relativeError(adjusted.statistic!, expected.t)).toBeLessThan(1e-11);
    expect(relativeError(adjusted.df!, expected.df)).toBeLessThan(1e-11);
    expect(relativeError(adjusted.pValue, expected.p)).toBeLessThan(1e-10);
    // Welch's p, or Student's where that is larger.
    const distance = Math.exp(covariate!.covariates[0]!.distance!.logPValue);
    expect(distance).toBeGreaterThanOrEqual(expected.balance * (1 - 1e-10));
  });

  const zeros = [
    [0, 1],
    [1, 3],
    [0, 2],
    [1, 5],
    [0, 2],
    [1, 4],
  ];
  const ones = [
    [1, 2],
    [1, 3],
    [0, 1],
    [1, 6],
    [0, 2],
    [1, 5],
  ];

  test('a proportion is tested as a mean, and keeps its successes', () => {
    const [a, b] = [knownSample(zeros), knownSample(ones)];
    const pair = pairOf(a, b, 'proportion', 'x');
    expect((pair.test as TwoSampleTest).method).toBe('welch');
    expect([pair.control.successes, pair.treatment.successes]).toEqual([3, 4]);
    expect(pairOf(a, b, 'mean', 'x').effect).toBe(pair.effect);
    const student = { tests: { ...design.tests, mean: 'student' as const } };
    expect((pairOf(a, b, 'proportion', 'x', student).test as TwoSampleTest).method).toBe('student');
  });

  test('a covariate that never varies takes nothing off', () => {
    const flat = (units: number[][]) => knownSample(units.map(([y]) => [y!, 7]));
    const { covariate, effect, test: found } = pairOf(flat(zeros), flat(ones), 'mean', 'x');
    expect(covariate).toMatchObject({ theta: 0, varianceReduction: 0 });
    expect(covariate!.covariates).toMatchObject([{ leftOut: 'constant', distance: null }]);
    expect(effect).toBeCloseTo(1 / 6, 14);
    const plain = pairOf(
      sampleOf(
        zeros.map(([y]) => [y!]),
        1,
      ),
      sampleOf(
        ones.map(([y]) => [y!]),
        1,
      ),
      'mean',
    );
    expect((found as TwoSampleTest).pValue).toBeCloseTo((plain.test as TwoSampleTest).pValue, 14);
  });

  test('theta is that within arms: an effect of the treatment is no covariance', () => {
    // Within each arm y = x exactly; the treatment adds 100 where x happens to be 1 larger.
    const a = knownSample([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    const b = knownSample([
      [102, 2],
      [103, 3],
      [104, 4],
      [105, 5.5],
    ]);
    const { theta } = pairOf(a, b, 'mean', 'x').covariate!;
    expect(theta).toBeGreaterThan(0.8);
    expect(theta).toBeLessThan(1);
  });

  test('one unit in an arm cannot be tested', () => {
    const pair = pairOf(knownSample(zeros), knownSample([[1, 2]]), 'mean', 'x');
    expect(pair.test).toBe('TOO_FEW_UNITS');
    expect(pair.covariate).toMatchObject({ varianceReduction: 0 });
    expect(pair.covariate!.covariates[0]!.distance).toBeNull();
  });
});

describe('a ratio', () => {
  const clicks = [
    [1, 2],
    [0, 0],
    [1, 3],
    [2, 4],
  ];
  test('is of the sums, units without a denominator among them', () => {
    const pair = pairOf(
      sampleOf(clicks, 2),
      sampleOf(
        [
          [2, 3],
          [1, 1],
          [0, 1],
        ],
        2,
      ),
      'ratio',
    );
    expect(pair.control.mean).toBeCloseTo(4 / 9, 15);
    expect(pair.control.n).toBe(4);
    expect(pair.effect).toBeCloseTo(3 / 5 - 4 / 9, 15);
    expect(pair.relativeEffect).toBeCloseTo(3 / 5 / (4 / 9) - 1, 14);
    expect((pair.test as TwoSampleTest).method).toBe('delta');
  });

  test('is as skewed as what a unit has beyond its share of it', () => {
    const treated = [
      [2, 3],
      [1, 1],
      [0, 1],
    ];
    const rests = [clicks, treated].map((units) => {
      const [y, x] = [0, 1].map((k) => units.reduce((sum, unit) => sum + unit[k]!, 0)) as number[];
      return units.map((unit) => (unit[0]! - (y! / x!) * unit[1]!) / (x! / units.length));
    });
    const power = (k: number) =>
      rests.reduce((sum, rest) => sum + rest.reduce((own, one) => own + one ** k, 0), 0) / 7;
    // Times (1/3 − 1/4) ÷ √(1/3 + 1/4), the factor of arms of 4 and 3.
    const difference = ((power(3) / power(2) ** 1.5) * (1 / 3 - 1 / 4)) / Math.sqrt(1 / 3 + 1 / 4);
    const { skew } = pairOf(sampleOf(clicks, 2), sampleOf(treated, 2), 'ratio');
    expect(skew!.difference).toBeCloseTo(difference, 13);
    expect(Math.abs(difference)).toBeGreaterThan(0.01);
    expect(skew!.units).toBe(7);
    const none = sampleOf([[0, 0]], 2);
    expect(pairOf(none, sampleOf(treated, 2), 'ratio').skew).toBeNull();
    expect(pairOf(sampleOf(clicks, 2), none, 'ratio').skew).toBeNull();
  });

  test.each([
    [null, 2],
    ['x', 4],
  ])('without denominators there is none (covariate %s)', (x, k) => {
    const wide = (units: number[][]) => units.map((u) => (k === 4 ? [...u, u[1]! + 1, 0] : u));
    const none = sampleOf(
      wide([
        [0, 0],
        [0, 0],
        [1, 0],
      ]),
      k,
    );
    const pair = pairOf(sampleOf(wide(clicks), k), none, 'ratio', x);
    expect(pair.test).toBe('ZERO_DENOMINATOR');
    expect(pair.treatment).toMatchObject({ n: 3, mean: 0, variance: null });
    expect(pair.relativeEffect === null || Number.isFinite(pair.relativeEffect)).toBe(true);
  });

  test('adjusted for a covariate is tested by the delta method, with its degrees of freedom', () => {
    const a = knownSample(clicks.map(([x, y], i) => [x!, y!, i]));
    const b = knownSample(clicks.map(([x, y], i) => [x! + 1, y! + 1, i * i]));
    const found = pairOf(a, b, 'ratio', 'x').test as TwoSampleTest;
    expect(found.method).toBe('delta');
    expect(found.df).toBeGreaterThan(0);
    expect(found.df).toBeLessThan(2 * clicks.length - 3);
  });

  test('of one unit cannot be tested', () => {
    expect(pairOf(sampleOf(clicks, 2), sampleOf([[1, 2]], 2), 'ratio').test).toBe('TOO_FEW_UNITS');
  });

  test('is a mean where every denominator is 1', () => {
    const over1 = (values: number[]) =>
      sampleOf(
        values.map((y) => [y, 1]),
        2,
      );
    const alone = (values: number[]) =>
      sampleOf(
        values.map((y) => [y]),
        1,
      );
    const [a, b] = [
      [1, 4, 2, 8],
      [3, 9, 5, 7],
    ];
    const ratio = pairOf(over1(a!), over1(b!), 'ratio');
    const mean = pairOf(alone(a!), alone(b!), 'mean');
    const [own, t] = [ratio.test as TwoSampleTest, mean.test as TwoSampleTest];
    expect(own.statistic).toBeCloseTo(t.statistic!, 12);
    expect(own.pValue).toBeCloseTo(t.pValue, 12);
  });
});

describe('swapping the arms mirrors the comparison', () => {
  const unit = fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 6 }), fc.integer({ min: -9, max: 9 }));
  const arm = fc.array(unit, { minLength: 3, maxLength: 30 });
  const numbersOf = { mean: 1, ratio: 2 } as const;
  test.each([
    ['mean', null],
    ['mean', 'x'],
    ['ratio', null],
    ['ratio', 'x'],
  ] as const)('%s, covariate %s', (kind, covariate) => {
    fc.assert(
      fc.property(arm, arm, (one, other) => {
        const own = numbersOf[kind];
        const values = (u: number[]) => [...u.slice(0, own), ...(covariate ? [u[2]!, 0] : [])];
        const [a, b] = [one, other].map((units) => {
          const all = units.map(values);
          return sampleOf(all, all[0]!.length);
        });
        const [there, back] = [pairOf(a!, b!, kind, covariate), pairOf(b!, a!, kind, covariate)];
        expect(back.effect).toBeCloseTo(-there.effect, 9);
        if (typeof there.test === 'string' || typeof back.test === 'string') {
          expect(back.test).toBe(there.test);
        } else if (Math.abs(there.test.statistic!) < 1e6) {
          expect(back.test.statistic).toBeCloseTo(-there.test.statistic!, 6);
          expect(back.test.pValue).toBeCloseTo(there.test.pValue, 8);
        }
      }),
    );
  });
});
