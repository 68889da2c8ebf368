import { UserError } from '../../errors.js';
import { DELIMITERS } from '../csv/delimiter.js';
import type { Header } from './header.js';

/**
 * Checks that no field holds rows of the file, as it does where a quote opens in one of them (5\" TV) and another one, many
 * lines below, closes it: then the lines within have as many fields as the header, and so have what stands before and behind.
 *
 * @throws {UserError} naming the column, with how many rows are lost.
 */
export function checkSwallowed(header: Header, rows: readonly string[][]): void {
  const { file, line, names } = header;
  if (names.length < 3) return;
  for (const fields of rows) {
    const column = fields.findIndex((text) => text.includes('\n') || text.includes('\r'));
    if (column === -1) continue;
    const lines = fields[column]!.split(/\r\n|\n|\r/);
    if (!DELIMITERS.some((delimiter) => areRows(lines, column, names.length, delimiter))) continue;
    throw new UserError(
      `column ${names[column]} has ${lines.length} rows of the file in one field`,
      {
        location: { file, line, column: column + 1 },
        hint: `a quote opens at ${lines[0]!.slice(0, 30)} and closes rows below: double it ("") where it belongs to the text`,
      },
    );
  }
}

function areRows(
  lines: readonly string[],
  column: number,
  columns: number,
  delimiter: string,
): boolean {
  const last = lines.length - 1;
  return lines.every((text, i) => {
    const before = i === 0 ? column : 0;
    const behind = i === last ? columns - 1 - column : 0;
    return text.split(delimiter).length - 1 === columns - 1 - before - behind;
  });
}
