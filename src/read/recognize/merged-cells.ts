import { UserError } from '../../errors.js';
import { isMissing, type Reading } from '../reading.js';
import { findColumn } from './header.js';
import type { Table } from './labels.js';

/**
 * Checks that the variant stands in each of its rows of counts, and not in the first alone, as merged cells of a spreadsheet
 * leave it: two variants or more, each once, with blanks below each.
 *
 * @throws {UserError} where it is so: to leave out rows without a variant would leave out most of each.
 */
export function checkMerged(
  { header, rows, options }: Table,
  { variantColumn }: Pick<Reading, 'variantColumn'>,
): void {
  if (variantColumn === null) return;
  const column = findColumn(header, variantColumn)!;
  const texts = rows.map((fields) => fields[column]!.trim());
  const names = texts.filter((text) => !isMissing(text, options));
  const isAbove = (text: string, i: number) => text === '' || (texts[i + 1] ?? 'x') === '';
  const areOnce = new Set(names).size === names.length && names.length > 1;
  if (!areOnce || texts[0] === '' || !texts.every(isAbove)) return;
  const { file, line, names: columns } = header;
  throw new UserError(`column ${columns[column]} has each variant in its first row alone`, {
    location: { file, line, column: column + 1 },
    hint: 'merged cells? write the variant in each of its rows, down to the next one',
  });
}
