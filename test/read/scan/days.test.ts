import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { type Case, differences, type Outcome, outcomeOf, scratchFolder } from './both-ways.js';

// Records that are read one by one pass through here, whoever reads them.
vi.mock('../../../src/read/one-file.js', async (original) => {
  const own = await original<typeof import('../../../src/read/one-file.js')>();
  return { ...own, takeRecord: vi.fn(own.takeRecord) };
});
const { takeRecord } = await import('../../../src/read/one-file.js');

const folder = scratchFolder();
const path = join(folder, 'days.csv');
afterAll(() => rmSync(folder, { recursive: true }));

const ROWS = 6000;
/** Looked at to tell how to read a file: its header and a thousand rows. */
const FIRST = 1001;

function caseOf(dayOf: (i: number) => string, options: Case['options'] = {}): Case {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const variant = i % 11 < 5 ? 'generic' : 'personalized';
    return `${variant},${dayOf(i)},${i % 3 === 0 ? 'DE' : 'FR'},${Number(i % 5 === 0)},${i % 97}`;
  });
  return {
    bytes: Buffer.from(['variant,day,country,bought,spend', ...rows, ''].join('\n')),
    before: null,
    options: { metrics: ['bought', 'spend'], overTime: 'day', ...options },
    variant: null,
    sizes: { leastFile: 0, piece: 1 << 15, threads: 0, piecesPerThread: 1 },
  };
}

async function scannedWith(one: Case) {
  vi.mocked(takeRecord).mockClear();
  const outcome = (await outcomeOf(one, path, true))!;
  const taken = vi.mocked(takeRecord).mock.calls.length;
  const read = (await outcomeOf(one, path, false)) as Outcome;
  expect(differences(outcome, read)).toEqual([]);
  return { outcome, taken };
}

const two = (x: number) => String(x).padStart(2, '0');
const dayIn = (i: number) => `2026-03-${two(1 + (i % 28))}`;
const timeIn = (i: number) => `${two(i % 24)}:${two((i * 7) % 60)}:${two((i * 11) % 60)}`;

test.each<[string, (i: number) => string, Case['options']]>([
  ['dates', dayIn, {}],
  ['dates beside segments', dayIn, { segments: ['country'] }],
  ['times', (i) => `${dayIn(i)} ${timeIn(i)}`, {}],
  ['times to the minute', (i) => `${dayIn(i)}T${timeIn(i).slice(0, 5)}`, {}],
  ['times with parts of a second', (i) => `${dayIn(i)}T${timeIn(i)}.${i}Z`, {}],
  ['dates between points', (i) => `${1 + (i % 28)}.3.2026`, {}],
  ['dates between slashes', (i) => `3/${1 + (i % 28)}/2026`, {}],
  ['dates in quotes', (i) => `"${dayIn(i)}"`, {}],
])('%s are scanned without reading records one by one', async (_, dayOf, options) => {
  const { outcome, taken } = await scannedWith(caseOf(dayOf, options));
  expect(taken).toBe(FIRST);
  expect(outcome.known!.aggregates.segments.get('day')!.size).toBe(28);
});

test('times with an offset are on the days that they have in universal time', async () => {
  const dayOf = (i: number) => `${dayIn(i)}T${timeIn(i)}${i % 2 ? '+05:30' : '-08:00'}`;
  const { outcome } = await scannedWith(caseOf(dayOf));
  const days = [...outcome.known!.aggregates.segments.get('day')!.keys()];
  expect(days).toHaveLength(28);
  expect(days.every((key) => key.endsWith('z'))).toBe(true);
});

test.each([
  ['with and without a zone', (i: number) => `${dayIn(i)} ${timeIn(i)}${i > 3000 ? 'Z' : ''}`, 56],
  ['dates, then times', (i: number) => (i > 3000 ? `${dayIn(i)} ${timeIn(i)}` : dayIn(i)), 56],
])('times %s are told apart', async (_, dayOf, keys) => {
  const { outcome } = await scannedWith(caseOf(dayOf));
  expect(outcome.known!.aggregates.segments.get('day')!.size).toBe(keys);
});

test('more days than there are codes are read record by record, to the same', async () => {
  const dayOf = (i: number) => new Date(864e5 * (20_000 + (i % 900))).toISOString().slice(0, 10);
  const { outcome } = await scannedWith(caseOf(dayOf));
  expect(outcome.known!.aggregates.segments.get('day')!.size).toBe(900);
});

test.each([
  ['4 Mar 2026', 'T10:00'],
  ['14.03.2026', 'T10:00'],
  ['14.03.2026', ' 10:00Z'],
])('what may stand behind one day may not stand behind every: %s%s', async (day, time) => {
  const { outcome } = await scannedWith(caseOf((i) => `${day}${i === 4000 ? time : ' 10:00'}`));
  expect(outcome.mistake!.location).toMatchObject({ line: 4002, column: 2 });
});

test.each([
  '2026-03-04 25:00:00',
  '2026-03-04 10:61',
  '2026-03-04 10:00:00.',
  '2026-03-04 10:00x',
  '2026-03-04T10:00:00ZZ',
  '2026-02-30 10:00',
  'soon',
  '',
])('a mistake below times is told as ever: %s', async (text) => {
  const dayOf = (i: number) => (i === 4000 ? text : `${dayIn(i)} ${timeIn(i)}`);
  const { outcome } = await scannedWith(caseOf(dayOf));
  expect(outcome.mistake!.location).toMatchObject({ line: 4002, column: 2 });
});
