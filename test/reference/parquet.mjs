/*
 * Writes the Parquet files of test/runs/parquet-*, by DuckDB, which shares no code with what reads them.
 * Usage: npm install --no-save @duckdb/node-api && node test/reference/parquet.mjs
 */
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const runs = join(import.meta.dirname, '../runs');
const connection = await (await DuckDBInstance.create(':memory:')).connect();

async function write(run, query, compression = 'zstd') {
  const folder = join(runs, run);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'results.parquet');
  await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet, COMPRESSION ${compression})`);
  return path;
}

/** One row a unit: yes and no, decimals of which some are missing, a date, a list that nobody needs. */
const rows = `SELECT i AS user_id, CASE WHEN i % 2 = 0 THEN 'generic' ELSE 'personalized' END AS variant,
  i % 5 = 0 OR i % 7 = 1 AS signed_up,
  CASE WHEN i % 11 <> 0 THEN (i * 37 % 100)::DECIMAL(9, 2) / 4 END::DECIMAL(9, 2) AS revenue,
  DATE '2026-11-01' + (i % 3)::INTEGER AS day, [i, i + 1] AS pages
  FROM range(1, 61) AS units(i) ORDER BY i`;

const whole = await write('parquet-rows', rows);
await write('parquet-rows-json', rows, 'brotli');
await write('parquet-nested-metric', rows, 'snappy');
await write('parquet-with-a-delimiter', rows, 'uncompressed');
await write('parquet-packed-with-lz4', rows, 'lz4_raw');
await write('parquet-and-csv', rows, 'gzip');
truncateSync(await write('parquet-cut-short', rows), 900);
mkdirSync(join(runs, 'parquet-standard-input'), { recursive: true });
writeFileSync(join(runs, 'parquet-standard-input/stdin'), readFileSync(whole));
await write(
  'parquet-counts',
  `SELECT * FROM (VALUES ('generic', 1000::BIGINT, 90::INTEGER), ('personalized', 1010, 130))
  AS cells(variant, visitors, signups)`,
);
await write(
  'parquet-bad-value',
  `SELECT i AS user_id, CASE WHEN i % 2 = 0 THEN 'generic' ELSE 'personalized' END AS variant,
  CASE WHEN i = 5 THEN 'a lot' ELSE i::VARCHAR END AS revenue FROM range(1, 9) AS units(i) ORDER BY i`,
);
