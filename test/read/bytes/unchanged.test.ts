import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../../src/cli/main.js';
import { whileUnchanged } from '../../../src/read/bytes/unchanged.js';
import { describeFile } from '../../../src/read/describe/describe-file.js';
import { takeFile } from '../../../src/read/file-records.js';
import { fileState } from '../../../src/read/file-state.js';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import { scanFile } from '../../../src/read/scan/scan-file.js';
import { scanTools } from '../../../src/read/scan/scan-tools.js';
import { RUNS } from '../../run-folder.js';
import { mistakeIn, UNSAID } from '../given.js';

const folder = mkdtempSync(join(tmpdir(), 'perso-test-unchanged-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const path = join(folder, 'results');
const source = { path, variant: null };
const MESSAGE = 'this file changed while it was read: run again';

const rows = (count: number) => 'generic,1\npersonalized,0\n'.repeat(count);
const csv = (count: number) => Buffer.from(`variant,bought\n${rows(count)}`);
const parquet = (count: number) =>
  Buffer.from(
    parquetWriteBuffer({
      columnData: [
        {
          name: 'variant',
          type: 'STRING',
          data: Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 'generic' : 'personalized')),
        },
        {
          name: 'bought',
          type: 'INT32',
          data: Array.from({ length: count }, (_, i) => (i % 3) & 1),
        },
      ],
      rowGroupSize: 1000,
    }),
  );

const KINDS: [string, Buffer][] = [
  ['a small CSV file', csv(40)],
  ['a CSV file of several chunks', csv(20_000)],
  ['a CSV file that is scanned', csv(120_000)],
  ['a small gzip file', gzipSync(csv(40))],
  ['a gzip file that is scanned', gzipSync(csv(120_000), { level: 0 })],
  ['a Parquet file', parquet(5000)],
];

/** What another program does to a file that is being read. */
const CHANGES: [string, (bytes: Buffer) => void][] = [
  ['is cut short', (bytes) => truncateSync(path, bytes.length - 20)],
  ['is emptied', () => truncateSync(path, 0)],
  ['is added to', () => appendFileSync(path, 'generic,1\n')],
  [
    'is replaced by another',
    (bytes) => {
      writeFileSync(`${path}.new`, bytes);
      renameSync(`${path}.new`, path);
    },
  ],
  ['is rewritten in place', (bytes) => writeFileSync(path, rewritten(bytes), { flag: 'r+' })],
  [
    'is rewritten in place, with the time of before',
    (bytes) => {
      writeFileSync(path, rewritten(bytes), { flag: 'r+' });
      utimesSync(path, LONG_AGO, LONG_AGO);
    },
  ],
  ['is deleted', () => rmSync(path)],
];

const LONG_AGO = new Date('2020-01-01T00:00:00Z');

/** Bytes as many, of which the last but one is another. */
function rewritten(bytes: Buffer): Buffer {
  const others = Buffer.from(bytes);
  others[others.length - 2]! ^= 1;
  return others;
}

function lay(bytes: Buffer): void {
  writeFileSync(path, bytes);
  utimesSync(path, LONG_AGO, LONG_AGO);
}

/** A world that does something to the file once, when part of it has been read. */
function worldThat(act: () => void) {
  let done = false;
  const onBytes = () => {
    if (!done) act();
    done = true;
  };
  return { stdin: (async function* () {})(), onBytes };
}

describe.each(KINDS)('%s', (_, bytes) => {
  test('that nobody touches is read', async () => {
    lay(bytes);
    const read = await readAggregates(
      [source],
      UNSAID,
      worldThat(() => {}),
    );
    expect(read.files[0]!.rows).toBeGreaterThan(0);
  });

  test.each(CHANGES)('that %s meanwhile is refused', async (_, change) => {
    lay(bytes);
    const world = worldThat(() => change(bytes));
    const error = await mistakeIn(() => readAggregates([source], UNSAID, world));
    expect([error.message, error.location]).toEqual([MESSAGE, { file: path }]);
  });

  test('is known by its times and its size alone, long after it was written', async () => {
    lay(bytes);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    const world = worldThat(() => writeFileSync(path, rewritten(bytes), { flag: 'r+' }));
    const error = await mistakeIn(() => readAggregates([source], UNSAID, world));
    expect(error.message).toBe(MESSAGE);
  });
});

