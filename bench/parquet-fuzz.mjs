/*
 * Reads made-up Parquet files, of which a third are damaged, in all ways: by the library, from pages record by record, and
 * by scanning; and says where they differ. Usage: node bench/parquet-fuzz.mjs [files] [seed]
 */
import { fuzzed } from './fuzzed.mjs';

const [files = 10_000, seed = 20261127] = process.argv.slice(2).map(Number);
await fuzzed('parquet/fuzz.ts', 'rows.parquet', { files, seed });
