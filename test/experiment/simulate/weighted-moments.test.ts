import { expect, test } from 'vitest';
import type { Atom } from '../../../src/experiment/simulate/atoms.js';
import { FIGURES } from '../../../src/experiment/simulate/population.js';
import { weightedMoments } from '../../../src/experiment/simulate/weighted-moments.js';

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
