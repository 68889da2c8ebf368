import { UserError } from '../../errors.js';
import { shellWord, type Vocabulary } from '../../vocabulary.js';
import type { ReadOptions } from '../reading.js';
import {
  isTellingControl,
  isVariantColumn,
  mentionsControl,
  mentionsVariant,
} from '../values/vocabulary.js';
import { columnList, type Header, requireColumn } from './header.js';

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
    return header.names[requireColumn(header, variantColumn)]!;
  }
  const byValue = (_: string, i: number) =>
    rows.some((fields) => isTellingControl(fields[i] ?? ''));
  for (const tells of [isVariantColumn, mentionsVariant, byValue]) {
    const found = header.names.filter((name, i) => name !== '' && tells(name, i));
    if (found.some(isTellingControl)) throw noHeader(header, found.find(isTellingControl)!);
    if (found.length === 1 && isWide(header, found[0]!)) throw wideTable(header);
    if (found.length === 1) return found[0]!;
    for (const name of found) requireColumn(header, name);
    if (found.length > 1) throw variantInDoubt(header, found);
  }
  const likely = header.names.find((name, i) => name !== '' && hasControl(rows, i)) ?? null;
  if (mayLackVariants === true && likely === null) return null;
  throw variantUnknown(header, likely, mayLackVariants === true);
}

/** Where the first line is a row already, the name of a column stands for the variant of a unit. */
function noHeader({ file, line, names }: Header, name: string): UserError {
  return new UserError(`${name} names a column and a variant: is the header missing?`, {
    location: { file, line, column: names.indexOf(name) + 1 },
    hint: (say) => `begin with a line of column names, or pass ${say.variantColumn(`"${name}"`)}`,
  });
}

const oneBelowTheOther = (say: Vocabulary): string =>
  `a column for each variant, with a unit's value in each field? ${say.again([say.layout('wide')])}; else put the variants one below the other, with a column variant beside them`;

/** Beside a column control, a column treatment is a variant itself and not the column of variants. */
function isWide({ names }: Header, found: string): boolean {
  const others = names.map((name) => name.toLowerCase());
  return found.toLowerCase() === 'treatment' && others.some((name) => name === 'control');
}

function wideTable({ file, line }: Header): UserError {
  return new UserError('columns control and treatment are there, but no column variant', {
    location: { file, line },
    hint: oneBelowTheOther,
  });
}

function variantInDoubt({ file, line }: Header, found: string[]): UserError {
  return new UserError(`columns ${found.join(' and ')} could each hold the variant`, {
    location: { file, line },
    hint: (say) => `say which: ${say.again([say.variantColumn(shellWord(found[0]!))])}`,
  });
}

function variantUnknown(
  header: Header,
  likely: string | null,
  mayLackVariants: boolean,
): UserError {
  const { file, line, names } = header;
  return new UserError('no column has a name like variant, group or arm', {
    location: { file, line },
    hint: (say) => {
      if (likely !== null) {
        const none = mayLackVariants ? `; are there none? name the file: all=${file}` : '';
        return `is it ${likely}? ${say.again([say.variantColumn(shellWord(likely))])}${none}`;
      }
      if (names.some(mentionsControl)) return oneBelowTheOther(say);
      return `${say.variantColumn('NAME')}; or name files: generic=a.csv; ${columnList(header, say)}`;
    },
  });
}

/** Whether one of a few texts of a column says by a word that it is the control, as "No E-Mail" does. */
function hasControl(rows: readonly string[][], column: number): boolean {
  const texts = new Set(rows.map((fields) => fields[column]!.trim()));
  return texts.size > 1 && texts.size <= MOST_VARIANTS && [...texts].some(mentionsControl);
}

/** More texts are rather traits of units than variants. */
const MOST_VARIANTS = 10;

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
