import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { checkComputed, checkWorkbook } from '../../../src/read/workbook/archive.js';
import { mistakeIn } from '../given.js';

const SHEET = 'xl/worksheets/sheet1.xml';
const zipped = (parts: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));

test('what a workbook says of its size is believed before it is unpacked', async () => {
  const bytes = zipped({ 'xl/workbook.xml': '<workbook/>', [SHEET]: '<worksheet/>' });
  checkWorkbook(bytes, 'x.xlsx');
  // The size of the last part in the table of contents (PKWARE's APPNOTE 4.3.12: 24 bytes in).
  const at = Buffer.from(bytes.buffer).lastIndexOf('PK\x01\x02', undefined, 'latin1');
  new DataView(bytes.buffer).setUint32(at + 24, 2 ** 29, true);
  const mistake = await mistakeIn(() => checkWorkbook(bytes, 'x.xlsx'));
  expect(mistake.message).toBe('the workbook is 512 MiB unpacked');
});

test.each([
  ['xl/workbook.bin', '.xlsb'],
  ['word/document.xml', 'a zip archive'],
])('an archive of %s is told as what it is', async (name, what) => {
  const mistake = await mistakeIn(() => checkWorkbook(zipped({ [name]: '' }), 'x'));
  expect(mistake.message).toContain(what);
});

const cell = (inside: string, type = '') =>
  zipped({ [SHEET]: `<sheetData><row r="1"><c r="B7"${type}>${inside}</c></row></sheetData>` });

test.each(['<f>1+1</f>', '<f>1+1</f><v/>', '<f>1+1</f><v></v>', '<f t="shared" si="0"/>'])(
  'a formula without a value is told: %s',
  async (inside) => {
    const mistake = await mistakeIn(() => checkComputed(cell(inside), 'x'));
    expect(mistake.message).toBe('the formula in cell B7 was never computed');
  },
);

test('one with a value, and one that came to an empty text, are not', () => {
  checkComputed(cell('<f>1+1</f><v>2</v>'), 'x');
  checkComputed(cell('<v>2</v>'), 'x');
  checkComputed(cell('<f>A1&amp;A2</f><v></v>', ' t="str"'), 'x');
});
