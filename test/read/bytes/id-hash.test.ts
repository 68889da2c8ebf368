import fc from 'fast-check';
import { expect, test } from 'vitest';
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
