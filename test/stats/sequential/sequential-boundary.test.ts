import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alternative } from '../../../src/stats/alternative.js';
import { normalUpperQuantile } from '../../../src/stats/distributions/normal.js';
import { bracketedRoot } from '../../../src/stats/numeric/roots.js';
import { crossingProbabilities } from '../../../src/stats/sequential/crossing.js';
import {
  boundariesAt,
  spendingBoundaries,
} from '../../../src/stats/sequential/sequential-boundary.js';
import { logSpent } from '../../../src/stats/sequential/spending.js';
import type { Spending } from '../../../src/stats/sequential/spending-family.js';
import { relativeError, worst } from '../reference.js';
import {
  equalFractions,
  looksOf,
  normalDraws,
  sequentialCases,
  sequentialFigures,
} from './reference.js';

const { logQuantiles, spending, boundaries, rpact, sizes } = sequentialFigures;
const twoSided = 'two-sided' as const;
const z = 1.959963984540054; // qnorm(.975)

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** The probability of stopping at any look without an effect. */
function rejected(
  bounds: readonly number[],
  fractions: readonly number[],
  alternative: Alternative,
): number {
  const { past, opposite } = crossingProbabilities(bounds, { fractions, alternative }, 0);
  return sum(past) + sum(opposite);
}

