import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata } from 'hyparquet';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, expect, test } from 'vitest';
import type { ReadOptions } from '../../../src/read/reading.js';
import { differences } from '../scan/both-ways.js';
import { outcomeOf } from './all-ways.js';
import { fuzz } from './fuzz.js';

const folder = mkdtempSync(join(tmpdir(), 'perso-parquet-'));
const path = join(folder, 'rows.parquet');

afterAll(() => rmSync(folder, { recursive: true }));

// node bench/parquet-fuzz.mjs reads more of them.
test('made-up files, of which a third are damaged, come to the same in all ways', async () => {
  const tally = await fuzz({ files: 60, seed: 20261127, path });
  expect(tally.different).toEqual([]);
  expect(tally.pieces).toBeGreaterThan(50);
  expect(Object.keys(tally.mistakes).length).toBeGreaterThan(5);
});

/** Rows in groups of 500. */
function fileOf(columns: ColumnSource[]): Buffer {
  return Buffer.from(parquetWriteBuffer({ columnData: columns, rowGroupSize: 500 }));
}

const ROWS = Array.from({ length: 4000 }, (_, i) => i);
const ARM: ColumnSource = {
  name: 'arm',
  data: ROWS.map((i) => (i % 3 === 0 ? 'a' : 'b')),
  type: 'STRING',
};
const X: ColumnSource = { name: 'x', data: ROWS.map((i) => (i % 7) / 4), type: 'DOUBLE' };
const ID: ColumnSource = { name: 'user_id', data: ROWS, type: 'INT32' };

interface Told {
  options?: Partial<ReadOptions>;
  threads?: number;
  variant?: string;
}

/** What a file comes to by scanning, the same as from its records; and how its pieces were read. */
async function scanned(columns: ColumnSource[], { options, threads = 0, variant }: Told = {}) {
  const pieces = { scanned: 0, read: 0 };
  const onPiece = (isScanned: boolean) => {
    pieces[isScanned ? 'scanned' : 'read'] += 1;
  };
  const sizes = { mostRows: 150, threads, rowsPerThread: 1, onPiece };
  const one = {
    bytes: fileOf(columns),
    before: null,
    options: options ?? {},
    variant: variant ?? null,
    sizes,
  };
  const records = await outcomeOf(one, path, 'library');
  const outcome = await outcomeOf(one, path, 'scanned');
  expect(differences(outcome, records)).toEqual([]);
  return { ...outcome, pieces };
}

test('threads come to the same, in the same order', async () => {
  const { known, pieces } = await scanned([ARM, X, ID], {
    threads: 2,
    options: { metrics: ['x'] },
  });
  expect(known!.aggregates.variants.get('a')!.units).toBe(1334);
  // The first thousand rows tell how to read the rest: six groups, in four pieces each.
  expect(pieces).toEqual({ scanned: 24, read: 0 });
});

test('a piece with a mistake is read record by record, which tells its place', async () => {
  const data: unknown[] = X.data.slice() as unknown[];
  data[2345] = Number.NaN;
  const { mistake, pieces } = await scanned([ARM, { ...X, data }, ID], {
    options: { metrics: ['x'] },
  });
  expect(mistake!.message).toContain('"NaN" is not a number in column x');
  expect(mistake!.location).toEqual({ file: path, line: 2347, column: 2 });
  expect(pieces).toEqual({ scanned: 10, read: 0 });
});

test('an id that is there twice is found in the pages of two groups', async () => {
  const data = ROWS.map((i) => (i === 3999 ? 1777 : i));
  const { mistake } = await scanned([ARM, X, { ...ID, data }], { options: { metrics: ['x'] } });
  expect(mistake!.message).toContain('"1777" in column user_id has another row already');
  expect(mistake!.location).toEqual({ file: path, line: 4001, column: 3 });
});

test('row groups of which statistics tell that no row is chosen are not read, but counted', async () => {
  const { count, pieces } = await scanned([ARM, X, ID], {
    options: { metrics: ['x'], where: ['user_id >= 3200'] },
  });
  expect(count).toMatchObject({ rows: 800, otherRows: 3200 });
  expect(pieces.read).toBe(0);
});

test('what statistics leave out is not looked at, be it damaged', async () => {
  const whole = fileOf([ARM, X, ID]);
  const bytes = Buffer.from(whole);
  const { columns } = parquetMetadata(new Uint8Array(whole).buffer).row_groups[6]!;
  const from = Number(columns[1]!.meta_data!.data_page_offset);
  bytes.fill(0xee, from, from + 40);
  const one = { bytes, before: whole, variant: null, sizes: { threads: 0 } };
  const outcome = (where: string) => {
    const options = { metrics: ['x'], where: [where], rowsAreUnits: true };
    return outcomeOf({ ...one, options }, path, 'scanned');
  };
  expect((await outcome('user_id < 500')).count).toMatchObject({ rows: 500, otherRows: 3500 });
  expect((await outcome('user_id < 3001')).mistake!.message).toContain(
    'this Parquet file is damaged',
  );
});

test('a row with nothing in it is blank, and not missing', async () => {
  const data = ROWS.map((i) => (i % 11 === 10 ? null : i % 2));
  const { count, pieces } = await scanned([{ name: 'x', data, type: 'INT32' }], {
    options: { metrics: ['x'] },
    variant: 'a',
  });
  expect(count).toMatchObject({ rows: 3637, blankRows: 363 });
  expect(pieces.scanned).toBe(0);
});

test('words in one group and amounts in another are no numbers of one metric', async () => {
  const words = ROWS.map((i) => (i < 1100 ? String(i % 2) : i < 2000 ? 'yes' : '2.5'));
  const { mistake } = await scanned([ARM, { name: 'x', data: words, type: 'STRING' }, ID], {
    options: { metrics: ['x'] },
  });
  expect(mistake!.location).toEqual({ file: path, line: 2002, column: 2 });
});

test('a summary of segments needs the columns that are crossed', async () => {
  const land: ColumnSource = {
    name: 'land',
    data: ROWS.map((i) => (i % 5 < 2 ? 'de' : 'fr')),
    type: 'STRING',
  };
  const options = { metrics: ['x'], segments: ['land'], forSummary: true };
  const { known, pieces } = await scanned([ARM, X, ID, land], { options });
  expect([...known!.aggregates.segments.values()][0]!.size).toBe(2);
  expect(pieces.read).toBe(0);
});
