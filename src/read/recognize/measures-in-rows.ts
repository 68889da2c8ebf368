import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import { isUnitsColumn, words } from '../values/column-words.js';
import { isRateColumn, isSumColumn, tellsMeasuresApart } from '../values/figure-words.js';
import { isOutcomeColumn } from '../values/vocabulary.js';
import { plainNumber } from '../values/written-numbers.js';
import { profileOf } from './column-profile.js';
import type { Table } from './labels.js';

/** What a column is called, too, that says what the number beside it is. */
const NAMES = new Set([
  'name',
  'measure names',
  'measure',
  'variable',
  'attribute',
  'field',
  'key',
]);

/**
 * Checks that no metrics stand one below the other, with a row for each metric of each variant and one column of numbers,
 * as BI tools export them (Measure Names, Measure Values): no row is a unit, nor a count of one thing.
 *
 * @throws {UserError} with the figures to type, where units and what some of them did are among them.
 */
export function checkMeasuresInRows(table: Table, variantColumn: string | null): void {
  const { header, rows, options } = table;
  const variant = variantColumn === null ? -1 : header.names.indexOf(variantColumn);
  const measure = header.names.findIndex(
    (name) => tellsMeasuresApart(name) || NAMES.has(words(name).join(' ')),
  );
  const others = header.names.flatMap((_, i) => (i === variant || i === measure ? [] : [i]));
  const [value] = others;
  if (variant === -1 || measure === -1 || value === undefined || others.length > 1) return;
  if (!profileOf(rows, value, header.names[value]!, options).isNumeric) return;
  const cells = new Map<string, Map<string, string>>();
  for (const fields of rows) {
    const [name, what, number] = [variant, measure, value].map((i) => fields[i]!.trim());
    const own = cells.get(name!) ?? new Map<string, string>();
    // A metric that a variant has twice is one of units or days.
    if (own.has(what!)) return;
    cells.set(name!, own.set(what!, number!));
  }
  if (cells.size < 2 || rows.length <= cells.size) return;
  const typed = [...cells].map(([name, own]) => figureOf(name, own));
  const { file, line } = header;
  throw new UserError('each row is one metric of a variant, and none is a unit', {
    location: { file, line, column: measure + 1 },
    hint: `turn the table, with a column for each metric and a row for each variant; or type its figures: perso-test analyze ${typed.map(shellWord).join(' ')}`,
  });
}

function figureOf(variant: string, metrics: ReadonlyMap<string, string>): string {
  const units = [...metrics].find(([name]) => isUnitsColumn(name))?.[1];
  const successes = [...metrics].find(
    ([name]) => isOutcomeColumn(name) && !isSumColumn(name) && !isRateColumn(name),
  )?.[1];
  const isWhole = [units, successes].every((text) => Number.isInteger(plainNumber(text ?? '')));
  return `${variant}=${isWhole ? `${successes}/${units}` : 'SUCCESSES/UNITS'}`;
}
