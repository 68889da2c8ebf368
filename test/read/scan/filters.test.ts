import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { takeRecord } from '../../../src/read/one-file.js';
import { SEEK } from '../../../src/read/scan/sizes.js';
import { type Case, differences, outcomeOf, scratchFolder } from './both-ways.js';

// Records that are read one by one pass through here, whoever reads them.
vi.mock('../../../src/read/one-file.js', async (original) => {
  const own = await original<typeof import('../../../src/read/one-file.js')>();
  return { ...own, takeRecord: vi.fn(own.takeRecord) };
});

const folder = scratchFolder();
const path = join(folder, 'rows.csv');

afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  vi.mocked(takeRecord).mockClear();
});

const HEADER = 'id,arm,country,day,x,note,stamp';
const COUNT = 16_000;
const TIMES = ['', ' 09:30', 'T15:00:07', ' 23:59:59.5'];

/** Rows sorted by their ids, with more different days, times and numbers than are remembered. */
function fieldsOf(i: number): (string | number)[] {
  const arm = ['generic', 'personalized', 'light', 'GENERIC'][i % 4]!;
  const month = String(1 + (Math.floor(i / 28) % 12)).padStart(2, '0');
  const day = `2026-${month}-${String(1 + ((i >> 2) % 28)).padStart(2, '0')}${TIMES[i % 3]}`;
  const x = i % 13 === 0 ? 'NA' : ((i * 7919) % 100_003) / 10;
  const country = ['de', 'fr', 'Österreich', '"a, b"'][(i >> 2) % 4]!;
  const stamp = new Date(
    Date.UTC(2026, 0, 1 + ((i >> 2) % 300), i % 24, i % 60, i % 59),
  ).toISOString();
  return [i, arm, country, day, x, `words ${i}`, stamp];
}

const rows = Array.from({ length: COUNT }, (_, i) => fieldsOf(i).join(','));
const plain: Case = {
  bytes: Buffer.from([HEADER, ...rows, ''].join('\n')),
  before: null,
  options: { metrics: ['x'], variantColumn: 'arm' },
  variant: null,
  sizes: {
    leastFile: 0,
    piece: 1 << 15,
    threads: 0,
    seek: { ...SEEK, linesAtFirst: 500, linesAtOnce: 10 },
  },
};

/** How many records were read one by one, where a case is scanned; it must come to what reading all gives. */
async function recordsRead(one: Case, scans: true | 'stream' = true): Promise<number> {
  vi.mocked(takeRecord).mockClear();
  const scanned = (await outcomeOf(one, path, scans))!;
  const taken = vi.mocked(takeRecord).mock.calls.length;
  const read = (await outcomeOf(one, path, false))!;
  expect(differences(scanned, read)).toEqual([]);
  expect(read.mistake).toBeNull();
  expect(scanned.count.otherRows! + scanned.count.rows).toBe(COUNT);
  return taken;
}

describe('the scanner itself leaves out what is not chosen, but for the first rows', () => {
  test.each([
    ['country = de'],
    ['country != Österreich'],
    ['country in (fr, "a, b")'],
    ['country not in de, fr'],
    ['x < 5000'],
    ['x <= 12.5'],
    ['x > 12.5'],
    ['x >= 2000.1'],
    ['x = 791.9'],
    ['x != 791.9'],
    ['x in 1, 2, 3, 4.5, 999, 1000, 7777'],
    ['id >= 1000'],
    ['id not in 1999, 2000, 2001'],
    ['day < 2026-03-04'],
    ['day >= 2026-03-04T12:00'],
    ['day != 2026-03-04'],
    ['arm != light'],
    ['arm = generic'],
    ['note != words 15'],
    ['note not in words 15, words 4000'],
    ['stamp >= 2026-06-01 12:30'],
    ['stamp < 2026-06-01T12:30:15'],
  ])('%s', async (condition) => {
    const one = { ...plain, options: { ...plain.options, where: [condition] } };
    expect(await recordsRead(one, 'stream')).toBeLessThan(6000);
    const parted = { ...one, options: { ...one.options, segments: ['country'] } };
    expect(await recordsRead(parted)).toBeLessThan(6000);
  });

  test('several conditions, and variants in another case', async () => {
    const where = ['country = de', 'x > 100', 'day < 2026-11'];
    const variants = ['Generic', 'personalized'];
    const one = { ...plain, options: { ...plain.options, where, variants } };
    expect(await recordsRead(one)).toBeLessThan(6000);
  });

  test('variants alone', async () => {
    for (const variants of [
      ['generic', 'light'],
      ['generic', 'GENERIC'],
    ]) {
      const one = { ...plain, options: { ...plain.options, variants } };
      expect(await recordsRead(one)).toBeLessThan(2000);
    }
  });

  test.each([
    ['at the end', 'id >= 14500'],
    ['here and there', 'x in 1, 2, 3, 4, 5, 6, 7'],
    ['so few that all are looked at', 'id in 15990, 15995'],
  ])('chosen rows that stand %s', async (_, condition) => {
    const one = { ...plain, options: { ...plain.options, where: [condition] } };
    expect(await recordsRead(one)).toBeLessThan(6000);
    expect(await recordsRead(one, 'stream')).toBeLessThan(6000);
  });
});

