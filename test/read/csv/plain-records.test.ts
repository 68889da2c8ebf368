import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { MAX_RECORD_CHARACTERS, takePlainRecords } from '../../../src/read/csv/plain-records.js';
import { takeQuotedRecords } from '../../../src/read/csv/quoted-records.js';

type Records = [number, string[]][];

async function* piecesOf(text: string, sizes: readonly number[]): AsyncGenerator<string> {
  let at = 0;
  for (let i = 0; at < text.length; i++) {
    const size = sizes[i % sizes.length]!;
    yield text.slice(at, at + size);
    at += size;
  }
}

async function plainly(text: string, sizes: readonly number[]): Promise<Records> {
  const records: Records = [];
  const place = { file: 'x.csv', line: 1 };
  const take = (fields: string[], line: number) => records.push([line, fields]);
  const rest = await takePlainRecords(piecesOf(text, sizes), ',', place, take);
  if (rest !== null) await takeQuotedRecords(rest, ',', place, take);
  return records;
}

async function parsed(text: string): Promise<Records> {
  const records: Records = [];
  const take = (fields: string[], line: number) => records.push([line, fields]);
  await takeQuotedRecords(piecesOf(text, [1 << 20]), ',', { file: 'x.csv', line: 1 }, take);
  return records;
}

const scrap = fc.constantFrom('a', '', ',', '\n', '\r', '\r\n', ' ', 'é', '💌', '1.5');
const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });

test('without quotes, splitting gives what csv-parse gives, however the text comes in pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(scrap, { maxLength: 40 }), sizes, async (scraps, pieces) => {
      const text = scraps.join('');
      expect(await plainly(text, pieces)).toEqual(await parsed(text));
    }),
    { numRuns: 1000, seed: 20261122 },
  );
});

const record = fc.array(fc.constantFrom('a', 'b c', '"q,1"', '"x""y"', '"l\nm"', '""'), {
  minLength: 2,
  maxLength: 3,
});
const end = fc.constantFrom('\n', '\r\n', '\r');

test('from the first quote on it is csv-parse, with the right lines', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 12 }), end, sizes, async (rows, eol, pieces) => {
      const text = rows.map((fields) => fields.join(',') + eol).join('');
      expect(await plainly(text, pieces)).toEqual(await parsed(text));
    }),
    { numRuns: 500, seed: 20261122 },
  );
});

test('a record without end is refused with its line, before memory runs out', async () => {
  const endless = `a,b\n1,2\n${'x'.repeat(MAX_RECORD_CHARACTERS + 10)}`;
  for (const pieces of [[1 << 16], [1 << 22]]) {
    const error = await plainly(endless, pieces).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).location).toEqual({ file: 'x.csv', line: 3 });
  }
});
