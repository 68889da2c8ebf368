import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { takeRecord } from '../../../src/read/one-file.js';
import { type Case, differences, type Outcome, outcomeOf, scratchFolder } from './both-ways.js';

// Records that are read one by one pass through here, whoever reads them.
vi.mock('../../../src/read/one-file.js', async (original) => {
  const own = await original<typeof import('../../../src/read/one-file.js')>();
  return { ...own, takeRecord: vi.fn(own.takeRecord) };
});

const folder = scratchFolder();
const path = join(folder, 'counts.csv');

afterAll(() => rmSync(folder, { recursive: true }));

const HEADER = 'variant,day,country,users,clicks,orders,sessions,state,note';

function rowOf(i: number): string {
  const [month, date] = [1 + ((i >> 1) % 12), 1 + ((i >> 1) % 28)];
  const day = `2026-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  const country = ['de', 'fr', '', '"Ö, ""x"""'][(i >> 1) % 4];
  const users = i % 17 === 0 ? 'NA' : i % 19 === 0 ? `${1000 + i}.0` : 1000 + (i % 7919);
  const clicks = i % 13 === 0 || users === 'NA' ? '' : (i * 31) % 1000;
  const state = ['won', 'lost', '"won"', 'NA'][i % 4];
  const note = ['on phones', '', '-3', '7', `at ${i}`][i % 5];
  const others = [users, clicks, i % 7, 2000 + (i % 3), state, note];
  return [i % 2 ? 'a' : 'b', day, country, ...others].join(',');
}

const rows = Array.from({ length: 20_000 }, (_, i) => rowOf(i));

function bytesOf(lines: readonly string[], header = HEADER): Buffer {
  return Buffer.from([header, ...lines, ''].join('\n'));
}

const plain: Case = {
  bytes: bytesOf(rows),
  before: null,
  options: {
    layout: 'counts',
    unitsColumn: 'users',
    metrics: ['clicks', 'orders/sessions', 'state=won'],
  },
  variant: null,
  sizes: { leastFile: 0, piece: 1 << 15, threads: 0, piecesPerThread: 1 },
};

/** How many records were read one by one where the scanner could; what came of it, which is the same. */
async function readOneByOne(one: Case, scans: true | 'stream' = true) {
  vi.mocked(takeRecord).mockClear();
  const scanned = (await outcomeOf(one, path, scans))!;
  const taken = vi.mocked(takeRecord).mock.calls.length;
  const read = (await outcomeOf(one, path, false))!;
  expect(differences(scanned, read)).toEqual([]);
  expect(cellsOf(scanned)).toEqual(cellsOf(read));
  return { taken, read };
}

function cellsOf({ known }: Outcome) {
  return known?.aggregates;
}

describe('counts are scanned, all but the first thousand rows, to the same last bit', () => {
  test.each<[string, Partial<Case['options']>]>([
    ['no segments', {}],
    ['two columns of segments', { segments: ['country', 'state'] }],
    ['a summary', { segments: ['country', 'state'], forSummary: true }],
    ['one variant', { variants: ['a', 'b'] }],
    ['rows that are chosen', { where: ['day >= 2026-03-04', 'sessions > 1999'] }],
    ['a metric of rows that are all successes or none', { metrics: ['state=won'] }],
    ['what is missing by its text', { missing: ['lost'] }],
  ])('%s', async (_, options) => {
    const one = { ...plain, options: { ...plain.options, ...options } };
    for (const scans of [true, 'stream'] as const) {
      const { taken, read } = await readOneByOne(one, scans);
      expect(read.mistake).toBeNull();
      expect(taken).toBeLessThan(options.where === undefined ? 1002 : 5002);
    }
  });

  test('a file of one variant', async () => {
    const lines = rows.map((row) => row.slice(row.indexOf(',') + 1));
    const bytes = bytesOf(lines, HEADER.slice(HEADER.indexOf(',') + 1));
    const { taken } = await readOneByOne({ ...plain, bytes, variant: 'a' });
    expect(taken).toBe(1001);
  });

  test('sums are those of the numbers', async () => {
    const { known } = (await outcomeOf(plain, path, true))!;
    const fields = rows.map((row) => row.replace(/"Ö, ""x"""/, 'Ö').split(','));
    const sum = (of: (row: string[]) => number) =>
      fields.filter(([variant]) => variant === 'a').reduce((total, row) => total + of(row), 0);
    const [clicks, orders] = known!.aggregates.variants.get('a')!.samples;
    expect(known!.aggregates.variants.get('a')!.units).toBe(
      sum(([, , , users]) => Number(users) || 0),
    );
    expect(clicks!.successes).toBe(
      sum(([, , , users, own]) => (users === 'NA' || own === '' ? 0 : Number(own))),
    );
    expect(clicks!.missing).toBe(
      sum(([, , , users, own]) => (users !== 'NA' && own === '' ? Number(users) : 0)),
    );
    expect(orders!.moments.n).toBe(sum(([, , , , , , sessions]) => Number(sessions)));
  });
});

describe('a row that is odd far behind is judged as among the first', () => {
  const late = (odd: string, at = 15_000) => ({
    ...plain,
    bytes: bytesOf(rows.toSpliced(at, 1, odd)),
  });
  test.each([
    ['more successes than units', 'a,2026-01-01,de,9,10,1,10,won,x', '10 successes out of 9 units'],
    ['of a metric with units of its own', 'a,2026-01-01,de,9,1,11,10,won,x', '11 successes out of'],
    ['a negative number', 'a,2026-01-01,de,-9,1,1,10,won,x', '"-9" is negative'],
    ['no whole number', 'a,2026-01-01,de,9.5,1,1,10,won,x', '"9.5" is not a whole number'],
    ['perhaps thousands', 'a,2026-01-01,de,12.000,1,1,10,won,x', '"12.000" may be 12 or 12000'],
    ['too large', 'a,2026-01-01,de,9007199254740992,1,1,10,won,x', 'too large to be exact'],
    ['no number', 'a,2026-01-01,de,9,many,1,10,won,x', '"many" is not a number'],
    ['yes and no', 'a,2026-01-01,de,9,yes,1,10,won,x', '"yes" is not a number'],
    ['a total of all variants', 'all,2026-01-01,de,9,1,1,10,won,x', '"all" in column variant'],
    ['a total of all days', 'a,Total,de,9,1,1,10,won,x', '"Total" in column day'],
    [
      'a total among segments',
      'a,2026-01-01,Overall,9,1,1,10,won,x',
      '"Overall" in column country',
    ],
    ['a total among labels', 'a,2026-01-01,de,9,1,1,10,sum,x', '"sum" in column state'],
    [
      'a total in what nothing reads',
      'a,2026-01-01,de,9,1,1,10,won,--all--',
      '"--all--" in column note',
    ],
  ])('%s', async (_, odd, mistake) => {
    for (const segments of [[], ['country']]) {
      const one = { ...late(odd), options: { ...plain.options, segments } };
      const { read } = await readOneByOne(one);
      expect(read.mistake!.message).toContain(mistake);
      expect(read.mistake!.location!.line).toBe(15_002);
      await readOneByOne(one, 'stream');
    }
  });

  test.each([
    ['a point and zeros', 'a,2026-01-01,de,1234.000,1,1,10,won,x'],
    ['quotes and spaces', 'a,2026-01-01,de,"12", 7 ,1,10,won,x'],
    ['minus zero', 'a,2026-01-01,de,12,-0,1,10,won,x'],
    ['the largest number', 'a,2026-01-01,de,9007190000000000,7,1,10,won,x'],
  ])('%s are no mistake', async (_, odd) => {
    const { read } = await readOneByOne(late(odd));
    expect(read.mistake).toBeNull();
  });

  test('what is skipped is as many', async () => {
    const one = late('a,2026-01-01,de,9,10,1,10,won,x');
    const { read } = await readOneByOne({
      ...one,
      options: { ...plain.options, onBadRow: 'skip' },
    });
    expect(read.count.skippedRows).toBe(1);
  });

  test('beyond 2^53 sums are rounded row by row, in the order of the rows', async () => {
    const large = Array.from(
      { length: 9000 },
      (_, i) => `${i % 2 ? 'a' : 'b'},${2 ** 40 + i}1,${i}`,
    );
    const bytes = bytesOf(large, 'variant,users,clicks');
    const { read, taken } = await readOneByOne({
      ...plain,
      bytes,
      options: { ...plain.options, metrics: ['clicks'] },
    });
    expect(read.known!.aggregates.variants.get('a')!.units).toBeGreaterThan(2 ** 53);
    expect(taken).toBeGreaterThan(8000);
  });
});

test('a table of many columns that nothing reads is scanned', async () => {
  const others = Array.from({ length: 43 }, (_, i) => `other_${i}`);
  const wide = rows.map((row, i) => `${row},${others.map((_, k) => (i * k) % 1013).join(',')}`);
  const bytes = bytesOf(wide, `${HEADER},${others.join(',')}`);
  const one = { ...plain, bytes, sizes: { ...plain.sizes, piece: 1 << 18 } };
  expect((await readOneByOne(one)).taken).toBe(1001);
  const odd = wide.toSpliced(9000, 1, wide[9000]!.replace(/\d+$/, 'Total'));
  const { read } = await readOneByOne({
    ...one,
    bytes: bytesOf(odd, `${HEADER},${others.join(',')}`),
  });
  expect(read.mistake!.message).toContain('"Total" in column other_42');
});

test('a column of more texts than are remembered does not keep counts from being scanned', async () => {
  const lines = rows.map((row, i) => row.replace(/,[^,]*$/, `,"no ${(i * 7919) % 20_011}"`));
  const { taken } = await readOneByOne({ ...plain, bytes: bytesOf(lines) });
  expect(taken).toBe(1001);
});