test('how many threads there are makes no difference to conditions, ids that are watched included', async () => {
  const options = { ...plain.options, where: ['x > 100'], variants: ['generic', 'light'] };
  const many = Array.from({ length: 150_000 }, (_, i) => fieldsOf(i).join(','));
  const bytes = Buffer.from([HEADER, ...many, ''].join('\n'));
  const sizes = { ...plain.sizes, piecesPerThread: 1 };
  const alone = await outcomeOf({ ...plain, bytes, options, sizes }, path, true);
  expect(alone!.known!.watch.ids[0]!.sample.level).toBeGreaterThan(0);
  for (const threads of [1, 3]) {
    const together = { ...plain, bytes, options, sizes: { ...sizes, threads } };
    expect(await outcomeOf(together, path, true)).toEqual(alone);
  }
});

/** A file of these rows beside others that are in order, read by a condition. */
function among(odd: string[], condition: string, options: Case['options'] = {}): Case {
  const bytes = Buffer.from([HEADER, ...rows.slice(0, 100), ...odd.map(whole), ''].join('\n'));
  const before = [HEADER, ...rows.slice(200, 220), ''].join('\n');
  return { ...plain, before, bytes, options: { ...plain.options, ...options, where: [condition] } };
}

/** A row with its last two fields, unless it is cut short. */
function whole(row: string): string {
  return row.endsWith('…') ? row.slice(0, -1) : `${row},,`;
}

describe('a condition says of odd rows what it says where they are read one by one', () => {
  test.each<[string, string[], string, Case['options']?]>([
    ['a row with nothing in it is blank, not left out', [',,,,', ' ,"",,,'], 'country = de'],
    ['a row with nothing but what is not looked at is left out', ['70001,,,,'], 'country = de'],
    ['a mistake in a row that is left out is none', ['70001,light,xx,,zero'], 'country = de'],
    ['a mistake in a row that is chosen', ['70001,light,de,,zero'], 'country = de'],
    ['a row without a variant that is left out', ['70001,,xx,,1'], 'country = de'],
    ['a row without a variant that is chosen', ['70001,,de,,1'], 'country = de'],
    ['what cannot be compared', ['70001,light,de,,zero'], 'x > 5'],
    ['what cannot be compared with a day', ['70001,light,de,soon,1'], 'day > 2026-03-04'],
    ['a number is no day', ['70001,light,de,20260304,1'], 'day > 2026-03-04'],
    ['a missing value is neither larger nor smaller', ['70001,light,de,,NA'], 'x > 5'],
    [
      'a number that is written otherwise',
      ['70001,light,de,,+12.50', '80001,light,de,,125e-1'],
      'x = 12.5',
    ],
    ['a quoted number', ['70001,light,de,,"12.5"', '80001,light,de,," 12.5 "'], 'x = 12.5'],
    ['minus nothing', ['70001,light,de,,-0', '80001,light,de,,-0.0'], 'x >= 0'],
    ['a number of many digits', ['70001,light,de,,12.500000000000000001'], 'x = 12.5'],
    ['a row cut short', ['70001,light,de…'], 'country = de'],
    ['a day up to its time', ['70001,light,de,2026-03-04 15:00,1'], 'day < "2026-03-04 "'],
    [
      'a word with a space behind it',
      ['70001,light,de ,,1', '80001,light,"de",,1'],
      'country = de',
    ],
    ['a word with a space beyond ASCII', ['70001,light,de\u00a0,,1'], 'country != de'],
    ['a long word', [`70001,light,${'de'.repeat(30)},,1`], `country = ${'de'.repeat(30)}`],
    ['another day that ends in a time', ['70001,light,de,2026-03T15:00,1'], 'day > 2026-03 15'],
    ['a time on the day itself', ['70001,light,de,2026-03-04T15:00,1'], 'day > 2026-03-04 12:00'],
    ['a space beyond ASCII', ['70001,light,de,2026-03-04\u00a0,1'], 'day < "2026-03-04 "'],
    [
      'times that stand for a missing value',
      [
        '70001,light,de,2026-03-05,1',
        '80001,light,de,2026-03-05 23:59,1',
        '90001,light,de,2026-03-05 23:58,1',
      ],
      'day >= 2026-03-05',
      { missing: ['2026-03-05 23:59'] },
    ],
    [
      'a number with a decimal comma, met as a text',
      ['70001,light,de,,"12,5"', '80001,light,de,,"12,50"'],
      'x = 12,5',
      { metrics: ['id:mean'], decimal: new Map([['x', ',']]) },
    ],
    [
      'a number with a decimal comma, met as a number',
      ['70001,light,de,,"12,5"', '80001,light,de,,"12,50"'],
      'x = 12.5',
      { metrics: ['id:mean'], decimal: new Map([['x', ',']]) },
    ],
  ])('%s', async (_, odd, condition, options) => {
    const one = among(odd, condition, options);
    const read = (await outcomeOf(one, path, false))!;
    expect(read.mistake?.message ?? '').not.toContain('another row');
    expect(differences((await outcomeOf(one, path, true))!, read)).toEqual([]);
    expect(differences((await outcomeOf(one, path, 'stream'))!, read)).toEqual([]);
  });
});
