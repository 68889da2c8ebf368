import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileState } from '../../../src/read/file-state.js';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import { scanFile } from '../../../src/read/scan/scan-file.js';
import { scanTools } from '../../../src/read/scan/scan-tools.js';
import { UNSAID } from '../given.js';
import { type Case, differences, type Outcome, outcomeOf, scratchFolder } from './both-ways.js';
import { fuzz } from './fuzz.js';

const folder = scratchFolder();
const path = join(folder, 'rows.csv');

afterAll(() => rmSync(folder, { recursive: true }));

test('scanning and reading record by record come to the same, in thousands of files', async () => {
  const tally = await fuzz({ files: 2000, seed: 5, path });
  expect(tally.different).toEqual([]);
  expect(tally.scanned).toBeGreaterThan(1800);
  expect(tally.streamed).toBeGreaterThan(1800);
  expect(tally.whole).toBeGreaterThan(500);
  expect(Object.keys(tally.mistakes).length).toBeGreaterThan(10);
}, 240_000);

/** Rows of an experiment with all that a scanner meets in one that is in order. */
function rowsOf(count: number, lineEnd = '\n'): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const variant = i % 3 === 0 ? 'generic' : '"personalized"';
    const comment = i % 50 === 7 ? `"says ""a, b""${lineEnd}and ${i}"` : `c${i}`;
    const amount = i % 11 === 0 ? 'NA' : `${((i * 7919) % 10_007) / 100}`;
    return [
      i,
      variant,
      ['de', 'fr', 'Österreich'][(i % 3) ^ 1],
      comment,
      i % 7 === 0 ? 'yes' : 'no',
      amount,
    ];
  });
  const header = 'id,variant,country,comment,ordered,spend';
  return [header, ...rows.map((row) => row.join(',')), ''].join(lineEnd);
}

const plain: Case = {
  bytes: Buffer.from(rowsOf(30_000)),
  before: null,
  options: { metrics: ['ordered', 'spend', 'spend/id'], segments: ['country'] },
  variant: null,
  sizes: { leastFile: 0, piece: 1 << 14, piecesPerThread: 1 },
};

function scanned(one: Case): Promise<Outcome | null> {
  return outcomeOf(one, path, true);
}

test('how many threads there are makes no difference, to the last bit', async () => {
  const alone = await scanned({ ...plain, sizes: { ...plain.sizes, threads: 0 } });
  for (const threads of [1, 3]) {
    const together = await scanned({ ...plain, sizes: { ...plain.sizes, threads } });
    expect(together).toEqual(alone);
  }
  expect(differences(alone!, (await outcomeOf(plain, path, false))!)).toEqual([]);
});

test.each(['\n', '\r\n'])('quoted line ends %j at the borders of pieces', async (lineEnd) => {
  const bytes = Buffer.from(rowsOf(2_000, lineEnd));
  const read = (await outcomeOf({ ...plain, bytes }, path, false))!;
  for (const piece of [100, 1_009, 4_096]) {
    const sizes = { ...plain.sizes, piece, threads: 0 };
    expect(differences((await scanned({ ...plain, bytes, sizes }))!, read)).toEqual([]);
    const beside = { ...plain, bytes, sizes: { ...sizes, threads: 2, piecesAlone: 1 } };
    expect(differences((await outcomeOf(beside, path, 'stream'))!, read)).toEqual([]);
  }
});

