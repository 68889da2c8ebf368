import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { Cap } from '../../../src/read/reading.js';
import { type Case, differences, outcomeOf, scratchFolder } from './both-ways.js';

vi.mock('../../../src/read/one-file.js', async (original) => {
  const own = await original<typeof import('../../../src/read/one-file.js')>();
  return { ...own, takeRecord: vi.fn(own.takeRecord) };
});
const { takeRecord } = await import('../../../src/read/one-file.js');

const folder = scratchFolder();
const path = join(folder, 'rows.csv');
afterAll(() => rmSync(folder, { recursive: true }));

const ROWS = 30_000;
const lines = Array.from({ length: ROWS }, (_, i) => {
  const amount = i % 11 === 0 ? 'NA' : ((i * 7919) % 10_007) / 100 - 5;
  const group = ['new', 'returning', ''][i % 3];
  return [i % 2 ? 'generic' : 'personalized', group, i % 5 < 3 ? 0 : amount, amount, i % 97].join();
});
const bytes = Buffer.from(['variant,customer,spend,seconds,before', ...lines, ''].join('\n'));

const spend = (cap: Partial<Cap>): Cap[] => [{ metric: 'spend', share: null, value: null, ...cap }];
const before = [{ metric: 'spend', column: 'before' }];

test.each<[string, Case['options']]>([
  ['a cap by value', { metrics: ['spend'], caps: spend({ value: 50 }) }],
  ['a cap that leaves 0 and 1', { metrics: ['spend'], caps: spend({ value: 1 }) }],
  [
    'a cap on both sides, and the same column uncapped',
    {
      metrics: ['spend', 'spend:median'],
      caps: spend({ value: 50, lower: { share: null, value: 0 } }),
    },
  ],
  [
    'a cap by value with a covariate',
    { metrics: ['spend'], caps: spend({ value: 50 }), covariates: before },
  ],
  ['a cap by quantile', { metrics: ['spend', 'seconds'], caps: spend({ share: 0.99 }) }],
  [
    'a cap by quantiles within segments',
    {
      metrics: ['spend'],
      segments: ['customer', 'before'],
      caps: spend({ share: 0.9, lower: { share: 0.01, value: null } }),
    },
  ],
  ['quantiles', { metrics: ['seconds:p95', 'seconds:median', 'spend'], segments: ['customer'] }],
  ['ranks', { metrics: ['seconds'], ranks: true }],
  ['ranks of capped values', { metrics: ['spend'], ranks: true, caps: spend({ share: 0.9 }) }],
])('%s is scanned, to what records come to one by one', async (_, options) => {
  const one: Case = { bytes, before: null, options, variant: null, sizes: {} };
  const read = (await outcomeOf(one, path, false))!;
  expect(read.mistake).toBeNull();
  for (const threads of [0, 2]) {
    const sizes = { leastFile: 0, piece: 1 << 14, piecesPerThread: 1, threads };
    vi.mocked(takeRecord).mockClear();
    const scanned = (await outcomeOf({ ...one, sizes }, path, true))!;
    expect(vi.mocked(takeRecord).mock.calls.length).toBeLessThan(ROWS / 4);
    expect(differences(scanned, read)).toEqual([]);
  }
  vi.mocked(takeRecord).mockClear();
  const streamed = (await outcomeOf(one, path, 'stream'))!;
  expect(vi.mocked(takeRecord).mock.calls.length).toBeLessThan(ROWS / 4);
  expect(differences(streamed, read)).toEqual([]);
});
