import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortedNumbers } from '../../src/stats/sorted-numbers.js';

/** What numbers may be like whose bits differ everywhere, or here and there. */
const KINDS: Record<string, fc.Arbitrary<number>> = {
  'any bits': fc.double({ noNaN: true }),
  'among them what is no number': fc.double(),
  'whole ones': fc.integer({ min: -40, max: 40 }),
  cents: fc.integer({ min: 0, max: 100_000 }).map((cents) => cents / 100),
  'of one size': fc.double({ min: 1e9, max: 1e9 + 1, noNaN: true }),
  'few, of either sign': fc.constantFrom(-0, 0, -5e-324, 5e-324, -Infinity, Infinity, -1, 1),
};

test.each(Object.entries(KINDS))('%s are sorted as by comparing', (_, kind) => {
  const given = fc.array(kind, { minLength: 1, maxLength: 40, size: 'max' });
  const many = fc.tuple(given, fc.integer({ min: 2490, max: 4000 }));
  fc.assert(
    fc.property(many, ([some, size]) => {
      // Numbers of a draw again and again, moved apart, so that both few and many are alike.
      const sample = Float64Array.from({ length: size }, (_, i) => {
        return i % 3 === 0 ? some[i % some.length]! : some[i % some.length]! * (1 + (i % 97) / 64);
      });
      const sorted = sample.slice().sort();
      // toEqual tells a negative zero from a zero.
      expect(sortedNumbers(sample)).toBe(sample);
      expect(sample).toEqual(sorted);
    }),
    { seed: 20261127, numRuns: 40 },
  );
});

test('a part of an array is sorted where it stands', () => {
  const all = Float64Array.from({ length: 9000 }, (_, i) => ((i * 7919) % 9001) - 4500);
  const before = all.slice();
  sortedNumbers(all.subarray(1001, 7001));
  expect(all.subarray(1001, 7001)).toEqual(before.slice(1001, 7001).sort());
  expect(all.subarray(0, 1001)).toEqual(before.subarray(0, 1001));
  expect(all.subarray(7001)).toEqual(before.subarray(7001));
});
