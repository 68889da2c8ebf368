import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAggregates } from '../../src/read/read-aggregates.js';
import type { ReadOptions } from '../../src/read/reading.js';
import { expectSameCells } from '../summaries.js';
import { UNSAID } from './given.js';

const folder = mkdtempSync(join(tmpdir(), 'lines-above-'));

/** More than the scanner leaves to the line reader. */
const ROWS = 150_000;
const rows = Array.from(
  { length: ROWS },
  (_, i) => `${i % 3 === 0 ? 'generic' : 'personalized'},${i % 7 === 0 ? 1 : 0},${(i % 11) / 4}`,
);
const TABLE = `variant,bought,spend\n${rows.join('\n')}\n`;
const ABOVE = 'Weekly report\n"for, whom"\n\n';
const COMMENTS = '# one\n# two, three\n';

beforeAll(() => {
  writeFileSync(join(folder, 'plain.csv'), TABLE);
  writeFileSync(join(folder, 'above.csv'), ABOVE + TABLE);
  writeFileSync(join(folder, 'above.csv.gz'), gzipSync(ABOVE + TABLE));
  writeFileSync(join(folder, 'comments.csv'), COMMENTS + TABLE);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function cellsOf(file: string, options: Partial<ReadOptions> = {}) {
  const path = join(folder, file);
  const all = { ...UNSAID, metrics: ['bought', 'spend'], ...options };
  const read = await readAggregates([{ path, variant: null }], all, {
    stdin: (async function* () {})(),
  });
  return { rows: read.files.map((one) => one.rows), cells: read.aggregates };
}

const LINES = ABOVE.split('\n').length - 1;

test.each([
  ['above.csv', { skipLines: LINES }],
  ['above.csv.gz', { skipLines: LINES }],
  ['comments.csv', { comment: '#' }],
])('a large file with lines above its header is read as without them: %s', async (file, said) => {
  const plain = await cellsOf('plain.csv');
  expect(plain.rows).toEqual([ROWS]);
  const { rows, cells } = await cellsOf(file, said);
  expect(rows).toEqual(plain.rows);
  expectSameCells(plain.cells, cells, 1e-12);
});
