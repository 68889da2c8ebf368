import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { QuantileTest } from '../../../src/stats/tests/quantile-sides.js';
import { quantileTest } from '../../../src/stats/tests/quantile-test.js';
import type { Interval } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError, worst } from '../reference.js';
import { excludesZero, quantileRows } from './segments-reference.js';

function tested(control: number[], treatment: number[], at = 0.5) {
  return quantileTest(control, treatment, at, 'two-sided') as QuantileTest;
}

function endErrors(actual: Interval, expected: (number | null)[]): number[] {
  return [actual.lower, actual.upper].map((end, i) => {
    const should = expected[i]!;
    if (end === null || should === null) return end === should ? 0 : 1;
    return Math.abs(end - should);
  });
}

test('agrees with R on a grid, by all pairs of places', () => {
  const rows = quantileRows();
  expect(rows.some(({ effect }) => effect[1] === null)).toBe(true);
  const { error, row } = worst(rows, (row) => {
    const result = tested(row.control, row.treatment, row.at);
    const p = (side: 'greater' | 'less') =>
      (quantileTest(row.control, row.treatment, row.at, side) as QuantileTest).pValue;
    return [
      Math.abs(result.control - row.quantiles[0]),
      Math.abs(result.treatment - row.quantiles[1]),
      relativeError(p('greater'), row.greater),
      relativeError(p('less'), row.less),
      relativeError(result.pValue, Math.min(1, 2 * Math.min(row.greater, row.less))),
      ...endErrors(result.effectInterval(row.alpha), row.effect),
      ...endErrors(result.relativeInterval(row.alpha)!, row.relative),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-11);
});

const whole = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 });
const real = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), {
  minLength: 1,
  maxLength: 60,
});
const values = fc.oneof(whole, real);
const at = fc.constantFrom(0.1, 0.5, 0.75);
const level = fc.double({ min: 1e-4, max: 0.6, noNaN: true });
const side = fc.constantFrom('two-sided' as const, 'greater' as const, 'less' as const);

test('p < alpha exactly when an interval excludes 0, also where alpha is the p-value', () => {
  let rejections = 0;
  fc.assert(
    fc.property(values, values, at, level, side, (control, treatment, q, alpha, alternative) => {
      const result = quantileTest(control, treatment, q, alternative);
      if (typeof result === 'string') return;
      const p = result.pValue;
      for (const one of p < 0.9 ? [alpha, p, p * (1 + 2 ** -52)] : [alpha]) {
        expect(excludesZero(result.effectInterval(one))).toBe(p < one);
        const relative = result.relativeInterval(one);
        if (relative !== null) expect(excludesZero(relative)).toBe(p < one);
        if (p < one) rejections += 1;
      }
    }),
    { numRuns: 300 },
  );
  expect(rejections).toBeGreaterThan(50);
});

test('swapping the arms, or the sign of the values, mirrors the test', () => {
  fc.assert(
    fc.property(values, values, at, level, (control, treatment, q, alpha) => {
      const there = quantileTest(control, treatment, q, 'greater');
      const negated = [control, treatment].map((sample) => sample.map((value) => -value));
      for (const back of [
        quantileTest(treatment, control, q, 'less'),
        quantileTest(negated[0]!, negated[1]!, 1 - q, 'less'),
      ]) {
        if (typeof there === 'string') {
          expect(back).toBe(there);
          continue;
        }
        const other = back as QuantileTest;
        expect(relativeError(other.logPValue, there.logPValue)).toBeLessThan(1e-9);
        const [a, b] = [there.effectInterval(alpha).lower, other.effectInterval(alpha).upper];
        if (a === null) expect(b).toBeNull();
        else expect(a).toBeCloseTo(0 - b!, 9);
      }
    }),
  );
});

test('adding to both arms changes no difference, scaling both no relative effect', () => {
  fc.assert(
    fc.property(whole, whole, at, level, (control, treatment, q, alpha) => {
      const [plain, moved, scaled] = [
        (x: number) => x,
        (x: number) => x + 1024,
        (x: number) => x * 8,
      ].map((f) => quantileTest(control.map(f), treatment.map(f), q, 'two-sided'));
      if (typeof plain === 'string') expect([moved, scaled]).toEqual([plain, plain]);
      else {
        const [a, b, c] = [plain!, moved as QuantileTest, scaled as QuantileTest];
        expect(b.effectInterval(alpha)).toEqual(a.effectInterval(alpha));
        expect(c.relativeInterval(alpha)).toEqual(a.relativeInterval(alpha));
        expect(b.logPValue).toBe(a.logPValue);
      }
    }),
  );
});

