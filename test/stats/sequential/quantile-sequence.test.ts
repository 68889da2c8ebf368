import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import { quantileSequenceSides } from '../../../src/stats/sequential/quantile-sequence.js';
import { type QuantileSides, quantileTestOf } from '../../../src/stats/tests/quantile-sides.js';

interface Row {
  c: number[];
  t: number[];
  at: number;
  planned: number;
  up: number;
  down: number;
  upAt: number;
  share: number;
  lower: number | null;
  upper: number | null;
  lowerShare: number | null;
}

const rows: Row[] = JSON.parse(
  readFileSync(new URL('../../reference/quantile-sequence.json', import.meta.url), 'utf8'),
);

function sidesOf(
  c: number[],
  t: number[],
  at: number,
  plannedUnits = c.length + t.length,
): QuantileSides {
  const units = c.length + t.length;
  const alpha = 0.05;
  const sides = quantileSequenceSides(c, t, at, { units, plannedUnits, alpha }, 'greater');
  if (typeof sides === 'string') throw new Error(sides);
  return sides;
}

function expectNear(found: number | null, wanted: number | null): void {
  if (wanted === null || found === null) expect(found).toBe(wanted);
  else expect(Math.abs(found - wanted)).toBeLessThan(1e-8);
}

test('R has the same, going through every point', () => {
  expect(rows.filter(({ lower }) => lower !== null).length).toBeGreaterThan(10);
  for (const { c, t, at, planned, ...wanted } of rows) {
    const { difference, share } = sidesOf(c, t, at, planned);
    const { above, below } = difference;
    expectNear(above.exceeds(0).logPValue, Math.min(0, wanted.up));
    expectNear(below.exceeds(0).logPValue, Math.min(0, wanted.down));
    expectNear(above.exceeds(-2).logPValue, Math.min(0, wanted.upAt));
    expectNear(share!.above.exceeds(0.1).logPValue, Math.min(0, wanted.share));
    expectNear(above.bound(0.2), wanted.lower);
    const upper = below.bound(0.2);
    expectNear(upper === null ? null : -upper, wanted.upper);
    expectNear(share!.above.bound(0.2), wanted.lowerShare);
  }
});

const values = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 5, maxLength: 60 });
const level = fc.constantFrom(0.01, 0.1, 0.3, 0.6);

describe('laws', () => {
  test('0 is left out exactly when p is below the level, on either scale and side', () => {
    fc.assert(
      fc.property(values, values, level, (c, t, at) => {
        fc.pre(new Set([...c, ...t]).size > 1);
        const sides = sidesOf(c, t, 0.5, 40);
        for (const alternative of ['two-sided', 'greater', 'less'] as const) {
          const { pValue, effectInterval, relativeInterval } = quantileTestOf(sides, alternative);
          for (const interval of [effectInterval(at), relativeInterval(at)!]) {
            const { lower, upper } = interval;
            const leftOut = (lower !== null && lower > 0) || (upper !== null && upper < 0);
            expect(leftOut).toBe(pValue < at);
          }
        }
      }),
    );
  });

  test('exchanging the arms negates the effect', () => {
    fc.assert(
      fc.property(values, values, level, (c, t, at) => {
        fc.pre(new Set([...c, ...t]).size > 1);
        const [one, other] = [sidesOf(c, t, 0.5), sidesOf(t, c, 0.5)];
        expect(other.difference.below.exceeds(0)).toEqual(one.difference.above.exceeds(0));
        expect(other.difference.below.bound(at)).toEqual(one.difference.above.bound(at));
      }),
    );
  });

  test('a bound and the p-value of an effect tell the same', () => {
    fc.assert(
      fc.property(values, values, level, (c, t, at) => {
        fc.pre(new Set([...c, ...t]).size > 1);
        const { above } = sidesOf(c, t, 0.7, 40).difference;
        const bound = above.bound(at);
        if (bound === null) {
          expect(above.exceeds(-1e6).pValue).toBeGreaterThanOrEqual(at);
        } else {
          expect(above.exceeds(bound - 0.5).pValue).toBeLessThan(at);
          expect(above.exceeds(bound).pValue).toBeGreaterThanOrEqual(at);
        }
      }),
    );
  });
});

