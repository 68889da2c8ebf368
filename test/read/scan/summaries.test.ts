import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { crossedName } from '../../../src/experiment/summary-layout.js';
import { takeRecord } from '../../../src/read/one-file.js';
import { type Case, differences, outcomeOf, scratchFolder } from './both-ways.js';

// Records that are read one by one pass through here, whoever reads them.
vi.mock('../../../src/read/one-file.js', async (original) => {
  const own = await original<typeof import('../../../src/read/one-file.js')>();
  return { ...own, takeRecord: vi.fn(own.takeRecord) };
});

const folder = scratchFolder();
const path = join(folder, 'rows.csv');

afterAll(() => rmSync(folder, { recursive: true }));

/** Rows of experiments with three traits, whose values are crossed with one another. */
function rowsOf(count: number, cities = 7): string[] {
  const header = 'variant,country,city,device,bought,spend,visits,before';
  const rows = Array.from({ length: count }, (_, i) => {
    const [variant, country] = [i % 2 ? 'a' : 'b', ['de', 'fr', '', '"Ö, ""x"""'][(i >> 1) % 4]];
    const device = ['phone', 'desk'][Math.floor(i / 13) % 2];
    const spend = i % 11 === 0 ? 'NA' : ((i * 7919) % 10_007) / 100;
    const before = i % 5 === 0 ? '' : i % 17;
    return `${variant},${country},c${i % cities},${device},${i % 3 ? 0 : 1},${spend},${i % 4},${before}`;
  });
  return [header, ...rows, ''];
}

const SEGMENTS = ['country', 'city', 'device'];

const plain: Case = {
  bytes: Buffer.from(rowsOf(20_000).join('\n')),
  before: null,
  options: {
    forSummary: true,
    metrics: ['bought', 'spend', 'spend/visits:ratio'],
    segments: SEGMENTS,
    covariates: [{ metric: 'spend', column: 'before' }],
  },
  variant: null,
  sizes: { leastFile: 0, piece: 1 << 15, threads: 0, piecesPerThread: 1 },
};

const CAP = { metric: 'spend', share: null, value: 50 };

/** How many records were read one by one where the scanner could. */
async function readOneByOne(one: Case, scans: true | 'stream' = true): Promise<number> {
  vi.mocked(takeRecord).mockClear();
  const scanned = (await outcomeOf(one, path, scans))!;
  const taken = vi.mocked(takeRecord).mock.calls.length;
  expect(differences(scanned, (await outcomeOf(one, path, false))!)).toEqual([]);
  return taken;
}

test.each([[[]], [['city']], [['country', 'city']], [SEGMENTS]])(
  'what a summary keeps of cells by %j is scanned, all but the first thousand rows',
  async (segments) => {
    const one = { ...plain, options: { ...plain.options, segments } };
    expect(await readOneByOne(one)).toBe(1001);
    expect(await readOneByOne(one, 'stream')).toBe(1001);
  },
);

test.each<[string, Case['options']]>([
  ['capped on both sides', { caps: [{ ...CAP, lower: { share: null, value: 3 } }] }],
  ['capped to 0 and 1', { caps: [{ ...CAP, value: 1 }], segments: ['country'] }],
  ['capped, with no covariate and no segment', { caps: [CAP], covariates: [], segments: [] }],
  ['ranked', { ranks: true, covariates: [], metrics: ['spend'], segments: ['city', 'device'] }],
])('what a summary keeps of values that are %s is scanned', async (_, options) => {
  const one = { ...plain, options: { ...plain.options, ...options } };
  expect(await readOneByOne(one)).toBe(1001);
  expect(await readOneByOne(one, 'stream')).toBe(1001);
});

test('the cells of a summary are those of all its columns at once', async () => {
  const { known } = (await outcomeOf(plain, path, true))!;
  const [crossed = new Map()] = known!.aggregates.segments.values();
  // 4 countries go with 2 variants each in turn, so that all combinations are met.
  expect(crossed.size).toBe(4 * 7 * 2);
  const cell = crossed.get(crossedName(['fr', 'c3', 'desk']))!;
  expect([...cell.keys()]).toEqual(['b', 'a']);
});

test('where a variant is named, files have one part all the same', async () => {
  const options = { ...plain.options, segments: ['city', 'device'] };
  const text = rowsOf(5000).map((row) => row.slice(row.indexOf(',') + 1));
  const one = { ...plain, bytes: Buffer.from(text.join('\n')), options, variant: 'a' };
  expect(await readOneByOne(one)).toBe(1001);
});

test('a piece with more cells than there is room for is read row by row', async () => {
  // Each cell takes 0.1 to 1 KB, of 3.6 MB.
  const more = rowsOf(30_000, 199).map((row, i) => row.replace(/phone|desk/, `d${(i * 31) % 197}`));
  const sizes = { ...plain.sizes, piece: 1 << 21 };
  const one = { ...plain, bytes: Buffer.from(more.join('\n')), sizes };
  expect(await readOneByOne(one)).toBeGreaterThan(20_000);
});

test('a column of more than 200 values is a mistake, wherever they are met', async () => {
  const rows = rowsOf(9000).map((row, i) => row.replace(/,c\d+,/, `,c${Math.floor(i / 40)},`));
  // Some records are set aside, and those before and behind them scanned.
  const mixed = rows.map((row, i) => (i % 2000 === 1999 ? ',,,,,,,' : row));
  for (const options of [plain.options, { ...plain.options, forSummary: false }]) {
    const one = { ...plain, bytes: Buffer.from(mixed.join('\n')), options };
    const read = (await outcomeOf(one, path, false))!;
    expect(read.mistake!.message).toBe('column city has more than 200 different values');
    await readOneByOne(one);
    await readOneByOne(one, 'stream');
  }
});
