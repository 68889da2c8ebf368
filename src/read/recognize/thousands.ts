import { UserError } from '../../errors.js';
import type { MetricReading, Reading } from '../reading.js';
import { isMoneyColumn } from '../values/figure-words.js';
import { quoted } from '../values/values.js';
import { profileOf } from './column-profile.js';
import { findColumn } from './header.js';
import type { Table } from './labels.js';

/**
 * Of fewer numbers with a point nothing is said: their digits may be three by chance; but where there are whole ones beside
 * them that are not 0, as decimals hardly ever are.
 */
const LEAST_POINTED = 20;
const LEAST_BESIDE_WHOLE = 5;

/** Amounts of money are so many times as large as others; what is measured to three digits often lies close together. */
const SPREAD = 5;

/** A number whose points can part thousands: 1.204, and neither 0.204 nor 1.2. */
const POINTED = /^[+-]?[1-9]\d{0,2}(\.\d{3})+$/;

/** A whole number that needs no point: below a thousand. */
const SMALL = /^[+-]?\d{1,3}$/;

/**
 * Checks that no amounts of rows are whole ones with points between thousands, which would be read as a thousandth part:
 * each has exactly three digits behind a point, or is whole and below 1000, and none is below 1 but 0. Where none but 0 is
 * whole, only money is asked about, which seldom has three digits behind its point. What was said of points in that
 * column, or in all, holds.
 *
 * @throws {UserError} where it may be either, with the option that says which.
 */
export function checkThousands(
  table: Table,
  { layout }: Pick<Reading, 'layout'>,
  metrics: readonly MetricReading[],
): void {
  const { header, options } = table;
  if (layout !== 'rows' || options.decimal.size > 0 || options.thousands !== '') return;
  const columns = metrics.flatMap(({ column, success, denominator, covariates }) =>
    [success === null ? column : null, denominator, ...covariates].filter((name) => name !== null),
  );
  for (const written of new Set(columns)) {
    const column = findColumn(header, written)!;
    const found = pointedIn(table, column);
    if (found !== null) throw inDoubt(table, column, found);
  }
}

/** A text whose point may part thousands, where all of a column's are so. */
function pointedIn({ header, rows, options }: Table, column: number): string | null {
  const name = header.names[column]!;
  const texts = [...new Set(profileOf(rows, column, name, options).values)];
  const pointed = texts.filter((text) => POINTED.test(text));
  const others = texts.filter((text) => !POINTED.test(text));
  if (!others.every((text) => SMALL.test(text))) return null;
  const areBeside = others.some((text) => Number(text) !== 0);
  const least = areBeside ? LEAST_BESIDE_WHOLE : LEAST_POINTED;
  if (pointed.length < least) return null;
  return areBeside || (isMoneyColumn(name) && areSpread(pointed)) ? pointed[0]! : null;
}

function areSpread(texts: readonly string[]): boolean {
  const sizes = texts.map((text) => Math.abs(Number.parseFloat(text)));
  return Math.max(...sizes) >= SPREAD * Math.min(...sizes);
}

function inDoubt(
  { header: { file, line, names } }: Table,
  column: number,
  text: string,
): UserError {
  const name = names[column]!;
  const value = text.replaceAll('.', '');
  return new UserError(`${quoted(text)} in column ${name} may be ${Number(text)} or ${value}`, {
    location: { file, line, column: column + 1 },
    hint: (say) =>
      `thousands? ${say.again([say.thousands('.'), say.decimal(',')])}; a decimal point? ${say.decimal(`"${name}=."`)}`,
  });
}
