import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import type { ReadOptions } from '../reading.js';
import { isDate } from '../values/dates.js';
import { isTellingControl, isVariantColumn, mentionsVariant } from '../values/vocabulary.js';
import { columnList, type Header, requireColumn } from './header.js';
import { likelyColumn, noHeader, noVariantColumn, wideTable } from './no-variant-column.js';

/**
 * The name of the column that holds the variant: the one that was said, or else the only one whose
 * name says so, or whose values do; `null` where there is none and there may be none.
 *
 * @throws {UserError} when there is none and must be one, when several could be it, or when the header is missing.
 */
export function variantColumnOf(
  header: Header,
  rows: readonly string[][],
  { variantColumn, mayLackVariants }: ReadOptions,
): string | null {
  if (variantColumn !== null) {
    const column = requireColumn(header, variantColumn);
    checkNoDates(header, rows, column);
    return header.names[column]!;
  }
  const byValue = (_: string, i: number) =>
    rows.some((fields) => isTellingControl(fields[i] ?? ''));
  for (const tells of [isVariantColumn, mentionsVariant, byValue]) {
    const found = header.names.filter((name, i) => name !== '' && tells(name, i));
    if (found.some(isTellingControl)) throw noHeader(header, found.find(isTellingControl)!);
    if (found.length === 1 && isWide(header, found[0]!)) throw wideTable(header);
    if (found.length === 1) {
      checkNoDates(header, rows, header.names.indexOf(found[0]!));
      return found[0]!;
    }
    for (const name of found) requireColumn(header, name);
    if (found.length > 1) throw variantInDoubt(header, found);
  }
  if (mayLackVariants === true && likelyColumn(header, rows) === null) return null;
  throw noVariantColumn(header, rows, mayLackVariants === true);
}

/** @throws {UserError} when the column says when a row was, which is no variant. */
function checkNoDates(header: Header, rows: readonly string[][], column: number): void {
  const dates = rows.map((fields) => fields[column]!.trim());
  if (dates.length === 0 || !dates.every(isDate)) return;
  const { file, line, names } = header;
  throw new UserError(`column ${names[column]} holds dates, as "${dates[0]}", and no variants`, {
    location: { file, line, column: column + 1 },
    hint: (say) => `which does? ${say.variantColumn('NAME')}; ${columnList(header, say)}`,
  });
}

/** Beside a column control, a column treatment is a variant itself and not the column of variants. */
function isWide({ names }: Header, found: string): boolean {
  const others = names.map((name) => name.toLowerCase());
  return found.toLowerCase() === 'treatment' && others.some((name) => name === 'control');
}

function variantInDoubt({ file, line }: Header, found: string[]): UserError {
  return new UserError(`columns ${found.join(' and ')} could each hold the variant`, {
    location: { file, line },
    hint: (say) => `say which: ${say.again([say.variantColumn(shellWord(found[0]!))])}`,
  });
}

/**
 * Checks that a file has no variants where the files before have none.
 *
 * @throws {UserError} when a column is called as variants are.
 */
export function checkNoVariants({ file, line, names }: Header): void {
  const column = names.findIndex((name) => isVariantColumn(name) || mentionsVariant(name));
  if (column === -1) return;
  throw new UserError(`column ${names[column]} speaks for variants, which the files before lack`, {
    location: { file, line, column: column + 1 },
    hint: 'read files with variants by themselves, or name them where that column holds none: all=FILE',
  });
}

/**
 * Checks that a file which the command line names as one variant does not hold several.
 *
 * @throws {UserError} when one of its columns tells the control from others.
 */
export function checkOneVariant(header: Header, rows: readonly string[][]): void {
  const column = header.names.findIndex((name, i) => {
    const variants = new Set(rows.map((fields) => fields[i]!.trim()));
    return isVariantColumn(name) && variants.size > 1 && [...variants].some(isTellingControl);
  });
  if (column === -1) return;
  const { file, line, names } = header;
  throw new UserError(
    `column ${names[column]} holds several variants, but the file is named as one`,
    {
      location: { file, line, column: column + 1 },
      hint: `name it without NAME=: perso-test analyze ${file}`,
    },
  );
}
