import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalTails } from '../../../src/stats/distributions/normal.js';
import { plannedBetaSpending } from '../../../src/stats/power/futility-plan.js';
import {
  groupSequentialPower,
  groupSequentialSize,
} from '../../../src/stats/power/sequential-power.js';
import { crossingProbabilities } from '../../../src/stats/sequential/crossing.js';
import { futilityBounds } from '../../../src/stats/sequential/futility.js';
import { spendingBoundaries } from '../../../src/stats/sequential/sequential-boundary.js';
import { logSpent } from '../../../src/stats/sequential/spending.js';
import type { Spending } from '../../../src/stats/sequential/spending-family.js';
import { equalFractions } from './reference.js';

interface Row {
  spending: Spending;
  futility: Spending;
  fractions: number[];
  power: number;
  boundaries: number[];
  bounds: number[];
  inflation: number;
  drift: number;
  expected: { null: number; effect: number };
  futile: number[];
}

const rows: Row[] = JSON.parse(
  readFileSync(new URL('../../reference/futility.json', import.meta.url), 'utf8'),
);

describe.each(rows)('$spending with futility by $futility at $fractions', (row) => {
  const { fractions, power, spending } = row;
  const rule = { spending: row.futility, power };
  const oneSided = { fractions, spending, alternative: 'greater' } as const;
  const size = groupSequentialSize(oneSided, { alpha: 0.025, power }, rule);

  test('has the bounds, the size and the chances of rpact', () => {
    for (const [i, z] of row.boundaries.entries()) expect(size.boundaries[i]).toBeCloseTo(z, 6);
    for (const [i, z] of row.bounds.entries()) expect(size.futility[i]).toBeCloseTo(z, 6);
    expect(size.futility.at(-1)).toBe(Number.NEGATIVE_INFINITY);
    expect(size.inflation).toBeCloseTo(row.inflation, 6);
    expect(size.drift).toBeCloseTo(row.drift, 6);
    expect(size.expected.null).toBeCloseTo(row.expected.null, 6);
    expect(size.expected.effect).toBeCloseTo(row.expected.effect, 6);
    for (const [i, p] of row.futile.entries()) expect(size.futile.effect[i]).toBeCloseTo(p, 7);
  });

  test('two-sided at twice alpha, but for what the other side rejects', () => {
    const twoSided = { ...oneSided, alternative: 'two-sided' } as const;
    const both = groupSequentialSize(twoSided, { alpha: 0.05, power }, rule);
    for (const [i, z] of row.bounds.entries()) expect(both.futility[i]).toBeCloseTo(z, 3);
    expect(both.inflation).toBeCloseTo(row.inflation, 4);
  });
});

test('gsDesign’s default: three looks, γ = −4 and −2, power of 90 %', () => {
  const looks = {
    fractions: equalFractions(3),
    spending: 'hwang-shih-decani',
    alternative: 'greater',
  } as const;
  const rule = { spending: 'hwang-shih-decani:-2', power: 0.9 } as const;
  const { futility, inflation } = groupSequentialSize(looks, { alpha: 0.025, power: 0.9 }, rule);
  // Anderson, gsDesign: An R Package for Designing Group Sequential Clinical Trials, gsDesign().
  expect(futility[0]).toBeCloseTo(-0.24, 2);
  expect(futility[1]).toBeCloseTo(0.94, 2);
  expect(inflation).toBeCloseTo(1.07, 2);
});

const spendings = fc.constantFrom<Spending>(
  'obrien-fleming',
  'pocock',
  'power-0.3',
  'power-9',
  'hwang-shih-decani:-30',
  'hwang-shih-decani:12',
);
const alternatives = fc.constantFrom('two-sided' as const, 'greater' as const);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
/** qnorm(.975) */
const Z = 1.959963984540054;
const seeded = { seed: 20_261_126, numRuns: 40 };

