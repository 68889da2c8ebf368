import { UserError } from '../../errors.js';
import type { Reading } from '../reading.js';
import { profileOf } from './column-profile.js';
import { findColumn, type Header } from './header.js';
import type { Table } from './labels.js';
import { daysOf, grouped, neverFalls, numbersOf, type Rows } from './series.js';

/** Of fewer units whose rows agree nothing is said, nor of fewer values: prices are few, and the same each time. */
const LEAST_UNITS = 20;
const LEAST_VALUES = 10;

/**
 * Checks that the rows of a unit, which are added up, do not each repeat what the unit has in all, as joined tables do,
 * or what it had until a day. Amounts that are each of their own row are not the same in all rows of twenty units, nor
 * do they never fall from day to day. `layout` says that they are to be added up all the same.
 *
 * @throws {UserError} naming the column.
 */
export function checkRepeated(
  table: Table,
  { layout, unitIdColumn, metrics }: Pick<Reading, 'layout' | 'unitIdColumn' | 'metrics'>,
): void {
  const { header, rows, options } = table;
  if (layout !== 'rows' || unitIdColumn === null || options.layout === 'rows') return;
  const units = [...grouped(rows, [findColumn(header, unitIdColumn)!]).values()];
  const columns = metrics.flatMap(({ column, success, denominator }) =>
    [success === null ? column : null, denominator].filter((name) => name !== null),
  );
  for (const name of columns) {
    const column = findColumn(header, name)!;
    // That a unit did something at all is not added up.
    if (profileOf(rows, column, name, options).isBinary) continue;
    const what = areTheSame(table, units, column) ?? areTotals(table, units, column);
    if (what !== null) throw repeated(header, column, `${what} ${unitIdColumn}`);
  }
}

/** What is wrong where each row of a unit has the same value as its others. */
function areTheSame(table: Table, units: readonly Rows[], column: number): string | null {
  const several = measuredOf(table, units, column).filter((values) => values.length > 1);
  const areMany = several.length >= LEAST_UNITS;
  const values = new Set(several.map(([first]) => first));
  const areSame = several.every((own) => own.every((value) => value === own[0]));
  return areMany && areSame && values.size >= LEAST_VALUES ? 'is the same in all rows of a' : null;
}

/** What is wrong where the value of a unit never falls from day to day, and often rises. */
function areTotals(table: Table, units: readonly Rows[], column: number): string | null {
  const long = units.filter((rows) => rows.length > 2 && isByDay(table, rows));
  const several = measuredOf(table, long, column);
  const rises = several.flatMap((own) => own.filter((value, i) => i > 0 && value > own[i - 1]!));
  const areMany = several.length >= LEAST_UNITS && rises.length >= 2 * LEAST_UNITS;
  return areMany && several.every(neverFalls) ? 'never falls from day to day of a' : null;
}

/** Whether each row is of a later day than the one before, by a column of days. */
function isByDay({ header }: Table, rows: Rows): boolean {
  return header.names.some((name, column) => {
    const days = daysOf(
      name,
      rows.map((fields) => fields[column]!.trim()),
    );
    return days?.every((day, i) => i === 0 || day > days[i - 1]!) ?? false;
  });
}

/** The values of each unit that has anything. */
function measuredOf(table: Table, units: readonly Rows[], column: number): number[][] {
  const all = units.map((rows) => numbersOf(table, rows, column));
  return all.filter((values) => values.some((value) => value !== 0 && !Number.isNaN(value)));
}

function repeated({ file, line, names }: Header, column: number, what: string): UserError {
  return new UserError(`column ${names[column]} ${what}: it counts as often as there are rows`, {
    location: { file, line, column: column + 1 },
    hint: (say) =>
      `give one row a unit, where this came from; each row has its own all the same? ${say.layout('rows')}`,
  });
}
