import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alternative } from '../../../src/stats/alternative.js';
import { alwaysValidInflation } from '../../../src/stats/power/always-valid-power.js';
import {
  groupSequentialSize,
  type SequentialSize,
  sequentialSize,
} from '../../../src/stats/power/sequential-power.js';
import type { Spending } from '../../../src/stats/sequential/spending-family.js';
import { relativeError, worst } from '../reference.js';
import { equalFractions, looksOf, sequentialFigures } from '../sequential/reference.js';

const { sizes, classical, rpact, planned } = sequentialFigures;

function errors(
  found: SequentialSize,
  expected: { inflation: number; expected: readonly number[] },
): number[] {
  return [
    Math.abs(found.inflation - expected.inflation),
    Math.abs(found.expected.null - expected.expected[0]!),
    Math.abs(found.expected.effect - expected.expected[1]!),
  ];
}

test("sizes agree with Miwa's integral at looks of any spacing", () => {
  const { error, row } = worst(sizes, (row) => {
    const found = groupSequentialSize(looksOf(row, row.t), row);
    const stops = (['null', 'effect'] as const).flatMap((which) =>
      found.stopped[which].map((p, look) => Math.abs(p - row[which][look]!)),
    );
    return [...errors(found, row), ...stops];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-8);
});

test('sizes agree with rpact for up to 20 looks', () => {
  const { error, row } = worst(rpact, (row) => {
    const looks = looksOf(row, equalFractions(row.K));
    const found = groupSequentialSize(looks, { alpha: row.level, power: 0.8 });
    return errors(found, { ...row, expected: [row.expectedNull, row.expectedEffect] });
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-4);
});

test("Pocock's and O'Brien and Fleming's designs, by Miwa's integral and as published", () => {
  const of = ({ t, b, power }: (typeof classical)[number]) =>
    sequentialSize(b, { fractions: t, alternative: 'two-sided' }, { alpha: 0.05, power });
  const { error, row } = worst(classical, (row) => errors(of(row), row));
  expect(error, JSON.stringify(row)).toBeLessThan(1e-8);
  // Jennison & Turnbull (2000), tables 2.2 and 2.4.
  expect(of(classical[0]!).inflation).toBeCloseTo(1.028, 3);
  expect(of(classical[1]!).inflation).toBeCloseTo(1.202, 3);
});

test('the probability of having stopped ends with alpha, and with the power', () => {
  const fractions = fc
    .uniqueArray(fc.integer({ min: 5, max: 95 }), { maxLength: 4 })
    .map((values) => [...values.sort((a, b) => a - b), 100].map((value) => value / 100));
  fc.assert(
    fc.property(
      fractions,
      fc.constantFrom<Spending>('obrien-fleming', 'pocock'),
      fc.constantFrom<Alternative>('greater', 'less'),
      fc.double({ min: 0.001, max: 0.2, noNaN: true }),
      fc.double({ min: 0.3, max: 0.99, noNaN: true }),
      (t, spending, alternative, alpha, power) => {
        const looks = { fractions: t, spending, alternative };
        const { inflation, expected, stopped } = groupSequentialSize(looks, { alpha, power });
        expect(stopped.null.at(-1)).toBeCloseTo(alpha, 10);
        expect(stopped.effect.at(-1)).toBeCloseTo(power, 10);
        expect(inflation).toBeGreaterThanOrEqual(1);
        expect(inflation).toBeLessThan(1.6);
        expect(expected.effect).toBeLessThanOrEqual(expected.null);
        expect(expected.null).toBeLessThanOrEqual(1);
        // A test that may stop earlier is expected to end earlier than the one that looks once.
        if (power > 0.6) expect(inflation * expected.effect).toBeLessThanOrEqual(1 + 1e-9);
      },
    ),
    { numRuns: 40 },
  );
});

test('a single look needs nothing more', () => {
  const looks = { fractions: [1], spending: 'pocock' as const, alternative: 'two-sided' as const };
  const { inflation, expected } = groupSequentialSize(looks, { alpha: 0.05, power: 0.8 });
  expect(inflation).toBeCloseTo(1, 9);
  expect(expected).toEqual({ null: 1, effect: 1 });
});

test('what always-valid costs agrees with R, from the mixture of likelihood ratios', () => {
  const { error, row } = worst(planned, (row) => {
    const found = alwaysValidInflation(row, row.two === 1 ? 'two-sided' : 'greater');
    return [relativeError(found, row.inflation)];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-11);
});

test('what makes no sense stops', () => {
  const looks = {
    fractions: [0.5, 0.9],
    spending: 'pocock' as const,
    alternative: 'less' as const,
  };
  expect(() => groupSequentialSize(looks, { alpha: 0.05, power: 0.8 })).toThrow('last fraction');
  const whole = { ...looks, fractions: [1] };
  expect(() => groupSequentialSize(whole, { alpha: 0.05, power: 0.05 })).toThrow('power');
  expect(() =>
    groupSequentialSize({ ...whole, fractions: [] }, { alpha: 0.05, power: 0.5 }),
  ).toThrow('last fraction');
  expect(() => alwaysValidInflation({ alpha: 0.5, power: 0.8 }, 'greater')).toThrow('alpha');
});
