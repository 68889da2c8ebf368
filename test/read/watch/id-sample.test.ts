import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addIfNew,
  isSampled,
  MOST_SAMPLED,
  noSample,
  raise,
} from '../../../src/read/watch/id-sample.js';

test('ids that differ are never taken for one another', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 9 })),
      fc.nat({ max: 3 }),
      (ids, level) => {
        const sample = noSample();
        raise(sample, level);
        expect(ids.every((id) => addIfNew(sample, id))).toBe(true);
        const again = ids.filter((id) => !addIfNew(sample, id));
        expect(again).toEqual(ids.filter((id) => isSampled(sample, id)));
      },
    ),
    { seed: 20261126, numRuns: 50 },
  );
});

test('of a million ids a bounded sample is remembered', () => {
  const sample = noSample();
  let repeated = 0;
  for (let i = 0; i < 1_000_000; i++) if (!addIfNew(sample, `user-${i}`)) repeated += 1;
  expect(repeated).toBe(0);
  expect(sample.ids.size).toBeGreaterThanOrEqual(MOST_SAMPLED / 4);
  expect(sample.ids.size).toBeLessThanOrEqual(MOST_SAMPLED);
  // Each bit halves them, give or take what chance does to so many.
  expect(1_000_000 / 2 ** sample.level / sample.ids.size).toBeCloseTo(1, 1);
});

test.each([
  ['numbers', (i: number) => `${i}`],
  ['numbers of one length', (i: number) => `${10_000_000 + i}`],
  ['addresses', (i: number) => `somebody.${i}@example.com`],
  ['beyond ASCII', (i: number) => `п-${i}`],
])('a level halves %s', (_, idOf) => {
  const sample = noSample();
  raise(sample, 3);
  let sampled = 0;
  for (let i = 0; i < 40_000; i++) if (isSampled(sample, idOf(i))) sampled += 1;
  // 5000 with a standard deviation of 66: five of them.
  expect(Math.abs(sampled - 5000)).toBeLessThan(330);
});