test('a file that several threads scan is refused where it is rewritten meanwhile', async () => {
  const bytes = csv(60_000);
  lay(bytes);
  const sizes = { leastFile: 0, piece: 1 << 14, piecesPerThread: 1, threads: 2 };
  const { onBytes } = worldThat(() => writeFileSync(path, rewritten(bytes), { flag: 'r+' }));
  const state = fileState(source, { ...UNSAID, metrics: ['bought'] }, null);
  const tools = scanTools();
  const error = await mistakeIn(() =>
    whileUnchanged(
      source,
      worldThat(() => {}),
      async () => {
        const scanned = await scanFile(state, tools, { onBytes, sizes });
        return scanned!;
      },
    ),
  );
  expect(error.message).toBe(MESSAGE);
});

test('of several files the one that changed is named', async () => {
  const other = join(folder, 'other.csv');
  writeFileSync(other, csv(30));
  lay(csv(40));
  let read = 0;
  // Bytes that are looked at before are told of as none.
  const onBytes = (count: number) => {
    if (count > 0) read += 1;
    if (read === 2 && count > 0) appendFileSync(path, 'generic,1\n');
  };
  const sources = [{ path: other, variant: null }, source];
  const error = await mistakeIn(() =>
    readAggregates(sources, UNSAID, { ...worldThat(() => {}), onBytes }),
  );
  expect(error.location).toEqual({ file: path });
});

test('a workbook is refused that is replaced while its rows are taken', async () => {
  const workbook = join(RUNS, 'data/workbook.xlsx');
  copyFileSync(workbook, path);
  const state = fileState(source, { ...UNSAID, sheet: null }, null);
  const world = worldThat(() => {});
  state.sink = () => copyFileSync(workbook, path);
  const error = await mistakeIn(() =>
    whileUnchanged(source, world, () => takeFile(state, world, null)),
  );
  expect(error.message).toBe(MESSAGE);
});

test('a file is refused too that changes while it is described', async () => {
  lay(csv(40));
  const world = worldThat(() => appendFileSync(path, 'generic,1\n'));
  const error = await mistakeIn(() => describeFile(source, UNSAID, world));
  expect(error.message).toBe(MESSAGE);
});

test('what is wrong in half a file is not said, but that it changed', async () => {
  lay(csv(40));
  const world = worldThat(() => appendFileSync(path, 'generic,1\n'));
  const wrong = whileUnchanged(source, world, async () => {
    world.onBytes();
    throw new Error('half a row');
  });
  await expect(wrong).rejects.toThrow(MESSAGE);
});

test('a gate decides nothing on standard input from a file that changes', async () => {
  const data = join(folder, 'stdin.csv');
  copyFileSync(join(RUNS, 'data/5000-gaining-40.csv'), data);
  const fd = openSync(data, 'r');
  async function* bytes() {
    const chunk = Buffer.alloc(1 << 16);
    yield chunk.subarray(0, readSync(fd, chunk));
    truncateSync(data, 10);
  }
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const argv = ['gate', join(RUNS, 'data/always-valid-plan.yaml'), '-'];
  const code = await run(argv, {
    stdin: Object.assign(bytes(), { fd }),
    stdout: output('stdout'),
    stderr: output('stderr'),
    env: {},
    now: () => LONG_AGO,
  });
  expect([code, written.stdout]).toEqual([2, '']);
  expect(written.stderr).toContain(`standard input: ${MESSAGE}`);
});
