import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { checkWorkbook, withFailuresAsTexts } from '../../../src/read/workbook/archive.js';
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
    const mistake = await mistakeIn(() => withFailuresAsTexts(cell(inside), 'x'));
    expect(mistake.message).toBe('the formula in cell B7 was never computed');
  },
);

test('one with a value, and one that came to an empty text, are not', () => {
  withFailuresAsTexts(cell('<f>1+1</f><v>2</v>'), 'x');
  withFailuresAsTexts(cell('<v>2</v>'), 'x');
  withFailuresAsTexts(cell('<f>A1&amp;A2</f><v></v>', ' t="str"'), 'x');
});

test('what no formula failed in is left as it is, byte for byte', () => {
  const bytes = cell('<v>2</v>');
  expect(withFailuresAsTexts(bytes, 'x')).toBe(bytes);
});

test('parts that cannot be unpacked are told', async () => {
  const bytes = cell(`<v>${'2'.repeat(500)}</v>`);
  // The packed sheet begins behind the header of its entry: 30 bytes and its name (APPNOTE 4.3.7).
  bytes.fill(0xff, 30 + SHEET.length, 60 + SHEET.length);
  const mistake = await mistakeIn(() => withFailuresAsTexts(bytes, 'x'));
  expect(mistake.message).toContain('damaged');
});

const rows = (inside: string) => zipped({ [SHEET]: `<sheetData>${inside}</sheetData>` });

test.each([
  ['<row r="99999999999"><c r="A31"><v>1</v></c></row>', '99999999999'],
  ['<row r="2"><c r="ZZZZZZ2"><v>1</v></c></row>', 'ZZZZZZ2'],
])('a row or cell that no sheet has is damage: %s', async (inside, place) => {
  const mistake = await mistakeIn(() => withFailuresAsTexts(rows(inside), 'x'));
  expect(mistake.message).toContain(`damaged, or cut short: a sheet has no place ${place}`);
});

test('a sheet of which all cells up to the last would fill the memory is told', async () => {
  const far = rows(
    '<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
  );
  const mistake = await mistakeIn(() => withFailuresAsTexts(far, 'x'));
  expect(mistake.message).toBe('a sheet of the workbook reaches to row 1048576 and column 16384');
  expect(mistake.hint).toContain('delete what stands far from the table');
});

test('a last row or column is none, nor are cells that hold nothing', () => {
  withFailuresAsTexts(rows('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), 'x');
  withFailuresAsTexts(rows('<row r="2"><c r="XFD2"><v>1</v></c></row>'), 'x');
  const empty =
    '<row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>';
  withFailuresAsTexts(rows(empty), 'x');
});
