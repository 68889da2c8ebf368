import { describe, expect, test } from 'vitest';
import type { Atom } from '../../../src/experiment/simulate/atoms.js';
import { FIGURES, SQUARES } from '../../../src/experiment/simulate/population.js';
import { weightedMoments } from '../../../src/experiment/simulate/weighted-moments.js';
import { addUnit, emptyMoments, type Moments } from '../../../src/stats/moments.js';

/** Most units spent nothing, a few spent amounts of any size; a covariate beside. */
function zeroInflated(amount: number): Atom[] {
  const spent = Array.from({ length: 40 }, (_, i): Atom => {
    return { values: [[amount * (i + 1) ** 1.7, i / 7]], weight: 1 };
  });
  return [{ values: [[0, 3]], weight: 760 }, ...spent];
}

test.each([1e-9, 0.37, 12.34, 1e4, 1e9])(
  'units that are all alike have no variance: %d',
  (size) => {
    const own = weightedMoments(zeroInflated(size));
    for (let n = 1; n < 700; n += 1) {
      own.clear();
      own.add(0, n);
      for (let i = 0; i < 7; i += 1) own.add(0, 1);
      const { moments } = own.sample(0);
      expect(moments.n).toBe(n + 7);
      expect(moments.mean).toEqual([0, 3]);
      expect(moments.comoment.map(Math.abs)).toEqual([0, 0, 0]);
      expect(moments.third!.map(Math.abs)).toEqual([0, 0, 0, 0]);
      const figures = new Float64Array(FIGURES);
      own.fill(figures);
      expect(Math.abs(figures[SQUARES]!)).toBe(0);
    }
  },
);

test('one unit among many that differs is a variance', () => {
  const own = weightedMoments(zeroInflated(0.37));
  own.add(0, 100_000);
  own.add(1, 1);
  const spread = (0.37 ** 2 * 100_000) / 100_001;
  expect(own.sample(0).moments.comoment[0]! / spread).toBeCloseTo(1, 6);
});

test('figures are those of the sample', () => {
  const own = weightedMoments(zeroInflated(0.37));
  for (let i = 0; i < 41; i += 1) own.add(i, 1 + (i % 3));
  const figures = new Float64Array(FIGURES);
  own.fill(figures);
  const { moments } = own.sample(0);
  expect([...figures]).toEqual([moments.n, Number.NaN, moments.mean[0], moments.comoment[0]]);
});

describe('units of several measures', () => {
  const atoms: Atom[] = [
    { values: [[3, 1, 7], [1]], weight: 2 },
    { values: [[-2, 4, 0.5], [0]], weight: 1 },
    { values: [[11, null, 2], [null]], weight: 1 },
    { values: [[5, 2.5, -6], [1]], weight: 4 },
    { values: [[0, 9, 3], [0]], weight: 1 },
  ];
  const counts = [1, 3, 3, 2, 2];

  /** The same one by one. */
  function oneByOne(metric: number): Moments {
    const moments = emptyMoments(atoms[0]!.values[metric]!.length);
    atoms.forEach(({ values }, i) => {
      const own = values[metric]!;
      for (let k = 0; k < counts[i]! && !own.includes(null); k += 1)
        addUnit(moments, own as number[]);
    });
    return moments;
  }

  const near = (found: readonly number[], expected: readonly number[]) => {
    expect(found).toHaveLength(expected.length);
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 9);
    });
  };

  test('have the moments of their units, one by one', () => {
    const own = weightedMoments(atoms);
    counts.forEach((count, atom) => {
      own.add(atom, count);
    });
    const [values, success] = [own.sample(0), own.sample(1)];
    const expected = oneByOne(0);
    expect([values.moments.n, values.missing, values.successes]).toEqual([8, 3, null]);
    near(values.moments.mean, expected.mean);
    near(values.moments.comoment, expected.comoment);
    near(values.moments.third!, expected.third!);
    expect([success.moments.n, success.missing, success.successes]).toEqual([8, 3, 3]);
    near(success.moments.mean, [0.375]);
    near(success.moments.comoment, [1.875]);
    const figures = new Float64Array(2 * FIGURES);
    own.fill(figures);
    const { n, mean, comoment } = expected;
    near([...figures.subarray(0, 1), ...figures.subarray(2, 6)], [n, mean[0]!, comoment[0]!, 8, 3]);
    expect(figures[1]).toBeNaN();
    near([...figures.subarray(6)], [0.375, 1.875]);
  });

  test('of which some are all alike have that value, and nothing to do with the others', () => {
    const alike = [0.1, 0.2, 0.7, 0.4].map((x, i): Atom => ({ values: [[x, 0.3]], weight: i + 1 }));
    const own = weightedMoments(alike);
    alike.forEach((_, i) => {
      own.add(i, 7);
    });
    const { moments } = own.sample(0);
    expect(moments.mean[1]).toBe(0.3);
    // 7 · Σ (x − .35)² is 7 · .21.
    near(moments.comoment, [1.47, 0, 0]);
    expect(moments.comoment.slice(1).map(Math.abs)).toEqual([0, 0]);
    // 7 · Σ (x − .35)³ of −.25, −.15, .35 and .05.
    near(moments.third!, [7 * 0.024, 0, 0, 0]);
    expect(moments.third!.slice(1).map(Math.abs)).toEqual([0, 0, 0]);
  });

  test('that are none yet, or any more, are none', () => {
    const own = weightedMoments(atoms);
    const figures = new Float64Array(2 * FIGURES);
    const none = [0, Number.NaN, 0, 0, 0, 0, 0, 0];
    own.fill(figures);
    expect([...figures]).toEqual(none);
    own.add(0, 5);
    own.add(2, 4);
    own.clear();
    own.fill(figures);
    expect([...figures]).toEqual(none);
    expect(own.sample(0)).toMatchObject({ successes: null, missing: 0, moments: { n: 0 } });
    expect(own.sample(1)).toMatchObject({ successes: 0, missing: 0, moments: { n: 0 } });
    // Units without a value are no units of the metric, yet they are told.
    own.add(2, 4);
    own.fill(figures);
    expect([...figures]).toEqual(none);
    expect(own.sample(0)).toMatchObject({ missing: 4, moments: { n: 0, mean: [0, 0, 0] } });
  });
});
