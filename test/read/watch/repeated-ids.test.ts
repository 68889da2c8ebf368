import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ColumnSource, parquetWriteFile } from 'hyparquet-writer';
import { afterAll, describe, expect, test } from 'vitest';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import type { ReadOptions } from '../../../src/read/reading.js';
import { mistakeIn, readText, UNSAID } from '../given.js';
import { type Case, outcomeOf, scratchFolder } from '../scan/both-ways.js';

const folder = scratchFolder();
afterAll(() => rmSync(folder, { recursive: true }));

/** A table of so many rows, each with another id but for the last, which has that of a row before. */
function repeating(rows: number, idOf: (i: number) => string, of: number): string {
  const line = (i: number, id: string) => `${i % 2 ? 'a' : 'b'},${id},${(i * 7) % 5 ? 0 : 1}`;
  const lines = Array.from({ length: rows - 1 }, (_, i) => line(i, idOf(i)));
  return ['arm,user_id,bought', ...lines, line(rows, idOf(of)), ''].join('\n');
}

const ASKED: Partial<ReadOptions> = { metrics: ['bought'] };

describe('columns whose ids may not repeat', () => {
  const table = (name: string, ids: string[]) =>
    [`arm,${name},bought`, ...ids.map((id, i) => `${'ab'[i % 2]},${id},${i % 3 ? 0 : 1}`), ''].join(
      '\n',
    );
  const twice = (ids: string[]) => [...ids, ids[1]!];
  const numbers = Array.from({ length: 12 }, (_, i) => `${i + 1}`);
  const codes = numbers.map((n) => `c${n}`);
  const words = 'red blue green pink white black grey gold lime navy teal rose'.split(' ');

  test.each([
    ['user_id', numbers],
    ['Customer Number', numbers],
    ['customernumber', numbers],
    ['visitor', codes],
    ['Kundennummer', numbers],
    ['ID', numbers],
    ['fullVisitorId', numbers],
    ['household_key', codes],
    ['session_id', codes],
    ['OrderID', numbers],
    ['id_usuario', codes],
    ['patient', numbers],
    ['who', codes],
    ['hash of it', numbers.map((n) => `${n}f`.repeat(4).padEnd(8, 'a0'))],
    ['mail', numbers.map((n) => `m${n}@example.com`)],
    ['whose', numbers.map((n) => `0b${n.padStart(6, '0')}-0000-4000-8000-00000000000a`)],
  ])('%s', async (name, ids) => {
    await readText(table(name, ids), ASKED);
    const { message, hint, location, fatal } = await mistakeIn(() =>
      readText(table(name, twice(ids)), { ...ASKED, onBadRow: 'skip' }),
    );
    expect(message).toContain(`in column ${name} has another row already`);
    expect(hint).toContain('unitIdColumn');
    expect([location?.line, location?.column, fatal]).toEqual([14, 2, true]);
    await readText(table(name, twice(ids)), { ...ASKED, rowsAreUnits: true });
    await readText(table(name, twice(ids)), { ...ASKED, unitIdColumn: name });
  });

  test.each([
    ['device', ['phone', 'desk', 'tablet']],
    ['device_type', words],
    ['store_id', codes],
    ['zip', numbers.map((n) => `1011${n}`)],
    ['week', numbers.map((n) => `w${n}`)],
    ['customer', ['new', 'old', 'vip']],
    ['customer', ['0', '1']],
    ['paid', ['0', '1', '2']],
    ['data_id', ['one source']],
    ['colour', words],
    ['leads', numbers],
    ['age', numbers],
  ])('not %s with %j', async (name, values) => {
    const { aggregates } = await readText(table(name, [...values, ...values, ...values]), ASKED);
    expect(aggregates.variants.size).toBe(2);
  });

  test('who comes several times is asked about before what happened several times', async () => {
    const rows = ['a,s1,u1,1', 'b,s2,u2,0', 'a,s3,u3,1', 'b,s3,u2,1', 'a,s4,u4,0'];
    const text = ['arm,session_id,user_id,bought', ...rows, ''].join('\n');
    const { hint } = await mistakeIn(() => readText(text, ASKED));
    expect(hint).toContain("unitIdColumn: 'user_id'");
  });
});

const CASES: [string, number, (i: number) => string, number][] = [
  ['soon', 900, (i) => `u${i}`, 20],
  ['after the rows that are looked at', 3000, (i) => `u${i}`, 2500],
  ['that is of the first rows', 3000, (i) => `u${i}`, 3],
  ['in quotes', 2000, (i) => `"u ""${i}"""`, 1500],
  ['beyond ASCII', 2000, (i) => `ю${i}`, 1700],
  ['in spaces', 2000, (i) => ` ${i} `, 1999],
];

describe.each(CASES)('a repeated id %s', (_, rows, idOf, of) => {
  const text = repeating(rows, idOf, Math.min(of, rows - 2));
  const path = join(folder, 'ids.csv');
  const asCase: Case = {
    bytes: Buffer.from(text),
    before: null,
    options: ASKED,
    variant: null,
    sizes: { leastFile: 0, piece: 1 << 12, bytesAtOnce: 1 << 11, threads: 2, piecesPerThread: 1 },
  };

  test.each([false, true, 'stream'] as const)(
    'is found by its line, scanned: %s',
    async (scans) => {
      const outcome = await outcomeOf(asCase, path, scans);
      expect(outcome?.mistake).toMatchObject({
        location: { line: rows + 1, column: 2 },
        fatal: true,
      });
    },
  );

  test('is found in gzip', async () => {
    writeFileSync(`${path}.gz`, gzipSync(text));
    const { location } = await mistakeIn(() => read([`${path}.gz`]));
    expect(location?.line).toBe(rows + 1);
  });
});

function read(paths: string[], options: Partial<ReadOptions> = ASKED) {
  const sources = paths.map((path) => ({ path, variant: null }));
  return readAggregates(sources, { ...UNSAID, ...options }, { stdin: (async function* () {})() });
}

test('a repeated id is found in Parquet, whose other columns are not read', async () => {
  const path = join(folder, 'ids.parquet');
  const numbers = Array.from({ length: 5000 }, (_, i) => i);
  const columnData: ColumnSource[] = [
    { name: 'arm', data: numbers.map((i) => (i % 2 ? 'a' : 'b')), type: 'STRING' },
    { name: 'user_id', data: numbers.map((i) => (i === 4999 ? 4000 : i)), type: 'INT32' },
    { name: 'bought', data: numbers.map((i) => i % 2), type: 'INT32' },
  ];
  parquetWriteFile({ filename: path, columnData });
  expect((await mistakeIn(() => read([path]))).location?.line).toBe(5001);
});

test('a repeated id is found in the second of two files, which may be large', async () => {
  const [small, large] = ['small.csv', 'large.csv'].map((name) => join(folder, name));
  const row = (i: number) => `${i % 2 ? 'a' : 'b'},user-${i},${i % 2}`;
  const rows = (from: number, to: number) =>
    `arm,user_id,bought\n${Array.from({ length: to - from }, (_, i) => row(from + i)).join('\n')}\n`;
  writeFileSync(small!, rows(0, 1500));
  writeFileSync(large!, rows(1500, 120_000));
  expect((await read([small!, large!])).files[1]!.rows).toBe(118_500);
  // A sixteenth of the ids is sampled; all of the first file's come again.
  writeFileSync(large!, rows(0, 120_000));
  expect((await mistakeIn(() => read([small!, large!]))).location?.file).toBe(large);
});
