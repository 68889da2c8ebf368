import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import { isIndexColumn } from '../values/column-words.js';
import { isDate } from '../values/dates.js';
import { mentionsControl, mentionsTreatment } from '../values/vocabulary.js';
import { columnList, type Header } from './header.js';
import { DIAGNOSES, type Found, headerMissing, oneBelowTheOther, UNNAMED } from './other-tables.js';

/** The mistake of a file without a column of variants: by what it holds instead, else what might be one. */
export function noVariantColumn(
  header: Header,
  rows: readonly string[][],
  mayLackVariants: boolean,
): UserError {
  const { file, line } = header;
  const found = DIAGNOSES.map((of) => of(header, rows)).find((one) => one !== null);
  const { what, column, hint } = found ?? unnamed(header, rows, mayLackVariants);
  const place = column === undefined ? {} : { column: column + 1 };
  return new UserError(what, { location: { file, line, ...place }, hint });
}

/** A table that has columns of variants, beside which a column called treatment is no column of variants. */
export function wideTable({ file, line }: Header): UserError {
  return new UserError('columns control and treatment are there, but no column variant', {
    location: { file, line },
    hint: oneBelowTheOther,
  });
}

/** Where the first line is a row already, the name of a column stands for the variant of a unit. */
export function noHeader(header: Header, name: string): UserError {
  const { file, line, names } = header;
  const { what, hint } = headerMissing(name);
  return new UserError(what, { location: { file, line, column: names.indexOf(name) + 1 }, hint });
}

function unnamed(header: Header, rows: readonly string[][], mayLackVariants: boolean): Found {
  const likely = likelyColumn(header, rows);
  const control = header.names.findIndex((_, i) => isAllControl(rows, i));
  return {
    what: UNNAMED,
    hint: (say) => {
      const files = say.byFile(header.file);
      if (likely !== null) {
        const none = mayLackVariants ? `; are there none? name the file: all=${header.file}` : '';
        return `is it ${likely}? ${say.again([say.variantColumn(shellWord(likely))])}${none}`;
      }
      if (files !== null) return `a variant in each file? ${files}`;
      const named = `generic=${shellWord(header.file)} personalized=OTHER.csv`;
      if (control !== -1) {
        return `all rows are ${rows[0]![control]!.trim()}; name the file of each variant: perso-test analyze ${named}`;
      }
      return `${say.variantColumn('NAME')}; or name files: generic=a.csv; ${columnList(header, say)}`;
    },
  };
}

/**
 * The column that most likely holds the variants: one of whose few texts is a control's, or the only one that
 * is called after a treatment or has a few texts; `null` where none or several are so.
 */
export function likelyColumn(header: Header, rows: readonly string[][]): string | null {
  const { names } = header;
  const told = names.filter((name, i) => name !== '' && fewTexts(rows, i)?.some(mentionsControl));
  if (told[0] !== undefined) return told[0];
  const called = names.filter((name, i) => mentionsTreatment(name) && fewTexts(rows, i) !== null);
  if (called.length === 1) return called[0]!;
  const labels = names.filter((name, i) => {
    const texts = isIndexColumn(name) ? null : fewTexts(rows, i);
    return name !== '' && texts?.every((text) => /[^\d\W]/.test(text) && !isDate(text));
  });
  return labels.length === 1 && rows.length > MOST_VARIANTS ? labels[0]! : null;
}

/** The texts of a column, where they are few enough for variants; `null` where they are more, or one. */
function fewTexts(rows: readonly string[][], column: number): string[] | null {
  const texts = new Set(rows.map((fields) => fields[column]!.trim()));
  return texts.size > 1 && texts.size <= MOST_VARIANTS ? [...texts] : null;
}

function isAllControl(rows: readonly string[][], column: number): boolean {
  const texts = new Set(rows.map((fields) => fields[column]!.trim()));
  return texts.size === 1 && mentionsControl([...texts][0]!);
}

/** More texts are rather traits of units than variants. */
const MOST_VARIANTS = 10;
