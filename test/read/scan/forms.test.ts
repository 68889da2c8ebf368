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
const path = join(folder, 'rows.csv');
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER = 'id,variant,ordered,spend,campaign';
/** Looked at to tell how to read a file: its header and a thousand rows. */
const FIRST = 1001;

/** Rows of which some are changed, by their fields, into others. */
function rowsOf(count: number, change: (fields: string[], i: number) => string[]): string[] {
  return Array.from({ length: count }, (_, i) => {
    const amount = ((i * 7919) % 10_007) / 100;
    const fields = [`${i}`, i % 2 ? 'generic' : 'personalized', `${Number(i % 3 === 0)}`];
    return change([...fields, `${amount}`, 'spring'], i).join();
  });
}

function caseOf(rows: string[], options: Case['options'] = {}): Case {
  return {
    bytes: Buffer.from([HEADER, ...rows, ''].join('\n')),
    before: null,
    options: { metrics: ['ordered', 'spend'], variantColumn: 'variant', ...options },
    variant: null,
    sizes: { leastFile: 0, piece: 1 << 16, threads: 0, piecesPerThread: 1 },
  };
}

/** What came of scanning, and how many records were read one by one; the same as reading all of them so. */
async function scannedWith(one: Case, scans: true | 'stream' = true) {
  vi.mocked(takeRecord).mockClear();
  const outcome = (await outcomeOf(one, path, scans))!;
  const taken = vi.mocked(takeRecord).mock.calls.length;
  const read = (await outcomeOf(one, path, false)) as Outcome;
  expect(differences(outcome, read)).toEqual([]);
  return { outcome, taken };
}

const spendAs = (form: (x: number, i: number) => string) =>
  rowsOf(6000, ([id, variant, ordered, spend, campaign], i) => [
    ...[id!, variant!, ordered!, form(Number(spend), i), campaign!],
  ]);

test.each<[string, string[], Case['options']]>([
  [
    'numbers that are missing values',
    spendAs((x, i) => (i % 7 ? `${x}` : '-999')),
    { missing: ['-999'] },
  ],
  [
    'such numbers beside conditions',
    spendAs((x, i) => (i % 7 ? `${x}` : '999')),
    { missing: ['999'], where: ['spend < 5000'] },
  ],
  ['empty values that are 0', spendAs((x, i) => (i % 3 ? `${x}` : '')), { emptyIs: 0 }],
  ['exponents', spendAs((x) => x.toExponential()), {}],
  ['twenty digits', spendAs((x) => (x / 7).toFixed(20)), {}],
  [
    'thousands in quotes',
    spendAs((x) => `"${x > 1 ? '1,' : ''}${String(100 + Math.floor(x))}.5"`),
    { thousands: ',' },
  ],
  ['dollars', spendAs((x) => (x < 50 ? '$0.00' : `$${x}`)), {}],
  ['a column that tells tests apart', spendAs((x) => `${x}`), { metrics: ['spend'] }],
])('%s are scanned, all but the first thousand rows', async (_, rows, options) => {
  const one = caseOf(rows, options);
  // Of rows that are not chosen, some more.
  expect((await scannedWith(one)).taken).toBeLessThan(1.2 * FIRST);
  expect((await scannedWith(one, 'stream')).taken).toBeLessThan(1.2 * FIRST);
});

const one = (text: string) => (fields: string[], i: number) => (i % 1000 === 999 ? [text] : fields);
const bad = (fields: string[], i: number) => (i % 1000 === 999 ? fields.with(3, 'error') : fields);

test.each<[string, string[], Case['options'], number]>([
  ['bad values', rowsOf(9000, bad), { onBadRow: 'skip' }, 8],
  ['rows cut short', rowsOf(9000, one('7,generic')), { onBadRow: 'skip' }, 8],
  ['rows that go on', rowsOf(9000, one('7,generic,1,2,spring,,')), { onBadRow: 'skip' }, 8],
  ['blank rows', rowsOf(9000, one(' , , , ,')), {}, 9],
  ['comments', rowsOf(9000, one('# a, b, c, d, e')), { comment: '#' }, 9],
  ['comments behind spaces', rowsOf(9000, one('\t // of one')), { comment: '//' }, 9],
])('of records, %s alone are read one by one', async (_, rows, options, count) => {
  const file = caseOf(rows, options);
  const { outcome, taken } = await scannedWith(file);
  expect(taken).toBe(FIRST + count);
  expect(outcome.mistake).toBeNull();
  expect((await scannedWith(file, 'stream')).taken).toBe(FIRST + count);
});

/** Rows of one piece, with some in place of others. */
const withRows = (others: Record<number, string>) =>
  rowsOf(6000, (fields, i) => (others[i] === undefined ? fields : [others[i]]));