describe('numbers far from zero and close together keep their digits', () => {
  test.each([
    ['a mean 3.5e6 times its sd', (i: number) => 3_500_000 + (i % 7) / 10],
    ['an outlier first', (i: number) => (i === 1_200 ? 1e12 : i % 5)],
    ['a drift', (i: number) => i * 1000 + (i % 3)],
  ])('%s', async (_, amount) => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i % 2 ? 'a' : 'b'},${amount(i)}`);
    const bytes = Buffer.from(['variant,x', ...rows, ''].join('\n'));
    const one = { ...plain, bytes, options: { metrics: ['x'] } };
    const [scan, read] = [await scanned(one), await outcomeOf(one, path, false)];
    for (const [variant, { samples }] of scan!.known!.aggregates.variants) {
      const theirs = read!.known!.aggregates.variants.get(variant)!.samples[0]!.moments;
      const { mean, comoment } = samples[0]!.moments;
      expect(Math.abs(mean[0]! / theirs.mean[0]! - 1)).toBeLessThan(1e-12);
      expect(Math.abs(comoment[0]! / theirs.comoment[0]! - 1)).toBeLessThan(1e-12);
    }
  });
});

describe('of two mistakes near the border of the chunks that files are read by, the same is met', () => {
  const row = Buffer.from('generic,12\n');
  const rows = 60_000;
  test.each([-40, -12, -5, 3, 20])('the first %d bytes from it', async (from) => {
    for (const apart of [5, 30, 300_000]) {
      const bytes = Buffer.concat([Buffer.from('variant,x\n'), ...Array(rows).fill(row)]);
      const border = 1 << 18;
      bytes[border + from] = 0x78;
      bytes[border + from + apart] = 0xff;
      const one = { ...plain, bytes, options: { metrics: ['x'] } };
      const read = (await outcomeOf(one, path, false))!;
      expect(read.mistake).not.toBeNull();
      expect(differences((await scanned(one))!, read)).toEqual([]);
    }
  });
});

test('what the scanner cannot do is read record by record', async () => {
  const refusals: Partial<Case['options']>[] = [
    { metrics: ['spend'], unitIdColumn: 'id' },
    { metrics: ['spend'], missing: ['999'] },
  ];
  for (const options of refusals) {
    const one = { ...plain, options };
    const read = (await outcomeOf(one, path, false))!;
    expect(differences((await scanned(one))!, read)).toEqual([]);
  }
});

test.each([
  ['UTF-16', Buffer.from(`\ufeff${rowsOf(2000)}`, 'utf16le')],
  ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0])],
  ['two delimiters', Buffer.from('a;b,c\n1;2,3\n')],
])('a file that begins as %s is not for the scanner', async (_, bytes) => {
  expect(await scanned({ ...plain, bytes })).toBeNull();
});

test('a large file is scanned by readCells, to the same as from standard input', async () => {
  const bytes = Buffer.from(rowsOf(60_000));
  expect(bytes.length).toBeGreaterThan(1 << 20);
  const options = { ...UNSAID, metrics: ['ordered', 'spend'] };
  await scanned({ ...plain, bytes });
  async function* stdin() {
    yield bytes;
  }
  const file = await readAggregates([{ path, variant: null }], options, { stdin: stdin() });
  const input = await readAggregates([{ path: '-', variant: null }], options, { stdin: stdin() });
  expect({ ...file.files[0], path: '-' }).toEqual(input.files[0]);
  expect([...file.aggregates.variants.keys()]).toEqual([...input.aggregates.variants.keys()]);
});

test('a stream in pieces of any length comes to what the file does', async () => {
  const read = (await outcomeOf(plain, path, false))!;
  for (const sizes of [{}, { piece: 1 << 20, bytesAtOnce: 1 << 18 }, { piece: 700 }]) {
    const streamed = await outcomeOf({ ...plain, sizes }, path, 'stream');
    expect(differences(streamed!, read)).toEqual([]);
  }
});

test('a stream comes to the cells of the file to the last bit, on however many threads', async () => {
  // Several times as much as is held of it at once.
  const long = { ...plain, bytes: Buffer.from(rowsOf(150_000)) };
  const file = await scanned(long);
  for (const threads of [0, 1, 3]) {
    const sizes = { ...plain.sizes, threads, piecesAlone: 2 };
    expect(await outcomeOf({ ...long, sizes }, path, 'stream')).toEqual(file);
  }
});

test.each([
  ['scanned', {}],
  ['in doubt', { missing: ['c5'] }],
  ['read unit by unit', { unitIdColumn: 'id' }],
  ['read around comments', { comment: '#' }],
])('of a file that is %s each byte is told of once', async (_, given) => {
  writeFileSync(path, plain.bytes);
  const tools = scanTools();
  const state = fileState({ path, variant: null }, { ...UNSAID, ...plain.options, ...given }, null);
  let told = 0;
  let times = 0;
  const onBytes = (count: number) => {
    told += count;
    times += 1;
  };
  await scanFile(state, tools, { sizes: plain.sizes, onBytes });
  tools.leave();
  expect(told).toBe(plain.bytes.length);
  expect(times).toBeGreaterThan(3);
});

test('without a hash, which nobody asks for, the rest is as with it', async () => {
  const hashed = await scanned(plain);
  const unhashed = await scanned({ ...plain, options: { ...plain.options, unhashed: true } });
  expect(unhashed).toEqual({ ...hashed, sha256: null });
  expect(hashed!.sha256).toMatch(/^[0-9a-f]{64}$/);
});
