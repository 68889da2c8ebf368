import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadata } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadOptions } from '../../../src/read/reading.js';
import { differences, type Outcome } from '../scan/both-ways.js';
import { outcomeOf } from './all-ways.js';

/*
 * Files as DuckDB writes them, of every type, with and without missing values, packed in every way; and what they come
 * to, by its own figures.
 */
const folder = mkdtempSync(join(tmpdir(), 'perso-duckdb-'));
const path = join(folder, 'rows.parquet');
const copy = join(folder, 'copy.parquet');
let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

afterAll(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

/** A table of 3000 rows; `x` is the column that is looked at. */
const tableOf = (x: string) => `
  SELECT i AS user_id, CASE WHEN hash(i) % 2 = 0 THEN 'generic' ELSE 'personalized' END AS arm,
    (hash(i + 7) % 10 = 0)::INT AS bought, ${x} AS x
  FROM range(3000) t(i)`;

async function write(table: string, how: string): Promise<void> {
  await connection.run(`COPY (${table}) TO '${path}' (FORMAT parquet, ${how})`);
}

/** The figures of a column by variant, as DuckDB has them. */
async function figuresOf(x: string): Promise<unknown[][]> {
  const reader = await connection.runAndReadAll(
    `SELECT arm, count(${x})::DOUBLE, avg(${x}::DOUBLE), var_samp(${x}::DOUBLE)
     FROM read_parquet('${path}') GROUP BY arm ORDER BY arm`,
  );
  return reader.getRows();
}

/** Pieces of a file that were scanned, and those that were read record by record. */
interface Pieces {
  scanned: number;
  read: number;
}

/** What a file comes to, in all ways alike. */
async function outcome(options: Partial<ReadOptions>): Promise<Outcome & { pieces: Pieces }> {
  const pieces = { scanned: 0, read: 0 };
  const onPiece = (isScanned: boolean) => {
    pieces[isScanned ? 'scanned' : 'read'] += 1;
  };
  const bytes = readFileSync(path);
  const sizes = { mostRows: 700, threads: 0, onPiece };
  const one = {
    bytes,
    before: bytes,
    options: { rowsAreUnits: true, ...options },
    variant: null,
    sizes,
  };
  const [library, records, scanned] = [
    await outcomeOf(one, copy, 'library'),
    await outcomeOf(one, copy, 'records'),
    await outcomeOf(one, copy, 'scanned'),
  ];
  expect(differences(scanned, records)).toEqual([]);
  // The library would misread these.
  const isRefused = library.mistake?.message.includes('differences of unsigned numbers') === true;
  if (!isRefused) expect(differences(records, library)).toEqual([]);
  return { ...scanned, pieces };
}

/** The same figures as ours, of the second of two readings of one file: half of what both come to. */
function figuresIn({ known }: Outcome, metric: number): [string, number, number, number][] {
  const cells = [...known!.aggregates.variants].sort(([a], [b]) => (a < b ? -1 : 1));
  return cells.map(([name, { samples }]) => {
    const { n, mean, residual, comoment } = samples[metric]!.moments;
    // Of twice the same values the squares are twice those of one of them.
    return [name, n / 2, mean[0]! + residual[0]!, comoment[0]! / 2 / (n / 2 - 1)];
  });
}

async function expectFigures(x: string, how: string): Promise<Set<string>> {
  await write(tableOf(x), how);
  const result = await outcome({ metrics: ['x:mean'] });
  expect(result.mistake).toBeNull();
  expect(result.pieces.read).toBe(0);
  expect(result.pieces.scanned).toBeGreaterThan(2);
  const theirs = await figuresOf('x');
  figuresIn(result, 0).forEach(([name, ...figures], i) => {
    const [arm, ...others] = theirs[i]!;
    expect(name).toBe(arm);
    figures.forEach((figure, k) => {
      const other = Number(others[k]);
      expect(Math.abs(figure - other)).toBeLessThanOrEqual(1e-11 * Math.abs(other));
    });
  });
  const { row_groups: groups } = parquetMetadata(new Uint8Array(readFileSync(path)).buffer);
  return new Set(groups.flatMap(({ columns }) => columns.at(-1)!.meta_data!.encodings));
}

const NULLS = (x: string) => `CASE WHEN hash(i + 3) % 9 = 0 THEN NULL ELSE ${x} END`;

/** A type of DuckDB's, and values of it by the number of a row. */
const TYPES: [type: string, x: string][] = [
  ['DOUBLE', '(hash(i) % 100000) / 7'],
  ['DECIMAL(18,4)', '(hash(i) % 900000000000) / 10000 - 7'],
  ['VARCHAR', '(hash(i) % 1000) / 10'],
  ['INTEGER', 'i % 3'],
  ['TINYINT', '(hash(i) % 200)::INT - 100'],
  ['SMALLINT', '(hash(i) % 20000)::INT - 10000'],
  ['INTEGER', '(hash(i) % 4000000)::INT - 2000000'],
  ['BIGINT', '(hash(i) % 4000000000000)::BIGINT - 2000000000000'],
  ['UTINYINT', 'hash(i) % 200'],
  ['USMALLINT', 'hash(i) % 60000'],
  ['UINTEGER', 'hash(i) % 4294967296'],
  ['UBIGINT', 'hash(i) % 9007199254740992'],
  ['FLOAT', '(hash(i) % 100000) / 128'],
  ['FLOAT', '(hash(i) % 5) / 10'],
  ['DOUBLE', '(hash(i) % 50) / 10'],
  ['DECIMAL(4,1)', '(hash(i) % 9000) / 10'],
  ['DECIMAL(9,3)', '(hash(i) % 900000000) / 1000 - 7'],
  ['DECIMAL(38,6)', '(hash(i) % 900000000000) / 1000000 - 7'],
  ['VARCHAR', '(hash(i) % 3)'],
];

/** Of those that pack otherwise, a few types are enough. */
describe.each<[version: string, codec: string, types: number]>([
  ['v1', 'SNAPPY', TYPES.length],
  ['v2', 'SNAPPY', TYPES.length],
  ['v1', 'ZSTD', 4],
  ['v2', 'GZIP', 4],
  ['v2', 'BROTLI', 4],
  ['v1', 'UNCOMPRESSED', 4],
])('as DuckDB writes it, %s, %s', (version, codec, types) => {
  const how = `PARQUET_VERSION ${version}, CODEC ${codec}, ROW_GROUP_SIZE 2048`;
  test.each(TYPES.slice(0, types))('%s of %s', async (type, x) => {
    const values = type === 'VARCHAR' ? `(${x})::DOUBLE::VARCHAR` : `(${x})::${type}`;
    await expectFigures(values, how);
    await expectFigures(NULLS(values), how);
  });
});

test('the encodings of its second version are among them', async () => {
  const all = new Set<string>();
  for (const x of ['(hash(i) % 9000000)::BIGINT', 'hash(i) / 7', "'1' || hash(i) % 99999"]) {
    const how = 'PARQUET_VERSION v2, CODEC SNAPPY, ROW_GROUP_SIZE 2048';
    for (const encoding of await expectFigures(x, how)) all.add(encoding);
  }
  const wanted = ['DELTA_BINARY_PACKED', 'BYTE_STREAM_SPLIT', 'DELTA_LENGTH_BYTE_ARRAY'];
  expect([...all]).toEqual(expect.arrayContaining(wanted));
});

test('a time of day is a text, as a CSV file has it, and no amount', async () => {
  await write(
    tableOf(`TIME '09:05:00' + INTERVAL (i % 2 * 500) MILLISECOND`),
    'ROW_GROUP_SIZE 2048',
  );
  const result = await outcome({ metrics: ['bought'], where: ['x = 09:05:00.500000'] });
  expect([result.mistake, result.count.rows]).toEqual([null, 1500]);
  await expect(outcome({ metrics: ['x'] })).rejects.toThrow('which value of x is a success?');
});

test('days, times, truths and texts part and choose rows as their texts do', async () => {
  const x = `((DATE '2026-03-01' + (i // 500)::INT)) AS day, (TIMESTAMP '2026-03-01' +
    INTERVAL (i % 4) HOUR) AS at, hash(i) % 3 = 0 AS yes, ['de', 'fr', NULL][(hash(i) % 3 + 1)::INT] AS land, 1`;
  await write(tableOf(x), 'ROW_GROUP_SIZE 2048');
  for (const segment of ['day', 'at', 'yes', 'land']) {
    const { pieces, mistake } = await outcome({ metrics: ['bought'], segments: [segment] });
    expect([segment, mistake, pieces.read]).toEqual([segment, null, 0]);
  }
  for (const [where, rows] of [
    ['day >= 2026-03-03', 2000],
    ['day = 2026-03-03', 500],
    ['at > 2026-03-01 01:00', 1500],
    ['land = de', null],
    ['yes = true', null],
    ['user_id < 100', 100],
    ['user_id > 2500', 499],
  ] as const) {
    const result = await outcome({ metrics: ['bought'], where: [where] });
    expect([where, result.mistake, result.pieces.read]).toEqual([where, null, 0]);
    if (rows !== null) expect([where, result.count.rows]).toEqual([where, rows]);
    expect(result.count.rows + result.count.otherRows!).toBe(3000);
  }
});
