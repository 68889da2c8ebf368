import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRecords } from '../../../src/read/csv/records.js';
import { chunksOf, cutAt, mistakeIn, recordsOf } from '../given.js';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const scrap = fc.constantFrom(
  'a',
  ' ',
  '"',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r',
  '\r\n',
  'é',
  '💌',
  '\ufeff',
);
const cell = fc.array(scrap, { maxLength: 6 }).map((scraps) => scraps.join(''));
const table = fc.integer({ min: 1, max: 4 }).chain((columns) =>
  fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
    minLength: 1,
    maxLength: 8,
  }),
);

/** Strict CSV (RFC 4180) of a table, and the line that each record begins on. */
function written(rows: string[][], delimiter: string, end: string): [string, number[]] {
  const lines: number[] = [];
  let line = 1;
  let text = '';
  for (const fields of rows) {
    lines.push(line);
    text += fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(delimiter) + end;
    const ends = fields.map((field) => field.split(/\r\n|\n|\r/).length - 1);
    line += 1 + ends.reduce((sum, count) => sum + count, 0);
  }
  return [text, lines];
}

test('any table written as strict CSV is read back, with its lines, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(...DELIMITERS),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      async (rows, delimiter, end, sizes) => {
        const [text, lines] = written(rows, delimiter, end);
        // Nothing is above: its first record is its header, be it empty.
        const said = { delimiter, skipLines: 0 };
        const records = await recordsOf(chunksOf(Buffer.from(text), sizes), said);
        expect(records).toEqual(rows.map((fields, i) => [lines[i], fields]));
      },
    ),
    { seed: 20261122, numRuns: 1000 },
  );
});

describe('a file is recognized alike wherever its bytes are cut', () => {
  const utf16 = Buffer.from('\ufeffa;b\n1;"2\r\n"\n', 'utf16le');
  const cases: [string, Buffer, [number, string[]][]][] = [
    [
      'blank lines first',
      Buffer.from('\n\r\n"a,x";b;c\n1;2;3'),
      [
        [1, ['']],
        [2, ['']],
        [3, ['a,x', 'b', 'c']],
        [4, ['1', '2', '3']],
      ],
    ],
    [
      'a quoted header over lines',
      Buffer.from('"a,\nb,";c\r1;2\r'),
      [
        [1, ['a,\nb,', 'c']],
        [3, ['1', '2']],
      ],
    ],
    [
      'UTF-16',
      utf16,
      [
        [1, ['a', 'b']],
        [2, ['1', '2\r\n']],
      ],
    ],
    ['a separator line', Buffer.from('sep=|\r\na|b;c\r\n'), [[2, ['a', 'b;c']]]],
    ['a byte-order mark', Buffer.from('\ufeff"a";b\n'), [[1, ['a', 'b']]]],
  ];
  test.each(cases)('%s', async (_, bytes, records) => {
    for (let at = 0; at <= bytes.length; at++) {
      expect(await recordsOf(cutAt(bytes, at)), String(at)).toEqual(records);
    }
    expect(await recordsOf(chunksOf(bytes, [1]))).toEqual(records);
  });

  test('what is no CSV', async () => {
    const page = Buffer.from('\n\n <!DOCTYPE html>\n<html></html>\n');
    const json = Buffer.from('[\n  {"a": 1}]');
    for (const bytes of [page, json]) {
      const mistake = await mistakeIn(() => recordsOf(chunksOf(bytes, [1])));
      expect(mistake.message).toContain('not CSV');
    }
  });
});

test('a long text without a line end is looked through once', async () => {
  const long = Buffer.alloc(3_000_000, 'x');
  const mistake = await mistakeIn(() => recordsOf(chunksOf(long, [1 << 16]), { comment: '#' }));
  expect(mistake.message).toContain('characters');
});

test('a byte-order mark outweighs what was said of all files', async () => {
  const bytes = Buffer.from('\ufeffé,b\n');
  expect(await recordsOf(cutAt(bytes, 3), { encoding: 'windows-1252' })).toEqual([[1, ['é', 'b']]]);
});

test.each([
  ['a,b\n1,"x\n', 2, 2, 'never closed'],
  ['a,b\n"1\r\n2",3\n1,"x" y\n', 4, 2, 'closing quote'],
  ['a,b\n1,x"y\n', 2, 2, 'unquoted field'],
  ['a,b\n1, "y"\n', 2, 2, 'unquoted field'],
  ['a,b\r\n1,"x"\r\n"', 3, 1, 'never closed'],
])('wrong quoting in %j stands on line %d, field %d', async (text, line, column, what) => {
  const bytes = Buffer.from(text);
  for (let at = 0; at <= bytes.length; at++) {
    const mistake = await mistakeIn(() => recordsOf(cutAt(bytes, at)));
    expect(mistake.location, String(at)).toEqual({ file: 'x.csv', line, column });
    expect(mistake.message).toContain(what);
  }
});

test('wrong quoting far down a long file stands on its line', async () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => `${i},"a\nb"\n`).join('');
  const bytes = Buffer.from(`a,b\n${rows}1,x"\n${rows}`);
  const mistake = await mistakeIn(() => recordsOf(chunksOf(bytes, [1 << 18])));
  expect(mistake.location).toEqual({ file: 'x.csv', line: 100_002, column: 2 });
});

test('a mistake in a record before wrong quoting in the same piece is the one that is met', async () => {
  const chunks = cutAt(Buffer.from('a,b\n1,"2"\n3,oops\n4,5"6\n'), 0);
  const reading = readRecords(
    chunks,
    'x.csv',
    { delimiter: null, encoding: null },
    (fields, line) => {
      if (fields[1] === 'oops') throw new Error(`oops on line ${line}`);
    },
  );
  await expect(reading).rejects.toThrow('oops on line 3');
  // The parser's own error comes a turn later, and would end the program if nobody listened.
  await new Promise((resolve) => setImmediate(resolve));
});

test.each(['1,2\n', '"1",2\n'])(
  'a source is closed when a mistake is met in it: %j',
  async (row) => {
    let closed = false;
    async function* source() {
      try {
        for (;;) yield Buffer.from(`a,b\n${row.repeat(1000)}`);
      } finally {
        closed = true;
      }
    }
    const dialect = { delimiter: null, encoding: null };
    const reading = readRecords(source(), 'x.csv', dialect, (_, line) => {
      if (line > 2) throw new Error('a mistake');
    });
    await expect(reading).rejects.toThrow('a mistake');
    expect(closed).toBe(true);
  },
);

test('megabytes without a line end are refused at once', async () => {
  for (const byte of ['x', '"', ',']) {
    const bytes = Buffer.alloc(20_000_000, byte);
    const begun = performance.now();
    await mistakeIn(() => recordsOf(chunksOf(bytes, [1 << 16])));
    expect(performance.now() - begun, byte).toBeLessThan(2000);
  }
});
