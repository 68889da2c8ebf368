import { UserError } from '../../errors.js';
import type { DayColumn, DaysReading, Layout, ReadOptions } from '../reading.js';
import { dateOrderOf } from '../values/days.js';
import { type Header, requireColumn } from './header.js';

/** The first rows of a file, and what was said of it. */
interface First {
  header: Header;
  rows: readonly string[][];
  options: ReadOptions;
}

/** What is known of how it is read. */
interface Known {
  layout: Layout;
  variantColumn: string | null;
  unitIdColumn: string | null;
}

/**
 * The columns of days that were asked for; `null` where none was.
 *
 * @throws {UserError} when one is not there or holds something else, dates between slashes contradict one another,
 *   or an exposure is asked for of rows that are not of units.
 */
export function daysReading(first: First, known: Known): DaysReading | null {
  const { overTime = null, exposedAt = null, horizon = null } = first.options;
  if (overTime === null) {
    if (exposedAt === null && horizon === null) return null;
    const asked = exposedAt === null ? 'horizon' : 'exposedAt';
    throw new UserError((say) => `${say[asked]()}: nothing says on which day a row was seen`, {
      hint: (say) => `name the column that does: ${say.overTime('COLUMN')}`,
    });
  }
  if (first.options.crossSegments === true) {
    throw new UserError((say) => `${say.overTime()} ${overTime}: segments are crossed, for rules`, {
      hint: 'who should get which variant is asked of all days together: ask for one at a time',
    });
  }
  const days = dayColumn(first, overTime);
  const { segments, triggered = null } = first.options;
  const taken = [...segments, triggered, known.variantColumn, known.unitIdColumn];
  if (taken.some((name) => name?.trim().toLowerCase() === days.column.toLowerCase())) {
    throw new UserError((say) => `${say.overTime()} ${overTime}: that column has another part`, {
      hint: 'days part units once more, beside variants and segments: leave out one of the two',
    });
  }
  return { ...days, exposure: exposureOf(first, known, { exposedAt, horizon }) };
}

function exposureOf(
  first: First,
  { layout, unitIdColumn }: Known,
  { exposedAt, horizon }: { exposedAt: string | null; horizon: number | null },
): DaysReading['exposure'] {
  if (exposedAt === null) {
    if (horizon === null) return null;
    throw new UserError((say) => `${say.horizon(`${horizon}d`)}: since when?`, {
      hint: (say) =>
        `name the column that says when a unit was exposed: ${say.exposedAt('COLUMN')}`,
    });
  }
  if (unitIdColumn === null) {
    throw new UserError((say) => `${say.exposedAt()} ${exposedAt}: whose rows are these?`, {
      hint: (say) =>
        layout === 'rows'
          ? `days since an exposure take several rows a unit: ${say.unitId('COLUMN')}`
          : 'days since an exposure take rows of single units, several of each',
    });
  }
  return { ...dayColumn(first, exposedAt), horizon };
}

function dayColumn({ header, rows }: First, name: string): DayColumn {
  const at = requireColumn(header, name);
  const column = header.names[at]!;
  const order = dateOrderOf(rows.map((fields) => fields[at]!.trim()));
  if (order !== 'both') return { column, order };
  throw new UserError(`column ${column} has dates with the day first and with the month first`, {
    location: { file: header.file, line: header.line, column: at + 1 },
    hint: 'write year, month and day: 2026-03-04',
  });
}

/** The columns that part rows, days last; units that return are told by days in another way. */
export function withDays(
  segments: readonly string[],
  days: DaysReading | null,
  unitIdColumn: string | null,
): string[] {
  return days === null || unitIdColumn !== null ? [...segments] : [...segments, days.column];
}