test('quantiles of logarithmic tails agree with R', () => {
  const { error, row } = worst(logQuantiles, ([logP, quantile]) => [
    Math.abs(normalUpperQuantile(logP) - quantile) / Math.max(1, Math.abs(quantile)),
  ]);
  expect(error, JSON.stringify(row)).toBeLessThan(1e-13);
  expect(normalUpperQuantile(Number.NEGATIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  expect(normalUpperQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
});

test('what is spent agrees with R, also where it underflows', () => {
  const { error, row } = worst(spending, ({ kind, t, logLevel, logSpent: expected }) => [
    relativeError(logSpent(kind, t, logLevel), expected),
  ]);
  expect(error, JSON.stringify(row)).toBeLessThan(1e-11);
  expect(Math.min(...spending.map(({ logSpent }) => logSpent))).toBeLessThan(-1000);
  expect(logSpent('pocock', 0, -3)).toBe(Number.NEGATIVE_INFINITY);
  expect(logSpent('obrien-fleming', 1.3, -3)).toBe(-3);
  expect(() => logSpent('pocock', -0.1, -3)).toThrow('fraction');
});

describe('boundaries', () => {
  const shared = sequentialCases('group-sequential');
  test('there are shared cases', () => expect(shared.length).toBe(8));

  test.each(shared)('the reference answer $id', ({ inputs, expected }) => {
    const kind: Spending = inputs.spending === 'pocock' ? 'pocock' : 'obrien-fleming';
    const looks = { fractions: inputs.information, spending: kind, alternative: twoSided };
    spendingBoundaries(looks, inputs.alpha).forEach((bound, look) => {
      expect(Math.abs(bound - expected.z_boundary[look])).toBeLessThan(1e-6);
      const spent =
        2 * Math.exp(logSpent(kind, inputs.information[look], Math.log(inputs.alpha / 2)));
      expect(spent).toBeCloseTo(expected.cumulative_alpha[look], 12);
    });
  });

  test.each<[Spending, number[], number[]]>([
    ['obrien-fleming', equalFractions(5), [4.8769, 3.357, 2.6803, 2.2898, 2.031]],
    ['obrien-fleming', equalFractions(4), [4.3326, 2.9631, 2.359, 2.0141]],
    ['obrien-fleming', [0.3, 0.7, 1], [3.9286, 2.4387, 2]],
    ['pocock', equalFractions(4), [2.3683, 2.3675, 2.3581, 2.35]],
  ])('published (Lan–DeMets): %s at %j', (kind, fractions, expected) => {
    const found = spendingBoundaries({ fractions, spending: kind, alternative: twoSided }, 0.05);
    // The programs they come from have errors of up to 7e-5.
    for (const [look, bound] of found.entries()) {
      expect(Math.abs(bound - expected[look]!)).toBeLessThan(1e-4);
    }
  });

  test("agree with Miwa's integral at looks of any spacing", () => {
    const { error, row } = worst(boundaries, (row) =>
      spendingBoundaries(looksOf(row, row.t), row.level).map((bound, look) =>
        Math.abs(bound - row.b[look]!),
      ),
    );
    expect(error, JSON.stringify(row)).toBeLessThan(1e-8);
  });

  test("reject as often as Simpson's rule says, of rpact's bounds for up to 20 looks", () => {
    const { error, row } = worst(rpact, (row) => {
      const bounds = row.b.map((bound) => bound ?? Number.POSITIVE_INFINITY);
      const { fractions, alternative } = looksOf(row, equalFractions(row.K));
      return [Math.abs(rejected(bounds, fractions, alternative) - row.rejected)];
    });
    expect(error, JSON.stringify(row)).toBeLessThan(1e-9);
  });

  test('agree with rpact, which is right to 4e-5', () => {
    const { error, row } = worst(rpact, (row) =>
      spendingBoundaries(looksOf(row, equalFractions(row.K)), row.level).map((bound, look) => {
        const expected = row.b[look]!;
        // Where less than 1e-5 is spent it is coarse, and then gives up.
        return expected === null || bound > 4.4 ? 0 : Math.abs(bound - expected);
      }),
    );
    expect(error, JSON.stringify(row)).toBeLessThan(5e-5);
  });

  test('a look that adds nothing, or has nothing left to spend, cannot stop', () => {
    const of = (fractions: number[]) =>
      spendingBoundaries({ fractions, spending: 'pocock', alternative: twoSided }, 0.05);
    const never = Number.POSITIVE_INFINITY;
    const [first, last] = of([0.5, 1]);
    expect(of([0.5, 0.5, 1])).toEqual([first, never, last]);
    expect(of([0.5, 1, 1.4])).toEqual([first, last, never]);
    // A look beyond the plan spends the rest at the information that it has.
    const [, beyond] = of([0.5, 1.4]);
    expect(rejected([first!, beyond!], [0.5, 1.4], twoSided)).toBeCloseTo(0.05, 12);
    expect(() => of([0.5, 0.4])).toThrow('fraction of look 2');
    expect(() => of([0])).toThrow('fraction of look 1');
    expect(() => of([Number.NaN])).toThrow('fraction');
  });

  test('spends far below doubles have bounds too', () => {
    const looks = { fractions: [1e-4, 2e-4, 0.5, 1], spending: 'obrien-fleming' as const };
    const found = boundariesAt({ ...looks, alternative: 'greater' }, Math.log(0.025));
    const plain = boundariesAt(
      { ...looks, alternative: 'greater', fractions: [0.5, 1] },
      Math.log(0.025),
    );
    expect(found[0]).toBeCloseTo(224.14, 1);
    expect(found[1]).toBeGreaterThan(150);
    expect(found[2]).toBeCloseTo(plain[0]!, 12);
    expect(found[3]).toBeCloseTo(plain[1]!, 12);
  });
});

describe('the whole test', () => {
  const fractions = fc
    .array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 })
    .map((values) => [...values].sort((a, b) => a - b));
  const kinds = fc.constantFrom<Spending>('obrien-fleming', 'pocock');
  const sides = fc.constantFrom<Alternative>(twoSided, 'greater', 'less');
  const level = fc.double({ min: 1e-6, max: 0.9, noNaN: true });

  test('stops without an effect as often as has been spent', () => {
    fc.assert(
      fc.property(fractions, kinds, sides, level, (t, kind, alternative, alpha) => {
        const looks = { fractions: t, spending: kind, alternative };
        const side = Math.log(alternative === twoSided ? alpha / 2 : alpha);
        const spent =
          (alternative === twoSided ? 2 : 1) * Math.exp(logSpent(kind, t.at(-1)!, side));
        const found = rejected(spendingBoundaries(looks, alpha), t, alternative);
        // What a last look too close to the one before it leaves unspent is at most a millionth.
        expect(Math.abs(found - spent)).toBeLessThan(2e-6);
      }),
      { numRuns: 100 },
    );
  });

  test('a later look does not change the earlier ones', () => {
    fc.assert(
      fc.property(fractions, kinds, sides, level, (t, spending, alternative, alpha) => {
        const found = spendingBoundaries({ fractions: t, spending, alternative }, alpha);
        const before = { fractions: t.slice(0, -1), spending, alternative };
        spendingBoundaries(before, alpha).forEach((bound, look) => {
          expect(relativeError(found[look]!, bound)).toBeLessThan(1e-9);
        });
      }),
      { numRuns: 100 },
    );
  });
});

test('published: peeking at 1.96 rejects a true null more and more often', () => {
  const expected = { 2: 0.083, 5: 0.142, 10: 0.193, 20: 0.247 };
  for (const [looks, rate] of Object.entries(expected)) {
    const fractions = equalFractions(Number(looks));
    // Published to three digits, by simulation: .247 is .2479.
    const found = rejected(
      fractions.map(() => z),
      fractions,
      twoSided,
    );
    expect(Math.abs(found - rate)).toBeLessThan(1.1e-3);
  }
});

/** The constant of a classical design, whose boundary is shape × constant. */
function constantOf(shape: number[], fractions: number[], alpha: number): number {
  const surplus = (c: number) =>
    rejected(
      shape.map((x) => c * x),
      fractions,
      twoSided,
    ) - alpha;
  return bracketedRoot(surplus, 1, 5);
}

test("Pocock's and O'Brien and Fleming's constants agree with Miwa's integral, and as published", () => {
  const { error, row } = worst(sequentialFigures.classical, ({ t, b }) => {
    const shape = b.map((bound) => bound / b[0]!);
    return [Math.abs(constantOf(shape, t, 0.05) - b[0]!)];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-8);
  // The published 2.3612 is 2.36130, cut off.
  for (const [i, expected] of [2.1783, 2.2895, 2.3612, 2.4131].entries()) {
    const t = equalFractions(i + 2);
    const even = t.map(() => 1);
    expect(Math.abs(constantOf(even, t, 0.05) - expected)).toBeLessThan(1e-4);
  }
  const fractions = equalFractions(4);
  const shape = fractions.map((t) => 1 / Math.sqrt(t));
  const constant = constantOf(shape, fractions, 0.05);
  for (const [look, expected] of [4.0485, 2.8627, 2.3374, 2.0243].entries()) {
    expect(Math.abs(constant * shape[look]! - expected)).toBeLessThan(1e-3);
  }
});

test("crossing probabilities with an effect agree with Miwa's integral", () => {
  const { error, row } = worst(sizes, (row) => {
    const { past, opposite } = crossingProbabilities(row.b, looksOf(row, row.t), row.drift);
    let total = 0;
    return past.map((p, look) => {
      total += p + opposite[look]!;
      return Math.abs(total - row.effect[look]!);
    });
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-8);
});

test('simulated: 20 looks at a true null', () => {
  const fractions = equalFractions(20);
  const of = (kind: Spending) =>
    spendingBoundaries({ fractions, spending: kind, alternative: twoSided }, 0.05);
  const designs = [fractions.map(() => z), of('obrien-fleming'), of('pocock')];
  const draw = normalDraws(4);
  const experiments = 20_000;
  const stopped = designs.map(() => 0);
  for (let i = 0; i < experiments; i += 1) {
    let total = 0;
    const path = fractions.map((_, look) => {
      total += draw();
      return Math.abs(total) / Math.sqrt(look + 1);
    });
    designs.forEach((bounds, design) => {
      if (path.some((value, look) => value > bounds[look]!)) stopped[design]! += 1;
    });
  }
  const [naive, ...spent] = stopped.map((count) => count / experiments);
  // Three standard errors of the simulation.
  expect(Math.abs(naive! - 0.248)).toBeLessThan(3 * Math.sqrt((0.248 * 0.752) / experiments));
  const error = 3 * Math.sqrt((0.05 * 0.95) / experiments);
  for (const rate of spent) expect(Math.abs(rate - 0.05)).toBeLessThan(error);
});

test.each([0, 1, -0.1, Number.NaN])('a level of %d is none', (level) => {
  const looks = { fractions: [0.5, 1], spending: 'pocock', alternative: 'greater' } as const;
  expect(() => spendingBoundaries(looks, level)).toThrow('level');
});
