/*
 * Writes the Parquet files of test/runs, by DuckDB, which shares no code with what reads them.
 * Usage: npm install --no-save @duckdb/node-api && node test/reference/parquet.mjs
 */
import { mkdirSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const runs = join(import.meta.dirname, '../runs');
const connection = await (await DuckDBInstance.create(':memory:')).connect();

async function write(file, query, compression = 'zstd') {
  const path = join(runs, file);
  mkdirSync(dirname(path), { recursive: true });
  await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet, COMPRESSION ${compression})`);
  return path;
}

/** One row a unit: yes and no, decimals of which some are missing, a date, a list that nobody needs. */
const rows = `SELECT i AS user_id, CASE WHEN i % 2 = 0 THEN 'generic' ELSE 'personalized' END AS variant,
  i % 5 = 0 OR i % 7 = 1 AS signed_up,
  CASE WHEN i % 11 <> 0 THEN (i * 37 % 100)::DECIMAL(9, 2) / 4 END::DECIMAL(9, 2) AS revenue,
  DATE '2026-11-01' + (i % 3)::INTEGER AS day, [i, i + 1] AS pages
  FROM range(1, 61) AS units(i) ORDER BY i`;

await write('data/sixty-units.parquet', rows);
await write('analyze/parquet/rows-json/results.parquet', rows, 'brotli');
await write('analyze/parquet/nested-metric/results.parquet', rows, 'snappy');
await write('analyze/parquet/with-a-delimiter/results.parquet', rows, 'uncompressed');
await write('analyze/parquet/packed-with-lz4/results.parquet', rows, 'lz4_raw');
await write('analyze/parquet/and-csv/results.parquet', rows, 'gzip');
truncateSync(await write('analyze/parquet/cut-short/results.parquet', rows), 900);
await write(
  'analyze/parquet/counts/results.parquet',
  `SELECT * FROM (VALUES ('generic', 1000::BIGINT, 90::INTEGER), ('personalized', 1010, 130))
  AS cells(variant, visitors, signups)`,
);
await write(
  'analyze/parquet/bad-value/results.parquet',
  `SELECT i AS user_id, CASE WHEN i % 2 = 0 THEN 'generic' ELSE 'personalized' END AS variant,
  CASE WHEN i = 5 THEN 'a lot' ELSE i::VARCHAR END AS revenue FROM range(1, 9) AS units(i) ORDER BY i`,
);
