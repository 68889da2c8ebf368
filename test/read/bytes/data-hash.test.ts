import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { dataHash } from '../../../src/read/bytes/data-hash.js';

const a = { sha256: 'a'.repeat(64), variant: 'generic' };
const b = { sha256: 'b'.repeat(64), variant: 'light' };

test('it is the SHA-256 of the hashes and variants as lines of JSON, sorted', () => {
  const lines = `["${a.sha256}","generic"]\n["${b.sha256}",null]\n`;
  const expected = createHash('sha256').update(lines).digest('hex');
  expect(dataHash([{ ...b, variant: null }, a])).toBe(expected);
});

test('the order of the files makes no difference', () => {
  expect(dataHash([a, b])).toBe(dataHash([b, a]));
});

test('what is said of how to read them is a part of it', () => {
  const skipped = dataHash([a, b], { onBadRow: 'skip' });
  expect(skipped).not.toBe(dataHash([a, b]));
  expect(skipped).not.toBe(dataHash([a, b], { onBadRow: 'skip', missing: ['-'] }));
  expect(dataHash([a, b], { missing: ['-'], onBadRow: 'skip' })).toBe(
    dataHash([b, a], { onBadRow: 'skip', missing: ['-'] }),
  );
});

test.each([
  ['other bytes', [a, { ...b, sha256: 'c'.repeat(64) }]],
  ['another variant', [a, { ...b, variant: 'full' }]],
  ['no variant', [a, { ...b, variant: null }]],
  ['a variant called null', [a, { ...b, variant: 'null' }]],
  [
    'variants changed over',
    [
      { ...a, variant: 'light' },
      { ...b, variant: 'generic' },
    ],
  ],
  ['a file twice', [a, b, b]],
  ['a file less', [a]],
  ['no file', []],
])('%s: another hash', (_, files) => expect(dataHash(files)).not.toBe(dataHash([a, b])));