/** Marsaglia (2003), Journal of Statistical Software 8(14): xorshift with 13, 17, 5. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

// Four standard errors of 600 runs are 4.9 %; in the tail of few units it is known to be cautious.
test.each([
  [0.5, 0.051],
  [0.9, 0.02],
])(
  'of the null it rejects near alpha: quantile %d',
  (q, least) => {
    const uniform = uniforms(20240607);
    let [rejections, covered] = [0, 0];
    const runs = 600;
    for (let run = 0; run < runs; run += 1) {
      const draw = (n: number) => Array.from({ length: n }, () => -Math.log(1 - uniform()));
      const result = tested(
        draw(200),
        draw(120).map((x) => x + 1),
        q,
      );
      const { lower, upper } = result.effectInterval(0.1);
      if ((lower ?? -Infinity) <= 1 && (upper ?? Infinity) >= 1) covered += 1;
      if (tested(draw(80), draw(150), q).pValue < 0.1) rejections += 1;
    }
    expect(rejections / runs).toBeGreaterThan(least);
    expect(rejections / runs).toBeLessThan(0.149);
    expect(covered / runs).toBeGreaterThan(0.851);
    expect(covered / runs).toBeLessThan(1 - least);
    // Seconds of work, on a machine that may be busy with other tests.
  },
  60_000,
);

test('samples that do not overlap still have a p-value, as small as their sizes allow', () => {
  const [control, treatment] = [0, 10_000].map((from) =>
    Array.from({ length: 2000 }, (_, i) => from + i),
  );
  const result = tested(control!, treatment!);
  expect(result.pValue).toBe(Number.MIN_VALUE);
  expect(relativeError(result.logPValue, Math.LN2 - 2001 * Math.LN2)).toBeLessThan(1e-3);
  expect(tested([1, 2, 3], [7, 8, 9]).pValue).toBeCloseTo(2 * (2 / 16 - 1 / 256), 12);
});

test('a high quantile of few units has no upper bound', () => {
  const some = Array.from({ length: 20 }, (_, i) => (i * 7) % 20);
  const { lower, upper } = tested(
    some,
    some.map((x) => x + 1),
    0.99,
  ).effectInterval(0.05);
  expect([lower, upper]).toEqual([null, null]);
});

test('an end is exactly the difference of two values, also beside values far larger', () => {
  const some = Array.from({ length: 30 }, (_, i) => (i < 28 ? i : 2 ** 80));
  const { lower, upper } = tested(
    some,
    some.map((x) => x + 3),
  ).effectInterval(0.1);
  expect(lower).toBeLessThan(3);
  expect(upper).toBeGreaterThan(3);
  expect([lower, upper].every((end) => Number.isInteger(end) && Math.abs(end!) < 30)).toBe(true);
});

test('a million units give the interval of large samples', () => {
  const uniform = uniforms(7);
  const draw = (shift: number) => Float64Array.from({ length: 1e6 }, () => uniform() + shift);
  const result = quantileTest(draw(0), draw(0.01), 0.5, 'two-sided') as QuantileTest;
  const { lower, upper } = result.effectInterval(0.05);
  // The standard error of a median of uniforms is 1 ⁄ (2 √n).
  const reach = 1.96 * Math.sqrt(2 * 0.25e-6);
  expect((upper! - lower!) / 2 / reach).toBeCloseTo(1, 1);
  expect(Math.abs((lower! + upper!) / 2 - 0.01)).toBeLessThan(2 * reach);
});

test('what cannot be tested says why', () => {
  expect(quantileTest([], [1], 0.5, 'less')).toBe('TOO_FEW_UNITS');
  expect(quantileTest([3, 3], [3], 0.5, 'less')).toBe('ZERO_VARIANCE');
  expect(tested([-1, 2, 3], [4, 5, 6]).relativeInterval(0.5)).toBeNull();
  expect(() => tested([1, Number.NaN], [2])).toThrow(RangeError);
  expect(() => tested([1, Infinity], [2])).toThrow(RangeError);
  for (const q of [0, 1, Number.NaN]) expect(() => tested([1], [2], q)).toThrow(RangeError);
});

test('a share of change is told of a control above 0 and a treatment of 0 or more', () => {
  const share = (control: number[], treatment: number[]) =>
    tested(control, treatment).relativeInterval(0.5);
  expect(share([0.1, 0.2, 0.3], [0, 0.2, 0.5])).not.toBeNull();
  expect(share([0.1, 0.2, 0.3], [-1e-9, 0.2, 0.5])).toBeNull();
  expect(share([0, 0.2, 0.3], [0.1, 0.2, 0.5])).toBeNull();
  for (const [control, treatment] of [
    [[2, 2], [3]],
    [
      [2, 2],
      [2, 3],
    ],
    [[1, 2], [2]],
    [
      [1, 2],
      [1, 2],
    ],
  ] as const) {
    expect(quantileTest([...control], [...treatment], 0.5, 'less')).toBeTypeOf('object');
  }
});
