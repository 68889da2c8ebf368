import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, expect, test } from 'vitest';
import { runProgram } from '../program.js';

/* A Parquet file that holds fewer values than rows is damaged; none of them is taken for a missing value. */

const folder = mkdtempSync(join(tmpdir(), 'perso-test-attack-'));
const path = join(folder, 'rows.parquet');
afterAll(() => rmSync(folder, { recursive: true }));

/** 1000 rows, of which a count takes two bytes wherever it is written (Thrift's compact protocol, zigzag). */
const ROWS = 1000;
const written = (count: number) => Buffer.from([((2 * count) & 0x7f) | 0x80, (2 * count) >> 7]);

function fileOf(codec: 'SNAPPY' | 'UNCOMPRESSED', hasMissing: boolean): Buffer {
  const data = <T>(of: (i: number) => T) => Array.from({ length: ROWS }, (_, i) => of(i));
  const columnData = [
    {
      name: 'variant',
      data: data((i) => (i % 2 ? 'generic' : 'new')),
      type: 'STRING' as const,
      nullable: false,
    },
    {
      name: 'spend',
      data: data((i) => (hasMissing && i % 5 === 0 ? null : ((i * 7) % 97) / 3)),
      type: 'DOUBLE' as const,
      nullable: hasMissing,
    },
    {
      name: 'clicked',
      data: data((i) => (i % 3 ? 0 : 1)),
      type: 'INT32' as const,
      nullable: false,
    },
  ];
  return Buffer.from(parquetWriteBuffer({ columnData, codec }));
}

async function analyzed(bytes: Buffer) {
  writeFileSync(path, bytes);
  const { code, stdout, stderr } = await runProgram([
    ...['analyze', path, '-m', 'spend', '-m', 'clicked', '--format', 'json'],
  ]);
  return { code, stderr, comparisons: code === 0 ? JSON.parse(stdout).comparisons : null };
}

test.each([
  ['SNAPPY', false],
  ['SNAPPY', true],
  ['UNCOMPRESSED', false],
  ['UNCOMPRESSED', true],
] as const)('%s, missing values: %s', async (codec, hasMissing) => {
  const bytes = fileOf(codec, hasMissing);
  const whole = await analyzed(bytes);
  expect(whole.code).toBe(0);
  let damaged = 0;
  for (let at = 0; at < bytes.length - 1; at += 1) {
    if (!bytes.subarray(at, at + 2).equals(written(ROWS))) continue;
    for (const count of [ROWS / 2, ROWS - 1, ROWS + 1, 8 * ROWS]) {
      const told = Buffer.from(bytes);
      written(count).copy(told, at);
      const { code, stderr, comparisons } = await analyzed(told);
      expect([0, 2]).toContain(code);
      if (code === 0) expect(comparisons).toEqual(whole.comparisons);
      else damaged += 1;
      if (code !== 0) expect(stderr.split('\n')).toHaveLength(3);
    }
  }
  expect(damaged).toBeGreaterThan(20);
});
