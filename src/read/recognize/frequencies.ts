import { UserError } from '../../errors.js';
import { isIdColumn, isIndexColumn, words } from '../values/column-words.js';
import { profileOf } from './column-profile.js';
import type { Header } from './header.js';
import type { FirstRows } from './row-kind.js';

/** What the column of a table is called that says how often its row was met. */
const FREQUENCIES = new Set([
  ...['freq', 'freqs', 'frequency', 'frequencies', 'count', 'counts', 'cases', 'weight', 'weights'],
  ...['haeufigkeit', 'häufigkeit', 'anzahl', 'fréquence', 'effectif', 'frecuencia', 'frequenza'],
]);

/**
 * The column that says how many units a row stands for, where each row is another combination of what the other
 * columns say, as a cross table has it one below the other; `null` where rows may be units.
 */
export function frequencyColumn({ header, rows, options }: FirstRows): string | null {
  const { names } = header;
  if (rows.length < 2 || names.some(isIdColumn)) return null;
  const column = names.findIndex((name) => FREQUENCIES.has(words(name).join('_')));
  if (column === -1) return null;
  const { isWhole, isBinary } = profileOf(rows, column, names[column]!, options);
  const isLabel = (name: string, i: number) => i !== column && !isIndexColumn(name);
  const combinations = rows.map((fields) =>
    JSON.stringify(fields.filter((_, i) => isLabel(names[i]!, i)).map((text) => text.trim())),
  );
  const isTable = new Set(combinations).size === rows.length;
  return isWhole && !isBinary && isTable ? names[column]! : null;
}

/** The mistake of taking the rows of such a table for units. */
export function notEachUnit({ file, line, names }: Header, frequency: string): UserError {
  const what = `column ${frequency} says how often each row was met, so a row is no unit`;
  return new UserError(what, {
    location: { file, line, column: names.indexOf(frequency) + 1 },
    hint: (say) =>
      `add up to one row a variant: variant,units,successes; or type its figures: perso-test analyze generic=SUCCESSES/UNITS personalized=SUCCESSES/UNITS; a unit for each row all the same? ${say.rowsAreUnits()}`,
  });
}
