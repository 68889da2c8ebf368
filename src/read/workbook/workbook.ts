import { readFileSync } from 'node:fs';
import readSheets from 'read-excel-file/universal';
import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import { sha256OfBytes } from '../bytes/source.js';
import { checkHeaderFirst } from '../csv/header-place.js';
import type { FileState } from '../file-state.js';
import { takeRecord } from '../one-file.js';
import { formatOf, type StandardInput } from '../reading.js';
import { checkWorkbook, withFailuresAsTexts } from './archive.js';
import { damaged } from './damaged.js';

/** A number as the workbook holds it; texts that look like one are none. */
interface WrittenNumber {
  digits: string;
}

/** What a cell may hold; times come as dates, in UTC. */
type Cell = string | boolean | Date | WrittenNumber | null;

interface Sheet {
  sheet: string;
  data: Cell[][];
}

/**
 * Takes the header and all rows of a sheet of an Excel workbook (.xlsx) as if they were a CSV file's: row i
 * stands on line i. Formulas count as what they came to when the workbook was saved.
 *
 * @throws {UserError} when the workbook is damaged, or has several sheets and none was named.
 */
export async function takeWorkbook(state: FileState, io: StandardInput): Promise<string> {
  const { path } = state.source;
  const { options } = state;
  checkOptions(state);
  const bytes = readFileSync(path);
  checkWorkbook(bytes, path);
  const sheets = await sheetsOf(withFailuresAsTexts(bytes, path), path);
  // Its rows are few beside what it took to unpack them.
  io.onBytes?.(bytes.length);
  const { data } = chosenSheet(sheets, options.sheet ?? null, path);
  if (options.skipLines === null || options.skipLines === undefined) {
    checkHeaderFirst(startOf(data), '\t', path);
  }
  let names: string[] | null = null;
  for (const [i, cells] of data.entries()) {
    if (i < (options.skipLines ?? 0)) continue;
    const texts = cells.map((cell, at) =>
      textOf(cell, formatOf(options, names?.[at] ?? '').decimal),
    );
    if (names === null && texts.some((text) => text.trim() !== '')) names = texts;
    takeRecord(state, texts, i + 1);
  }
  return sha256OfBytes(bytes);
}

function checkOptions({ source, options }: FileState): void {
  const ofText = ['delimiter', 'encoding', 'comment'] as const;
  const option = ofText.find((name) => (options[name] ?? null) !== null);
  if (option === undefined) return;
  throw new UserError((say) => `${say[option]()} is for text, and this is an Excel workbook`, {
    location: { file: source.path },
    hint: 'leave it out',
  });
}

async function sheetsOf(bytes: Uint8Array, file: string): Promise<Sheet[]> {
  const { buffer, byteOffset, length } = bytes;
  const own = buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer;
  try {
    // The library's type of a date is that of its constructor.
    const sheets = (await readSheets(own, {
      trim: false,
      parseNumber: (digits): WrittenNumber => ({ digits }),
    })) as unknown as Sheet[];
    const broken = sheets.find(({ data }) => !Array.isArray(data));
    if (broken !== undefined) throw new Error(`sheet ${broken.sheet} has no table`);
    return sheets;
  } catch (error) {
    throw damaged(file, error);
  }
}

/** The sheet of that name, or the only one that holds anything. */
function chosenSheet(sheets: readonly Sheet[], name: string | null, file: string): Sheet {
  const filled = sheets.filter(({ data }) => data.length > 0);
  const found = name === null ? filled : sheets.filter(({ sheet }) => sheet.trim() === name.trim());
  const [only, other] = found;
  if (only !== undefined && other === undefined) return only;
  const names = (filled.length === 0 ? sheets : filled).map(({ sheet }) => sheet);
  if (name !== null) {
    throw new UserError((say) => `${say.sheet()} ${name}: the workbook has no such sheet`, {
      location: { file },
      hint: `it has ${names.join(', ')}`,
    });
  }
  if (only === undefined) {
    throw new UserError('the workbook has no sheet with anything in it', {
      location: { file },
      hint: 'was it saved at all?',
    });
  }
  throw new UserError(`the workbook has ${filled.length} sheets: ${names.join(', ')}`, {
    location: { file },
    hint: (say) => `say which: ${say.again([say.sheet(shellWord(names[0]!))])}`,
  });
}

/** Enough rows to see where the header is, as a text between tabs. */
function startOf(data: readonly Cell[][]): string {
  const plain = (cell: Cell) => textOf(cell, '.').replace(/[\t\r\n"]/g, ' ');
  const rows = data.slice(0, 101).map((cells) => cells.map(plain).join('\t'));
  return `${rows.join('\n')}\n`;
}

/** The text that a cell would be in a CSV file whose numbers have that decimal separator. */
function textOf(cell: Cell, decimal: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'boolean') return String(cell);
  // A date that is none is a text, for whoever needs a day or a number to refuse.
  if (cell instanceof Date && Number.isNaN(cell.getTime())) return String(cell);
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  return cell.digits.replace('.', decimal);
}
