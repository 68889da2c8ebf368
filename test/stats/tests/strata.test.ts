import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChiSquareTest } from '../../../src/stats/distributions/chi-square.js';
import { scoreTest } from '../../../src/stats/tests/score-test.js';
import {
  mantelFleissReach,
  mantelHaenszelDifference,
  mantelHaenszelOddsRatio,
  mantelHaenszelTest,
  type Stratum,
} from '../../../src/stats/tests/strata.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError, worst } from '../reference.js';
import { segmentCases, segmentRows } from './segments-reference.js';

/** control successes, units, treatment successes, units */
type Four = [number, number, number, number];

function stratum([x, n, y, m]: Four): Stratum {
  return { control: { successes: x, n }, treatment: { successes: y, n: m } };
}

/** The strata of a row of five, of which the last ones may be empty. */
function strataIn(row: Record<string, number>): Stratum[] {
  return [1, 2, 3, 4, 5].map((i) =>
    stratum([row[`x${i}`]!, row[`n${i}`]!, row[`y${i}`]!, row[`m${i}`]!]),
  );
}

test.each(segmentCases('strata'))('the reference answer $id', ({ inputs, expected }) => {
  const strata: Stratum[] = inputs.control.map((control: Stratum['control'], i: number) => ({
    control,
    treatment: inputs.treatment[i],
  }));
  const result = mantelHaenszelTest(strata) as ChiSquareTest;
  expect(relativeError(result.statistic, expected.mh_chi_square)).toBeLessThan(1e-11);
  expect(relativeError(result.pValue, expected.mh_p)).toBeLessThan(1e-10);
  const ratio = mantelHaenszelOddsRatio(strata, 0.05)!;
  expect(relativeError(ratio.estimate, expected.mh_odds_ratio)).toBeLessThan(1e-12);
});

