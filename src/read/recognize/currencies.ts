import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import { isMissing, type Reading } from '../reading.js';
import { isCurrencyColumn, isMoneyColumn } from '../values/figure-words.js';
import { quoted } from '../values/values.js';
import { profileOf } from './column-profile.js';
import { findColumn } from './header.js';
import type { Table } from './labels.js';

/**
 * Whether a column says in which currency the amounts of its row are, and any amounts are measured, which no name says to
 * be of one: conversions, and numbers of things, are alike in all of them. `layout` says that amounts are brought to one.
 */
export function tellsCurrencies(
  { header, rows, options }: Table,
  { layout, metrics }: Pick<Reading, 'layout' | 'metrics'>,
  name: string,
): boolean {
  if (layout !== 'rows' || options.layout === 'rows' || !isCurrencyColumn(name)) return false;
  return metrics.some(({ column, success }) => {
    const at = findColumn(header, column)!;
    const isMoney = success === null && isMoneyColumn(header.names[at]!);
    return isMoney && !profileOf(rows, at, column, options).isBinary;
  });
}

/**
 * Checks that amounts are of one currency, where a column tells, also where it is a segment: all units together have a
 * mean, too. Rows without an amount may have no currency.
 *
 * @throws {UserError} where the first rows have two.
 */
export function checkCurrencies(table: Table, reading: Pick<Reading, 'layout' | 'metrics'>): void {
  const { header, rows, options } = table;
  header.names.forEach((name, column) => {
    if (!tellsCurrencies(table, reading, name)) return;
    const found = [...new Set(rows.map((fields) => fields[column]!.trim()))];
    const [one, other] = found.filter((text) => !isMissing(text, options));
    if (one !== undefined && other !== undefined) throw twoCurrencies(table, column, [one, other]);
  });
}

function twoCurrencies(
  { header: { file, line, names } }: Table,
  column: number,
  [one, other]: readonly [string, string],
): UserError {
  const name = names[column]!;
  return new UserError(
    `column ${name} tells ${quoted(one)} and ${quoted(other)} apart: amounts of two currencies have no mean`,
    {
      location: { file, line, column: column + 1 },
      hint: (say) =>
        `choose one: ${say.again([say.where(shellWord(`${name} = ${one}`))])}; all amounts are of one already? ${say.layout('rows')}`,
    },
  );
}