// A seed each; at every of twenty looks, unequal arms, skewed and tied values, a high quantile.
test.each([
  ['log-normal, p90 at 1:4', 0.9, (z: number) => Math.exp(z), [40, 160]],
  ['tied, median at 1:1', 0.5, (z: number) => Math.round(2 * z), [50, 50]],
] as const)(
  'never rejects more often than its level however often it is looked: %s',
  (_, at, of, [n, m]) => {
    const random = randomStream(7, [1, 2]);
    const experiments = 300;
    const looks = 10;
    let ever = 0;
    for (let i = 0; i < experiments; i += 1) {
      const [c, t]: [number[], number[]] = [[], []];
      let rejected = false;
      for (let look = 0; look < looks && !rejected; look += 1) {
        for (let k = 0; k < n / 10; k += 1) c.push(of(drawNormal(random)));
        for (let k = 0; k < m / 10; k += 1) t.push(of(drawNormal(random)));
        const time = { units: c.length + t.length, plannedUnits: n + m, alpha: 0.2 };
        const sides = quantileSequenceSides(c, t, at, time, 'greater');
        if (typeof sides === 'string') continue;
        rejected = sides.difference.above.exceeds(0).pValue < 0.2;
      }
      ever += Number(rejected);
    }
    // 0.2 + 3 standard errors of 300 experiments.
    expect(ever / experiments).toBeLessThan(0.27);
  },
);

test('many values take no pass over all of them', () => {
  const random = randomStream(3, [4, 0]);
  const draw = (shift: number) =>
    Float64Array.from({ length: 100_000 }, () => Math.exp(drawNormal(random)) + shift);
  const time = { units: 200_000, plannedUnits: 200_000, alpha: 0.05 };
  const sides = quantileSequenceSides(draw(0), draw(0.2), 0.95, time, 'two-sided');
  if (typeof sides === 'string') throw new Error(sides);
  const { lower, upper } = quantileTestOf(sides, 'two-sided').effectInterval(0.05);
  expect(lower! < 0.2 && upper! > 0.2).toBe(true);
  expect(upper! - lower!).toBeLessThan(0.5);
});

test('what has no test says so', () => {
  const time = { units: 10, plannedUnits: 10, alpha: 0.05 };
  expect(quantileSequenceSides([], [1], 0.5, time, 'greater')).toBe('TOO_FEW_UNITS');
  expect(quantileSequenceSides([1, 1], [1, 1], 0.5, time, 'greater')).toBe('ZERO_VARIANCE');
  expect(() => quantileSequenceSides([1, Number.NaN], [1], 0.5, time, 'greater')).toThrow(
    RangeError,
  );
  expect(() => quantileSequenceSides([1], [1], 1, time, 'greater')).toThrow(RangeError);
  expect(sidesOf([-1, 2], [1, 3], 0.5).share).toBeNull();
  // Five units cannot bound a p99 from above.
  expect(sidesOf([1, 2, 3, 4, 5], [6, 7, 8, 9, 10], 0.99).difference.above.bound(0.05)).toBeNull();
});

test('the value that is no number is named, whichever arm and end it stands at', () => {
  const time = { units: 6, plannedUnits: 100, alpha: 0.05 };
  for (const [bad, name] of [
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NaN, 'NaN'],
  ] as const) {
    const of = (control: number[], treatment: number[]) => () =>
      quantileSequenceSides(control, treatment, 0.5, time, 'greater');
    expect(of([1, 2, bad], [1, 2, 3])).toThrow(name);
    expect(of([1, 2, 3], [bad, 2, 1])).toThrow(name);
  }
  expect(() =>
    quantileSequenceSides([1, Number.NEGATIVE_INFINITY], [1, 2], 0.5, time, 'greater'),
  ).toThrow(RangeError);
});
