import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOfWhole } from '../../../src/read/bytes/hash-of-whole.js';
import { hashOfBytes, hashOfText } from '../../../src/read/bytes/id-hash.js';

test('the bytes of a text have its hash', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
      const bytes = Buffer.from(`-${text}-`);
      expect(hashOfBytes(bytes, 1, bytes.length - 1)).toBe(
        hashOfText(Buffer.from(text).toString()),
      );
    }),
    { seed: 20261127, numRuns: 500 },
  );
});

test('a whole number has the hash of its digits', () => {
  const edges = Array.from({ length: 16 }, (_, i) => [10 ** i - 1, 10 ** i, 7 * 10 ** i]).flat();
  for (const number of [...edges, Number.MAX_SAFE_INTEGER].filter(Number.isSafeInteger)) {
    expect([number, hashOfWhole(number)]).toEqual([number, hashOfText(String(number))]);
  }
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.nat({ max: 52 }), (number, bits) => {
      const some = Math.floor(number / 2 ** bits);
      expect(hashOfWhole(some)).toBe(hashOfText(String(some)));
    }),
    { seed: 20261127, numRuns: 2000 },
  );
});
