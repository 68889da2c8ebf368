import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOfText } from '../../../src/read/bytes/id-hash.js';
import { unpack } from '../../../src/read/parquet/pages/codecs.js';
import { NOT_TAKEN } from '../../../src/read/parquet/pages/not-taken.js';
import { noRoom, pageMemory } from '../../../src/read/parquet/pages/page-memory.js';
import { pagesModule } from '../../../src/read/parquet/pages/pages-module.js';

const memory = pageMemory(pagesModule()!)!;
const { wasm, bytes, ints, view } = memory;

/** Bytes in the memory: their address. */
function placed(data: Uint8Array): number {
  const at = memory.fit(noRoom(), data.length);
  bytes.set(data, at);
  return at;
}

/** The rows that are listed from an address on. */
const listed = (at: number, count: number) => [...ints.subarray(at >> 2, (at >> 2) + count)];

test('whole numbers are sampled as their digits are, and those beyond 2^53 are looked at', () => {
  const edges = Array.from({ length: 16 }, (_, i) => [10 ** i - 1, 10 ** i, 7 * 10 ** i]).flat();
  const some = fc.sample(fc.tuple(fc.maxSafeNat(), fc.nat({ max: 52 })), {
    seed: 5,
    numRuns: 4000,
  });
  const numbers = [
    ...[...edges, ...some.map(([number, bits]) => Math.floor(number / 2 ** bits))].map(BigInt),
    ...[-1n, -(2n ** 62n), 2n ** 53n, 2n ** 63n - 1n],
  ];
  const longs = placed(new Uint8Array(BigInt64Array.from(numbers).buffer));
  const into = memory.fit(noRoom(), 4 * numbers.length);
  for (const mask of [0, 1, 7]) {
    const count = wasm.sampledLongs(longs, 0, 0, 0, numbers.length, mask, into);
    const expected = numbers.flatMap((number, row) =>
      number < 0n || number >= 2n ** 53n || (hashOfText(String(number)) & mask) === 0 ? [row] : [],
    );
    expect(listed(into, count)).toEqual(expected);
  }
});

test('texts are sampled as their bytes are, and those with spaces or beyond ASCII are looked at', () => {
  const texts = [
    ...['', ' a', 'a ', 'ü', 'user-ü', '\u00a0'],
    ...fc.sample(fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), { seed: 7, numRuns: 3000 }),
  ];
  const all = texts.map((text) => Buffer.from(text));
  const ends = all.map((_, i) => all.slice(0, i + 1).reduce((sum, { length }) => sum + length, 0));
  const starts = ends.map((end, i) => end - all[i]!.length);
  const at = placed(Buffer.concat(all));
  const [from, to] = [starts, ends].map((list) =>
    placed(new Uint8Array(Int32Array.from(list).buffer)),
  );
  const into = memory.fit(noRoom(), 4 * texts.length);
  const isOdd = (text: string) => text === '' || text !== text.trim() || /[^\x20-\x7f]/.test(text);
  for (const mask of [0, 1, 7]) {
    const count = wasm.sampledTexts(at, from!, to!, 0, 0, 0, texts.length, mask, into);
    const expected = texts.flatMap((text, row) =>
      isOdd(text) || (hashOfText(text) & mask) === 0 ? [row] : [],
    );
    expect(listed(into, count)).toEqual(expected);
  }
});

/** What packed bytes come to, of which there are to be so many. */
function unpacked(packed: number[], size: number): string {
  const into = { at: memory.fit(noRoom(), size), size };
  unpack(memory, 'SNAPPY', { at: placed(Uint8Array.from(packed)), size: packed.length }, into);
  return Buffer.from(bytes.subarray(into.at, into.at + size)).toString('latin1');
}

const ascii = (text: string) => [...Buffer.from(text)];

