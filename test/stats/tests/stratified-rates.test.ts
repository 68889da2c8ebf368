import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Stratum } from '../../../src/stats/tests/strata.js';
import { mantelHaenszelTest } from '../../../src/stats/tests/strata.js';
import type { StratifiedEffect } from '../../../src/stats/tests/stratified-effect.js';
import { stratifiedRateTest } from '../../../src/stats/tests/stratified-rates.js';
import { relativeError } from '../reference.js';

/** control successes, units, treatment successes, units */
function stratum([x, n, y, m]: readonly [number, number, number, number]): Stratum {
  return { control: { successes: x, n }, treatment: { successes: y, n: m } };
}

function tested(strata: readonly Stratum[]): StratifiedEffect {
  const effect = stratifiedRateTest(strata, 'two-sided');
  if (typeof effect === 'string') throw new Error(effect);
  return effect;
}

describe('published figures', () => {
  test('no events: 0 of 10 against 0 of 20, Miettinen & Nurminen (1985), example 4', () => {
    const { estimate, pValue, interval } = tested([stratum([0, 20, 0, 10])]);
    expect([estimate, pValue]).toEqual([0, 1]);
    const { lower, upper } = interval(0.05);
    expect(lower).toBeCloseTo(-0.166, 3);
    expect(upper).toBeCloseTo(0.284, 3);
  });

  test('an end of an interval has its level as p, also where no one succeeded, or all did', () => {
    for (const counts of [
      [0, 20, 0, 10],
      [20, 20, 10, 10],
      [0, 20, 2, 10],
    ] as const) {
      const { pValueAt, interval } = tested([stratum(counts)]);
      const { lower, upper } = interval(0.05);
      expect(pValueAt(lower!).pValue).toBeCloseTo(0.05, 10);
      expect(pValueAt(upper!).pValue).toBeCloseTo(0.05, 10);
    }
  });

  test('matched pairs are McNemar’s: Agresti (1990), table 10.1, approval of a prime minister', () => {
    // 1600 asked twice: 794 approve both times, 150 the first time only, 86 the second, 570 never.
    const pairs = [
      [794, 1, 1],
      [150, 1, 0],
      [86, 0, 1],
      [570, 0, 0],
    ].flatMap(([count, x, y]) => new Array<Stratum>(count!).fill(stratum([x!, 1, y!, 1])));
    const { estimate, statistic, interval } = tested(pairs);
    expect(statistic ** 2).toBeCloseTo(17.36, 2);
    expect(estimate).toBeCloseTo(-0.04, 12);
    const { lower, upper } = interval(0.05);
    expect([lower!, upper!].map((end) => Number(end.toFixed(3)))).toEqual([-0.059, -0.021]);
  });
});

test('the variance is right on average, in strata of any size, where the difference is what it is', () => {
  // All tables of a stratum, each as often as it is drawn: what varies is then known to be R's variance.
  const [control, treatment] = [
    { n: 2, rate: 0.3 },
    { n: 3, rate: 0.6 },
  ];
  const chance = (x: number, n: number, p: number) =>
    [1, n, n === 3 ? 3 : 1, 1][x]! * p ** x * (1 - p) ** (n - x);
  const strata: Stratum[] = [];
  for (let x = 0; x <= 2; x += 1) {
    for (let y = 0; y <= 3; y += 1) {
      const share = chance(x, 2, control.rate) * chance(y, 3, treatment.rate);
      const copies = Math.round(1e5 * share);
      strata.push(...new Array<Stratum>(copies).fill(stratum([x, 2, y, 3])));
    }
  }
  const truth = (0.21 / 2 + 0.24 / 3) / strata.length;
  const { estimate, variance } = tested(strata);
  expect(estimate).toBeCloseTo(0.3, 4);
  expect(variance / truth).toBeCloseTo(1, 3);
});

const counts = fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => ({ successes: a, n: a + b }));
const tables = fc
  .array(fc.record({ control: counts, treatment: counts }), { minLength: 1, maxLength: 6 })
  .filter((strata) => strata.some(({ control, treatment }) => control.n > 0 && treatment.n > 0));

test('its p-value is that of Cochran, Mantel and Haenszel', () => {
  fc.assert(
    fc.property(tables, (strata) => {
      const test = mantelHaenszelTest(strata);
      if (typeof test === 'string') return;
      expect(relativeError(tested(strata).statistic ** 2, test.statistic)).toBeLessThan(1e-11);
    }),
    { seed: 10, numRuns: 300 },
  );
});

test('p and interval decide alike at every level, the interval holds the estimate, and is in [−1, 1]', () => {
  fc.assert(
    fc.property(tables, fc.double({ min: 0.001, max: 0.9, noNaN: true }), (strata, level) => {
      const { estimate, pValue, interval } = tested(strata);
      for (const at of [level, pValue < 1 ? pValue : level]) {
        const { lower, upper } = interval(at);
        expect(lower! > 0 || upper! < 0).toBe(pValue < at);
        expect(lower!).toBeLessThanOrEqual(estimate);
        expect(upper!).toBeGreaterThanOrEqual(estimate);
        expect([lower! >= -1, upper! <= 1]).toEqual([true, true]);
      }
    }),
    { seed: 11, numRuns: 500 },
  );
});

test('swapping arms, or successes and failures, mirrors the interval', () => {
  const swap = ({ control, treatment }: Stratum) => ({ control: treatment, treatment: control });
  const flip = ({ successes, n }: Stratum['control']) => ({ successes: n - successes, n });
  const flipped = ({ control, treatment }: Stratum) => ({
    control: flip(control),
    treatment: flip(treatment),
  });
  fc.assert(
    fc.property(tables, (strata) => {
      const { lower, upper } = tested(strata).interval(0.05);
      for (const other of [strata.map(swap), strata.map(flipped)]) {
        // Exactly half successes may be taken for rare or for common.
        if (
          strata.some(
            (s) =>
              2 * (s.control.successes + s.treatment.successes) === s.control.n + s.treatment.n,
          )
        )
          return;
        const back = tested(other).interval(0.05);
        expect(back.lower!).toBeCloseTo(-upper!, 9);
        expect(back.upper!).toBeCloseTo(-lower!, 9);
      }
    }),
    { seed: 12, numRuns: 300 },
  );
});

test('without a stratum of both arms there is none', () => {
  expect(stratifiedRateTest([stratum([3, 9, 0, 0])], 'two-sided')).toBe('TOO_FEW_UNITS');
});
