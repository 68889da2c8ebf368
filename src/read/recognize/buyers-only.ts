import { UserError } from '../../errors.js';
import { isMissing, type Reading } from '../reading.js';
import { idNameOf, words } from '../values/column-words.js';
import { isSumColumn } from '../values/figure-words.js';
import { isOutcomeColumn } from '../values/vocabulary.js';
import { findColumn, type Header } from './header.js';
import type { Table } from './labels.js';
import { numbersOf } from './series.js';

/** What only those have who bought something. */
const PURCHASES = new Set([
  ...['order', 'transaction', 'purchase', 'invoice', 'booking', 'receipt', 'payment'],
  ...['bestellung', 'rechnung', 'commande', 'facture', 'pedido', 'factura'],
]);

/** Of fewer rows nothing is said. */
const LEAST_ROWS = 20;

/**
 * Checks that a table of units is none of orders alone: each row has the number of an order, and no amount is 0. Who ordered
 * nothing is then missing, and by whom a variant makes a buyer its amounts are moved: more buyers of less look like a loss.
 * That rows are units, or `layout` where they are added up to them, says that it is about orders.
 *
 * @throws {UserError} naming the column of orders.
 */
export function checkBuyersOnly(table: Table, reading: Omit<Reading, 'caps'>): void {
  const { header, rows, options } = table;
  const isSaid = options.rowsAreUnits === true || options.layout === 'rows';
  if (reading.layout !== 'rows' || isSaid || rows.length < LEAST_ROWS) return;
  const orders = header.names.findIndex(namesPurchase);
  if (orders === -1) return;
  if (rows.some((fields) => isMissing(fields[orders]!.trim(), options))) return;
  const measured = reading.metrics.find(({ column, success, denominator }) => {
    const isOfBuying = isSumColumn(column) || isOutcomeColumn(column);
    return success === null && denominator === null && isOfBuying && hasNoZero(table, column);
  });
  if (measured === undefined) return;
  throw buyersOnly(header, orders, { metric: measured.column, reading });
}

function namesPurchase(name: string): boolean {
  return idNameOf(name) === 'happening' && words(name).some((word) => PURCHASES.has(word));
}

function hasNoZero(table: Table, written: string): boolean {
  const numbers = numbersOf(table, table.rows, findColumn(table.header, written)!);
  return numbers.every((number) => number !== 0 && !Number.isNaN(number));
}

function buyersOnly(
  { file, line, names }: Header,
  column: number,
  { metric, reading }: { metric: string; reading: Pick<Reading, 'unitIdColumn'> },
): UserError {
  const what = `column ${names[column]} is filled in each row, and no ${metric} is 0: who bought nothing is not in the file`;
  return new UserError(what, {
    location: { file, line, column: column + 1 },
    hint: (say) => {
      const anyway = reading.unitIdColumn === null ? say.rowsAreUnits() : say.layout('rows');
      return `give whoever was dealt, with 0 where nothing was bought; is it about orders alone? ${anyway}`;
    },
  });
}