test('Snappy is unpacked as its description says', () => {
  // Literals: the length in the tag, or behind it.
  expect(unpacked([5, 4 << 2, ...ascii('hello')], 5)).toBe('hello');
  const long = 'x'.repeat(300);
  expect(unpacked([0xac, 2, 61 << 2, 43, 1, ...ascii(long)], 300)).toBe(long);
  // Copies: of one, two and four bytes; they may go on into themselves.
  expect(unpacked([6, 1 << 2, ...ascii('ab'), 1, 2], 6)).toBe('ababab');
  expect(unpacked([12, 8 << 2, ...ascii('abcdefghi'), 2 | (2 << 2), 9, 0], 12)).toBe(
    'abcdefghiabc',
  );
  expect(unpacked([7, 3 << 2, ...ascii('wxyz'), 3 | (2 << 2), 3, 0, 0, 0], 7)).toBe('wxyzxyz');
  const run = 'abcdefgh'.repeat(8);
  expect(unpacked([64, 7 << 2, ...ascii('abcdefgh'), 2 | (55 << 2), 8, 0], 64)).toBe(run);
});

test.each<[string, number[], number]>([
  ['is shorter than it says', [6, 4 << 2, ...ascii('hello')], 6],
  ['says another length than the page', [5, 4 << 2, ...ascii('hello')], 6],
  ['goes on behind its length', [4, 4 << 2, ...ascii('hello')], 4],
  ['has a literal that is cut short', [5, 4 << 2, ...ascii('hel')], 5],
  ['has a copy from before its beginning', [6, 1 << 2, ...ascii('ab'), 1, 3], 6],
  ['has a copy from nowhere', [6, 1 << 2, ...ascii('ab'), 1, 0], 6],
  ['has a copy that is cut short', [6, 1 << 2, ...ascii('ab'), 1], 6],
  ['has no length', [0x80], 6],
])('Snappy that %s is not taken', (_, packed, size) => {
  expect(() => unpacked(packed, size)).toThrow(NOT_TAKEN);
});

/** What runs and packed bits come to; `null` where they are none. */
function numbersOf(data: number[], width: number, count: number, limit = 2 ** 31): number[] | null {
  const at = placed(Uint8Array.from(data));
  const into = memory.fit(noRoom(), 4 * count);
  const isRead = wasm.readHybrid(at, at + data.length, width, into, count, limit) !== 0;
  return isRead ? listed(into, count) : null;
}

test('runs and packed bits are read as their description says', () => {
  // The example of Encodings.md: 0 to 7 of three bits.
  const packed = [0b10001000, 0b11000110, 0b11111010];
  expect(numbersOf([3, ...packed], 3, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(numbersOf([3, ...packed, 4 << 1, 5], 3, 12)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 5, 5, 5, 5]);
  expect(numbersOf([5 << 1, 0x34, 0x12], 12, 5)).toEqual(Array(5).fill(0x1234));
  const wide = 2 ** 31 - 3;
  const bits = new Uint8Array(32);
  new DataView(bits.buffer).setInt32(4, wide, true);
  expect(numbersOf([3, ...bits], 32, 8)).toEqual([0, wide, 0, 0, 0, 0, 0, 0]);
  expect(view.byteLength).toBeGreaterThan(0);
});

test.each<[string, number[], number, number, number]>([
  ['end too early', [3, 0x88, 0xc6], 3, 8, 8],
  ['go on behind what there is to be', [9 << 1, 5], 3, 8, 8],
  ['have a run without its value', [8 << 1], 3, 8, 8],
  ['lead beyond what there is', [3, 0b10001000, 0b11000110, 0b11111010], 3, 8, 7],
  ['repeat what lies beyond what there is', [8 << 1, 7], 3, 8, 7],
  ['have a length without an end', [0x80, 0x80, 0x80, 0x80, 0x80, 1], 3, 8, 8],
])('runs that %s are not taken', (_, data, width, count, limit) => {
  expect(numbersOf(data, width, count, limit)).toBeNull();
});
