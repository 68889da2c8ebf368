/*
 * Reads made-up files both ways, by the scanner and record by record, and says where they differ.
 * Usage: node bench/fuzz.mjs [files] [seed]
 */
import { fuzzed } from './fuzzed.mjs';

const [files = 100_000, seed = 20261124] = process.argv.slice(2).map(Number);
await fuzzed('scan/fuzz.ts', 'rows.csv', { files, seed });
