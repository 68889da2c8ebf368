import { expect, test } from 'vitest';
import { mergeMetricAggregates } from '../../../src/experiment/aggregates.js';
import type { Atom } from '../../../src/experiment/simulate/atoms.js';
import { atomTallies } from '../../../src/experiment/simulate/weighted-moments.js';

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
    const tally = atomTallies(zeroInflated(size));
    for (let n = 1; n < 700; n += 1) {
      const one = tally();
      one.add(0, n);
      const [sample] = one.samples();
      expect(sample!.moments.mean).toEqual([0, 3]);
      expect(sample!.moments.comoment.map(Math.abs)).toEqual([0, 0, 0]);
      const other = tally();
      other.add(0, 7);
      const { moments } = mergeMetricAggregates(sample!, other.samples()[0]!);
      expect(moments.comoment.map(Math.abs)).toEqual([0, 0, 0]);
      expect(moments.third!.map(Math.abs)).toEqual([0, 0, 0, 0]);
    }
  },
);

test('one unit among many that differs is a variance', () => {
  const one = atomTallies(zeroInflated(0.37))();
  one.add(0, 100_000);
  one.add(1, 1);
  const [sample] = one.samples();
  const spread = (0.37 ** 2 * 100_000) / 100_001;
  expect(sample!.moments.comoment[0]! / spread).toBeCloseTo(1, 6);
});
