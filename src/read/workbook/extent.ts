import { UserError } from '../../errors.js';
import { damaged } from './damaged.js';

/** What a sheet of Excel has (ECMA-376 leaves it open): a cell beyond was not written by a program of sheets. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** The reader fills a sheet up to its last row and column: this many are a quarter of a gigabyte. */
const MOST_CELLS = 1 << 25;

/** Rows, and cells that hold something, by where they say that they stand. */
const PLACES = /<(?:row|c(?=[^>]*[^/>]>))\b[^>]*?\br=["']([A-Z]*)(\d+)["']/g;

/**
 * Checks that a sheet reaches no further than can be read, by the rows and cells that it has.
 *
 * @throws {UserError} when one stands where no sheet has any, or so far away that all up to it take gigabytes of memory.
 */
export function checkExtent(xml: string, file: string): void {
  let [rows, columns] = [0, 0];
  for (const [, letters = '', digits] of xml.matchAll(PLACES)) {
    const [row, column] = [Number(digits), columnOf(letters)];
    if (row > MOST_ROWS || column > MOST_COLUMNS) {
      throw damaged(file, `a sheet has no place ${letters}${digits}`);
    }
    if (column === 0) continue;
    rows = Math.max(rows, row);
    columns = Math.max(columns, column);
  }
  if (rows * columns <= MOST_CELLS) return;
  throw new UserError(`a sheet of the workbook reaches to row ${rows} and column ${columns}`, {
    location: { file },
    hint: 'delete what stands far from the table, or save the sheet as "CSV UTF-8"',
  });
}

/** 1 for A, 27 for AA; 0 for none. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
