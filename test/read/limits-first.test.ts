import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { readAggregates } from '../../src/read/read-aggregates.js';
import type { ReadOptions, StandardInput } from '../../src/read/reading.js';
import { chunksOf, mistakeIn, UNSAID } from './given.js';

vi.mock('../../src/read/one-file.js', async (original) => {
  const own = await original<typeof import('../../src/read/one-file.js')>();
  return { ...own, takeRecord: vi.fn(own.takeRecord) };
});
const { takeRecord } = await import('../../src/read/one-file.js');

const folder = mkdtempSync(join(tmpdir(), 'perso-test-limits-'));
const [large, small] = [join(folder, 'large.csv'), join(folder, 'small.csv')];
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER = 'variant,spend,before';
const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const amount = i % 13 === 0 ? 'NA' : ((i * 7919) % 10_007) / 100 - 5;
    return `${i % 2 ? 'generic' : 'personalized'},${amount},${i % 17 === 0 ? '' : i % 97}`;
  });
const ROWS = 60_000;
const text = [HEADER, ...rows(ROWS), ''].join('\n');

beforeEach(() => {
  writeFileSync(large, text);
  writeFileSync(small, [HEADER, ...rows(100), ''].join('\n'));
  vi.mocked(takeRecord).mockClear();
});

const OPTIONS: ReadOptions = {
  ...UNSAID,
  metrics: ['spend'],
  covariates: [{ metric: 'spend', column: 'before' }],
  caps: [{ metric: 'spend', share: 0.99, value: null, lower: { share: null, value: -4 } }],
};

const given = (input: string): StandardInput => ({
  stdin: chunksOf(Buffer.from(input), [1 << 16]),
});

test('a large file with covariates is scanned for the limit, then between the limits', async () => {
  const file = await readAggregates([{ path: large, variant: null }], OPTIONS, given(''));
  expect(vi.mocked(takeRecord).mock.calls.length).toBeLessThan(ROWS / 4);
  const input = await readAggregates([{ path: '-', variant: null }], OPTIONS, given(text));
  expect(vi.mocked(takeRecord).mock.calls.length).toBeGreaterThan(ROWS);
  expect(file.aggregates.capped).toEqual(input.aggregates.capped);
  expect(file.aggregates.capped).toMatchObject([
    { share: 0.99, lower: { share: null, limit: -4 }, touched: [{ of: 27_692 }, { of: 27_692 }] },
  ]);
  for (const [variant, { samples }] of file.aggregates.variants) {
    const [mine, theirs] = [samples[0]!, input.aggregates.variants.get(variant)!.samples[0]!];
    expect(mine).toMatchObject({ successes: null, missing: theirs.missing });
    mine.moments.comoment.forEach((moment, i) => {
      expect(moment / theirs.moments.comoment[i]! - 1).toBeCloseTo(0, 11);
    });
    mine.moments.mean.forEach((mean, i) => {
      expect(mean / theirs.moments.mean[i]! - 1).toBeCloseTo(0, 13);
    });
  }
});

test('the bytes of both readings together are told as those of one', async () => {
  let told = 0;
  const io = { ...given(''), onBytes: (count: number) => (told += count) };
  await readAggregates([{ path: large, variant: null }], OPTIONS, io as StandardInput);
  expect(told).toBe(Buffer.byteLength(text));
});

test('a file that changes between the readings is refused', async () => {
  let told = 0;
  const onBytes = (count: number) => {
    const before = told;
    told += count;
    // The second file is being read for the first time.
    const [size, end] = [Buffer.byteLength(text) / 2, told];
    if (before <= size && end > size) appendFileSync(large, 'generic,5,5\n');
  };
  const sources = [large, small].map((path) => ({ path, variant: null }));
  const read = () => readAggregates(sources, OPTIONS, { ...given(''), onBytes });
  expect((await mistakeIn(read)).message).toBe('this file changed while it was read: run again');
});
