import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Result, runProgram, shellWords } from '../../program.js';
import { allRuns, dataOf, inCopyOf, RUNS, stepsOf, textOf } from '../../run-folder.js';

/*
 * What a recorded run says of a CSV file, it says of the same texts in Parquet: whatever a command asks of a file, it
 * asks of one that is read column by column, too.
 */
let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

afterAll(() => {
  connection.closeSync();
});

/** Flags that are for text alone. */
const OF_TEXT = /--(delimiter|encoding|comment|skip-lines)\b/;
/** More rows are a matter of the scan, which has tests of its own. */
const MOST_ROWS = 3000;

interface PlainRun {
  run: string;
  words: string[];
  csv: string;
  records: string[][];
}

/** A run of one command that is answered, over one file of plain CSV; else nothing. */
function plainRun(run: string): PlainRun[] {
  const folder = join(RUNS, run);
  const command = textOf(join(folder, 'command')).trim();
  const isAnswered = /^(0|2\d)$/.test(textOf(join(folder, 'code')).trim());
  const files = [...dataOf(run)].filter(([name]) => name.endsWith('.csv'));
  const [[csv, path] = ['', '']] = files;
  const words = shellWords(command);
  if (stepsOf(folder).length > 1 || !isAnswered || OF_TEXT.test(command)) return [];
  if (files.length !== 1 || !words.includes(csv) || textOf(join(folder, 'env')) !== '') return [];
  const records = plainRecords(readFileSync(path));
  return records === null ? [] : [{ run, words, csv, records }];
}

/** The records of a small file of commas, with a name for each column; else `null`. */
function plainRecords(bytes: Buffer): string[][] | null {
  const text = bytes.toString();
  if (/[\ufffd;|\t]/.test(text) || text.startsWith('sep=')) return null;
  const records: string[][] = parse(text, { bom: true, relax_column_count: true });
  const [names = [], ...rows] = records;
  const areApart = new Set(names.map((name) => name.trim().toLowerCase())).size === names.length;
  const isWhole = rows.every(({ length }) => length === names.length) && !names.includes('');
  return areApart && isWhole && rows.length > 0 && rows.length <= MOST_ROWS ? records : null;
}

const quoted = (text: string) => (text === '' ? 'NULL' : `'${text.replaceAll("'", "''")}'`);
const named = (name: string) => `"${name.replaceAll('"', '""')}"`;

async function writeParquet([names, ...rows]: string[][], path: string): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TABLE t (${names!.map((name) => `${named(name)} VARCHAR`).join(', ')})`,
  );
  const values = rows.map((row) => `(${row.map(quoted).join(', ')})`);
  await connection.run(`INSERT INTO t VALUES ${values.join(', ')}`);
  await connection.run(`COPY t TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
}

/** What was said, but for the file's name and hash, and the lines that its name breaks. */
function said({ code, stdout, stderr }: Result, file: string) {
  const plainly = (text: string) =>
    text
      .replaceAll(file, 'FILE')
      .replaceAll(/[0-9a-f]{64}/g, 'HASH')
      .replaceAll(/[\s─┄]+/g, ' ');
  return { code, stdout: plainly(stdout), stderr: plainly(stderr) };
}

const RUNS_OF_CSV = allRuns().flatMap(plainRun);

test('many runs are over plain CSV', () => {
  expect(RUNS_OF_CSV.length).toBeGreaterThan(150);
});

test.each(RUNS_OF_CSV)('$run', async ({ run, words, csv, records }) => {
  const parquet = csv.replace(/csv$/, 'parquet');
  const ofCsv = await inCopyOf(run, () => runProgram(words));
  const ofParquet = await inCopyOf(run, async () => {
    await writeParquet(records, parquet);
    return runProgram(words.map((word) => (word === csv ? parquet : word)));
  });
  expect(said(ofParquet, parquet)).toEqual(said(ofCsv, csv));
});