test('the power holds where every bound is obeyed, and alpha where none is', () => {
  fc.assert(
    fc.property(
      spendings,
      spendings,
      alternatives,
      fc.integer({ min: 1, max: 8 }),
      fc.double({ min: 0.3, max: 0.97, noNaN: true }),
      (spending, futility, alternative, count, power) => {
        const looks = { fractions: equalFractions(count), spending, alternative };
        const rule = { spending: futility, power };
        const boundaries = spendingBoundaries(looks, 0.05);
        const { drift, beta } = plannedBetaSpending(looks, 0.05, rule);
        const bounds = futilityBounds(boundaries, looks, { spending: futility, beta, drift });
        const found = crossingProbabilities(boundaries, looks, drift, bounds);
        expect(sum(found.past)).toBeCloseTo(power, 9);
        const none = crossingProbabilities(boundaries, looks, 0);
        expect(sum(none.past) + sum(none.opposite)).toBeCloseTo(0.05, 9);
        for (const [i, bound] of bounds.entries())
          expect(bound).toBeLessThanOrEqual(boundaries[i]!);
      },
    ),
    seeded,
  );
});

test('a look spends what its information lets it, wherever it comes', () => {
  const looks = {
    fractions: [0.13, 0.55, 0.61, 0.97],
    spending: 'obrien-fleming',
    alternative: 'greater',
  } as const;
  const boundaries = spendingBoundaries(looks, 0.025);
  const spends = { spending: 'pocock', beta: 0.2, drift: 3.1 } as const;
  const bounds = futilityBounds(boundaries, looks, spends);
  const { futile } = crossingProbabilities(boundaries, looks, 3.1, bounds);
  looks.fractions.forEach((fraction, look) => {
    const spent = Math.exp(logSpent('pocock', fraction, Math.log(0.2)));
    expect(sum(futile.slice(0, look + 1))).toBeCloseTo(spent, 10);
  });
});

test('where nothing more may be lost than goes on, the test ends at its boundary', () => {
  const looks = {
    fractions: [0.5, 0.9],
    spending: 'obrien-fleming',
    alternative: 'greater',
  } as const;
  const boundaries = spendingBoundaries(looks, 0.025);
  const spends = { spending: 'hwang-shih-decani:40', beta: 0.2, drift: 9 } as const;
  expect(futilityBounds(boundaries, looks, spends)).toEqual(boundaries);
});

test('power is that of the size that was found for it', () => {
  const looks = {
    fractions: equalFractions(4),
    spending: 'pocock',
    alternative: 'two-sided',
  } as const;
  const rule = { spending: 'pocock', power: 0.8 } as const;
  const more = groupSequentialSize(looks, { alpha: 0.05, power: 0.93 }, rule);
  const less = groupSequentialSize(looks, { alpha: 0.05, power: 0.93 });
  // The bounds stay those of 80 %, so that more power loses less than its own beta to them.
  expect(more.inflation).toBeGreaterThan(less.inflation);
  expect(more.futile.effect.at(-1)).toBeLessThan(0.2);
  const once = 1 - normalTails(more.drift - Z).upper;
  expect(groupSequentialPower(looks, 0.05, rule)(once)).toBeCloseTo(0.93, 9);
});

test('refuses what no bounds can be had of', () => {
  const looks = { fractions: [0.5, 1], alternative: 'greater' } as const;
  const asked = { spending: 'pocock', beta: 0.2, drift: 2.5 } as const;
  for (const beta of [0, 1, Number.NaN]) {
    expect(() => futilityBounds([2.4, 2], looks, { ...asked, beta })).toThrow('beta');
  }
  for (const drift of [0, -1, Number.NaN]) {
    expect(() => futilityBounds([2.4, 2], looks, { ...asked, drift })).toThrow('drift');
  }
});

test('a look without news has no chance of any end, be it by futility', () => {
  const looks = { fractions: [0.5, 0.5, 1], alternative: 'greater' } as const;
  const found = crossingProbabilities([2.5, 2.5, 2], looks, 1, [0, 0, 2]);
  for (const chances of [found.past, found.opposite, found.futile]) expect(chances[1]).toBe(0);
  const plain = { fractions: [0.5, 1], alternative: 'greater' } as const;
  const without = crossingProbabilities([2.5, 2], plain, 1, [0, 2]);
  expect(sum(found.futile)).toBeCloseTo(sum(without.futile), 10);
  expect(sum(found.past) + sum(found.futile)).toBeCloseTo(1, 9);
});
