import { UserError } from '../../errors.js';
import type { Spread } from '../../experiment/summary-layout.js';
import type { Reading } from '../reading.js';
import { isMoneyColumn } from '../values/figure-words.js';
import { findColumn } from './header.js';
import type { Table } from './labels.js';
import { numbersOf } from './series.js';
import { spreadColumn } from './summary-metrics.js';

/** Of fewer units a standard error is not far from a standard deviation. */
const LEAST_UNITS = 30;

/** As far as the digits of a table reach that was rounded to two or three of them. */
const ROUNDED = 0.03;

/** Money of single customers differs by more than this share of its mean. */
const LEAST_OF_MONEY = 0.1;

/** What a row of a summary says of a metric. */
interface Told {
  n: number;
  mean: number;
  spread: number;
}

/**
 * Checks that what a summary calls a variance, a standard deviation or a standard error is none of the other two, as far as
 * that can be told: of 0s and 1s by their mean p, whose variance is p(1 − p); and of money, whose standard deviation is no
 * small part of its mean. `layout` says that it is what it is called.
 *
 * @throws {UserError} where it is something else in every row, with the name that it should have.
 */
export function checkSpreads(table: Table, reading: Omit<Reading, 'caps'>): void {
  const { header, options } = table;
  if (reading.layout !== 'summary' || options.layout === 'summary') return;
  for (const { column, denominator, covariates } of reading.metrics) {
    const spread = spreadColumn(header, `${column}_mean`);
    if (denominator !== null || covariates.length > 0 || spread === null) continue;
    const rows = toldOf(table, reading.unitsColumn!, column, spread.name);
    const found =
      rows.length < 2
        ? null
        : (ofBinary(rows, spread.spread) ?? ofMoney(rows, spread.spread, column));
    if (found !== null) throw called(table, spread, found);
  }
}

function toldOf(table: Table, units: string, metric: string, spread: string): Told[] {
  const [n, mean, own] = [units, `${metric}_mean`, spread].map((name) => {
    const column = findColumn(table.header, name);
    return column === null ? [] : numbersOf(table, table.rows, column);
  });
  const rows = n!.map((count, i) => ({ n: count, mean: mean![i]!, spread: own![i]! }));
  return rows.filter((row) => row.n >= LEAST_UNITS && row.spread > 0);
}

/** What the numbers are instead, where the metric is 0 or 1 of each unit; `null` where it is not, or they are that. */
function ofBinary(rows: readonly Told[], said: Spread): Spread | null {
  const kinds: Spread[] = ['variance', 'standard deviation', 'standard error'];
  const are = (kind: Spread) =>
    rows.every(({ n, mean, spread }) => isAbout(spread, spreadOfBinary(mean, n)[kind]));
  return are(said) ? null : (kinds.find((kind) => kind !== said && are(kind)) ?? null);
}

function spreadOfBinary(mean: number, n: number): Record<Spread, number> {
  const variance = mean * (1 - mean);
  const deviation = Math.sqrt(variance);
  return { variance, 'standard deviation': deviation, 'standard error': deviation / Math.sqrt(n) };
}

/** NaN, as of a mean above 1, is about nothing. */
function isAbout(value: number, other: number): boolean {
  return Math.abs(value - other) <= ROUNDED * other;
}

/** Whether a standard deviation of money is so small that it will be a standard error. */
function ofMoney(rows: readonly Told[], said: Spread, metric: string): Spread | null {
  if (said !== 'standard deviation' || !isMoneyColumn(metric)) return null;
  const areSmall = rows.every(({ mean, spread }) => spread < LEAST_OF_MONEY * Math.abs(mean));
  return areSmall ? 'standard error' : null;
}

const ENDINGS: Record<Spread, string> = {
  variance: '_var',
  'standard deviation': '_sd',
  'standard error': '_se',
};

function called(
  { header: { file, line, names } }: Table,
  { name, spread }: { name: string; spread: Spread },
  found: Spread,
): UserError {
  const stem = name.replace(/_[^_]*$/, '');
  return new UserError(`column ${name} seems to hold the ${found}, and is called the ${spread}`, {
    location: { file, line, column: names.indexOf(name) + 1 },
    hint: (say) =>
      `is it? call it ${stem}${ENDINGS[found]}; it is what it is called? ${say.layout('summary')}`,
  });
}