test('agrees with R on a grid', () => {
  const { error, row } = worst(segmentRows('strata'), (row) => {
    const strata = strataIn(row);
    const result = mantelHaenszelTest(strata) as ChiSquareTest;
    const ratio = mantelHaenszelOddsRatio(strata, row.alpha!)!;
    const large = mantelHaenszelDifference(strata)!;
    const sparse = mantelHaenszelDifference(strata, 'sato')!;
    return [
      Math.abs(result.statistic - row.chiSquare!) / Math.max(1, row.chiSquare!),
      relativeError(result.pValue, row.p!),
      relativeError(ratio.estimate, row.oddsRatio!),
      relativeError(ratio.lower, row.oddsLower!),
      relativeError(ratio.upper, row.oddsUpper!),
      Math.abs(large.estimate - row.difference!),
      relativeError(large.variance, row.greenlandRobins!),
      relativeError(sparse.variance, row.sato!),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-11);
});

describe('published figures', () => {
  test('UCBAdmissions, as R documents it: corrected p .2323, odds ratio .9047', () => {
    // Admitted men of all men against admitted women of all women, departments A to F.
    const men = [512, 825, 353, 560, 120, 325, 138, 417, 53, 191, 22, 373];
    const women = [89, 108, 17, 25, 202, 593, 131, 375, 94, 393, 24, 341];
    const strata = [0, 2, 4, 6, 8, 10].map((i) =>
      stratum([women[i]!, women[i + 1]!, men[i]!, men[i + 1]!]),
    );
    const ratio = mantelHaenszelOddsRatio(strata, 0.05)!;
    expect(ratio.estimate).toBeCloseTo(0.9047, 4);
    expect(ratio.lower).toBeCloseTo(0.7719074, 7);
    expect(ratio.upper).toBeCloseTo(1.0603298, 7);
    // Without correction the statistic is 1.5246 (R: mantelhaen.test(UCBAdmissions, correct = FALSE)).
    expect((mantelHaenszelTest(strata) as ChiSquareTest).statistic).toBeCloseTo(1.5246, 4);
  });

  test('Rabbits, as R documents it: odds ratio 7', () => {
    // Agresti (1990), Categorical Data Analysis, p. 237: penicillin at once against after 1.5 hours.
    const rows = [
      [0, 5, 0, 6],
      [0, 6, 3, 6],
      [2, 6, 6, 6],
      [6, 6, 5, 6],
      [5, 5, 2, 2],
    ] as Four[];
    const strata = rows.map(stratum);
    expect(mantelHaenszelOddsRatio(strata, 0.05)!.estimate).toBeCloseTo(7, 12);
    expect((mantelHaenszelTest(strata) as ChiSquareTest).statistic).toBeCloseTo(5.6571, 4);
  });
});

const counts = fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => ({ successes: a, n: a + b }));
const table = fc.record({ control: counts, treatment: counts });
const tables = fc.array(table, { minLength: 1, maxLength: 6 });

const swap = ({ control, treatment }: Stratum) => ({ control: treatment, treatment: control });
const flipped = ({ successes, n }: Stratum['control']) => ({ successes: n - successes, n });

test('swapping the arms mirrors all of it', () => {
  fc.assert(
    fc.property(tables, (strata) => {
      const back = strata.map(swap);
      const [there, again] = [mantelHaenszelTest(strata), mantelHaenszelTest(back)];
      if (typeof there === 'string') expect(again).toBe(there);
      else expect((again as ChiSquareTest).statistic).toBeCloseTo(there.statistic, 10);
      const [ratio, inverse] = [strata, back].map((s) => mantelHaenszelOddsRatio(s, 0.1));
      if (ratio === null) expect(inverse).toBeNull();
      else expect(ratio!.lower * inverse!.upper).toBeCloseTo(1, 11);
      for (const method of ['greenland-robins', 'sato'] as const) {
        const [up, down] = [strata, back].map((s) => mantelHaenszelDifference(s, method));
        if (up === null) expect(down).toBeNull();
        else
          expect([down!.estimate, down!.variance]).toEqual([
            expect.closeTo(-up!.estimate, 12),
            expect.closeTo(up!.variance, 12),
          ]);
      }
    }),
  );
});

test('counting failures instead of successes mirrors all of it', () => {
  fc.assert(
    fc.property(tables, (strata) => {
      const other = strata.map((s) => ({
        control: flipped(s.control),
        treatment: flipped(s.treatment),
      }));
      const [ratio, inverse] = [strata, other].map((s) => mantelHaenszelOddsRatio(s, 0.1));
      if (ratio === null) expect(inverse).toBeNull();
      else expect(ratio!.estimate * inverse!.estimate).toBeCloseTo(1, 11);
      for (const method of ['greenland-robins', 'sato'] as const) {
        const [up, down] = [strata, other].map((s) => mantelHaenszelDifference(s, method));
        if (up !== null) expect(down!.variance).toBeCloseTo(up!.variance, 12);
      }
    }),
  );
});

test('one stratum gives the crude figures', () => {
  fc.assert(
    fc.property(table, (only) => {
      const crude = scoreTest(only.control, only.treatment, 'two-sided');
      const result = mantelHaenszelTest([only]);
      const successes = only.control.successes + only.treatment.successes;
      const alike = successes === 0 || successes === only.control.n + only.treatment.n;
      if (typeof crude === 'string' || alike) {
        expect(result).toBe(typeof crude === 'string' ? crude : 'ZERO_VARIANCE');
        return;
      }
      const n = only.control.n + only.treatment.n;
      const statistic = ((crude as TwoSampleTest).statistic! ** 2 * (n - 1)) / n;
      expect((result as ChiSquareTest).statistic).toBeCloseTo(statistic, 9);
      const [p, q] = [only.control, only.treatment].map(({ successes, n: m }) => successes / m);
      const difference = mantelHaenszelDifference([only])!;
      const variance = (p! * (1 - p!)) / only.control.n + (q! * (1 - q!)) / only.treatment.n;
      expect(difference.estimate).toBeCloseTo(q! - p!, 12);
      expect(difference.variance).toBeCloseTo(variance, 12);
    }),
  );
});

test('a stratum with an empty arm, or without units, changes nothing', () => {
  fc.assert(
    fc.property(tables, counts, (strata, control) => {
      const more = [...strata, { control, treatment: { successes: 0, n: 0 } }];
      expect(mantelHaenszelTest(more)).toEqual(mantelHaenszelTest(strata));
      expect(mantelHaenszelOddsRatio(more, 0.05)).toEqual(mantelHaenszelOddsRatio(strata, 0.05));
      expect(mantelHaenszelDifference(more)).toEqual(mantelHaenszelDifference(strata));
    }),
  );
});

test("Sato's variance is right also where each stratum is tiny; Greenland and Robins' is not", () => {
  // Two kinds of strata, each outcome as often as it is expected in a thousand; both differ by −0.3.
  const chance = (k: number, n: number, p: number) =>
    (n === 2 && k === 1 ? 2 : 1) * p ** k * (1 - p) ** (n - k);
  const kinds = [
    { control: { n: 1, rate: 0.5 }, treatment: { n: 2, rate: 0.2 } },
    { control: { n: 2, rate: 0.4 }, treatment: { n: 1, rate: 0.1 } },
  ];
  const strata: Stratum[] = [];
  for (const { control, treatment } of kinds) {
    for (const x of [0, 1, 2].filter((k) => k <= control.n)) {
      for (const y of [0, 1, 2].filter((k) => k <= treatment.n)) {
        const share = chance(x, control.n, control.rate) * chance(y, treatment.n, treatment.rate);
        const copies = new Array<Stratum>(Math.round(1000 * share));
        strata.push(...copies.fill(stratum([x, control.n, y, treatment.n])));
      }
    }
  }
  expect(strata.length).toBe(2000);
  // Every stratum has weight ⅔, so the variance is the mean of the strata's own, ÷ 2000.
  const truth = (0.25 / 1 + 0.16 / 2 + 0.24 / 2 + 0.09 / 1) / 2 / 2000;
  const sparse = mantelHaenszelDifference(strata, 'sato')!;
  expect(sparse.estimate).toBeCloseTo(-0.3, 12);
  expect(sparse.variance / truth).toBeCloseTo(1, 12);
  expect(mantelHaenszelDifference(strata)!.variance / truth).toBeLessThan(0.5);
});

test('what cannot be tested says why', () => {
  expect(mantelHaenszelTest([])).toBe('TOO_FEW_UNITS');
  expect(mantelHaenszelTest([stratum([1, 3, 0, 0])])).toBe('TOO_FEW_UNITS');
  expect(mantelHaenszelTest([stratum([3, 3, 4, 4]), stratum([0, 3, 0, 2])])).toBe('ZERO_VARIANCE');
  expect(mantelHaenszelOddsRatio([stratum([0, 3, 2, 2])], 0.05)).toBeNull();
  expect(mantelHaenszelDifference([])).toBeNull();
});

test("Mantel and Fleiss's reach is that of the table with these margins, enumerated", () => {
  const tables: Four[] = [
    [3, 40, 1, 4],
    [2, 5, 4, 5],
    [9, 10, 9, 10],
    [0, 7, 0, 3],
  ];
  const reach = tables.map(([x, n, y, m]) => {
    const possible = Array.from({ length: m + 1 }, (_, k) => ({
      k,
      ways: choose(m, k) * choose(n, x + y - k),
    })).filter(({ ways }) => ways > 0);
    const all = possible.reduce((total, { ways }) => total + ways, 0);
    const mean = possible.reduce((total, { k, ways }) => total + k * ways, 0) / all;
    return { below: mean - possible[0]!.k, above: possible.at(-1)!.k - mean };
  });
  const [below, above] = [
    reach.reduce((total, r) => total + r.below, 0),
    reach.reduce((total, r) => total + r.above, 0),
  ];
  expect(mantelFleissReach(tables.map(stratum))).toBeCloseTo(Math.min(below, above), 12);
  expect(mantelFleissReach([])).toBe(0);
  // An arm that is empty says nothing.
  expect(mantelFleissReach([stratum([3, 40, 0, 0])])).toBe(0);
});

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  return Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((a, b) => a * b, 1);
}