test.each<[string, Record<number, string>, Case['options'], number]>([
  [
    'a bad row before a repeated id',
    { 3000: '3000,generic,0,error,spring', 4000: '2000,generic,0,1,spring' },
    {},
    3002,
  ],
  [
    'a repeated id before a bad row',
    { 3000: '2000,generic,0,1,spring', 4000: '4000,generic,0,error,spring' },
    { onBadRow: 'skip' },
    3002,
  ],
  [
    'a repeated id behind a bad row',
    { 3000: '3000,generic,0,error,spring', 4000: '2000,generic,0,1,spring' },
    { onBadRow: 'skip' },
    4002,
  ],
  [
    'another campaign behind a bad row',
    { 3000: 'x,generic,0,error,spring', 4000: '4000,generic,0,1,fall' },
    { onBadRow: 'skip' },
    4002,
  ],
])('of two mistakes in a piece, %s is told first', async (_, others, options, line) => {
  const { outcome } = await scannedWith(caseOf(withRows(others), options));
  expect(outcome.mistake!.location!.line).toBe(line);
  await scannedWith(caseOf(withRows(others), options), 'stream');
});

test('a record that is set aside may make mistakes of those behind it, and no others are one', async () => {
  // What begins beyond ASCII may be a comment behind some space, so such a row is judged by itself.
  const others = { 2500: '2500,generic,yes,1,spring', 3000: 'é,generic,7,1,spring' };
  const more = { ...others, 3500: '3500,generic,yes,1,spring', 3600: '3600,generic,9,1,spring' };
  for (const rows of [others, { ...more, 2500: '2500,generic,1,1,spring' }]) {
    const file = caseOf(withRows(rows), { comment: '#', onBadRow: 'skip' });
    const { outcome } = await scannedWith(file);
    expect(outcome.count.skippedRows).toBe(1);
    await scannedWith(file, 'stream');
  }
});

test('lines that a CR alone ends are scanned, until an LF is met', async () => {
  const rows = rowsOf(12_000, (fields, i) => (i % 500 === 7 ? fields.with(4, '"spring"') : fields));
  const text = [HEADER, ...rows, ''].join('\r');
  const file = { ...caseOf([]), bytes: Buffer.from(text) };
  expect((await scannedWith(file)).taken).toBe(FIRST);
  expect((await scannedWith(file, 'stream')).taken).toBe(FIRST);
  // Beyond what is looked at to tell how lines end.
  const at = text.indexOf('\r10000,');
  expect(at).toBeGreaterThan(1 << 18);
  const mixed = { ...file, bytes: Buffer.from(`${text.slice(0, at)}\r\n${text.slice(at + 1)}`) };
  expect((await scannedWith(mixed)).taken).toBeGreaterThan(FIRST);
  // Pieces begin behind the rows that are looked at.
  const start = text.indexOf('\r1000,') + 1;
  for (const piece of [-3, -2, -1, 0, 1].map((by) => at + by - start)) {
    await scannedWith({ ...mixed, sizes: { ...mixed.sizes, piece, bytesAtOnce: piece } });
  }
});

test.each(['utf-16le', 'windows-1252'])('%s is scanned as a stream', async (encoding) => {
  const text = [HEADER, ...rowsOf(6000, (fields) => fields.with(4, 'é')), ''].join('\n');
  const bytes = Buffer.from(text, encoding === 'utf-16le' ? 'utf16le' : 'latin1');
  const file = { ...caseOf([], { encoding, segments: ['campaign'] }), bytes };
  expect(await outcomeOf(file, path, true)).toBeNull();
  const { outcome, taken } = await scannedWith(file, 'stream');
  expect(taken).toBe(FIRST);
  expect([...outcome.known!.aggregates.segments.get('campaign')!.keys()]).toEqual(['é']);
});

test('what is no text of its encoding is told with its line, behind the mistakes before it', async () => {
  const rows = rowsOf(6000, (fields) => fields).join('\n');
  const bytes = Buffer.concat([
    Buffer.from(`${HEADER}\n${rows}\n`, 'utf16le'),
    Buffer.from([0x00, 0xd8, 0x61, 0x00, 0x0a, 0x00]),
  ]);
  const file = { ...caseOf([], { encoding: 'utf-16le' }), bytes };
  const streamed = (await outcomeOf(file, path, 'stream'))!;
  expect(streamed.mistake).toEqual((await outcomeOf(file, path, 'parts'))!.mistake);
  expect(streamed.mistake!.location!.line).toBe(6002);
  const wrong = Buffer.from(bytes);
  wrong.write('x', bytes.indexOf(Buffer.from('\n5000,', 'utf16le')) - 4, 'latin1');
  const both = { ...file, bytes: wrong };
  const { mistake } = (await outcomeOf(both, path, 'stream'))!;
  expect(mistake).toEqual((await outcomeOf(both, path, 'parts'))!.mistake);
});
