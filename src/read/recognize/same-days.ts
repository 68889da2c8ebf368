import { UserError } from '../../errors.js';
import { isMissing, type Reading } from '../reading.js';
import { words } from '../values/column-words.js';
import { dateOrderOf, writtenDay } from '../values/days.js';
import { quoted } from '../values/values.js';
import { findColumn } from './header.js';
import type { Table } from './labels.js';

/** Of fewer rows of single units nothing is said: theirs may be other days by chance. */
const LEAST_ROWS = 20;

/** So many rows a day and more are units that came by, not days of their own, as those of birth are. */
const ROWS_A_DAY = 5;

/** Names of columns whose whole numbers count periods. */
const COUNTED_PERIODS = new Set(['day', 'week', 'month', 'tag', 'woche', 'monat', 'jour']);

/**
 * Checks that no variant has days of its own alone: what came before or after, or on other days of the week, differs
 * from the others in more than what it was shown, and chance is not all that its difference is held against.
 *
 * @throws {UserError} naming the column of days, as far as the first rows show it.
 */
export function checkSameDays(
  table: Table,
  { layout, variantColumn }: Pick<Reading, 'layout' | 'variantColumn'>,
): void {
  const { header, rows, options } = table;
  if (variantColumn === null) return;
  const variant = findColumn(header, variantColumn)!;
  header.names.forEach((name, column) => {
    if (name === '' || column === variant) return;
    const present = rows.filter((fields) => !isMissing(fields[column]!.trim(), options));
    const days = daysOf(
      name,
      present.map((fields) => fields[column]!.trim()),
    );
    if (days === null) return;
    const byVariant = new Map<string, number[]>();
    present.forEach((fields, i) => {
      const own = byVariant.get(fields[variant]!.trim()) ?? [];
      byVariant.set(fields[variant]!.trim(), own);
      own.push(days[i]!);
    });
    const apart = apartFromOthers(byVariant, layout === 'rows');
    if (apart !== null) throw onOtherDays(table, column, apart);
  });
}

/** Days as numbers; `null` where not all of some texts are days, or numbers of periods. */
function daysOf(name: string, texts: readonly string[]): number[] | null {
  const [first] = texts;
  const areCounted = words(name).some((word) => COUNTED_PERIODS.has(word));
  const isCounted = (text: string) => areCounted && /^\d{1,4}$/.test(text);
  // Most columns hold something else, which one text tells.
  if (first === undefined) return null;
  if (!isCounted(first) && writtenDay(first, null) === 'not-a-date') return null;
  const order = dateOrderOf(texts);
  if (order === 'both') return null;
  const days: number[] = [];
  for (const text of texts) {
    const read = isCounted(text) ? Number(text) : writtenDay(text, order);
    if (typeof read === 'string') return null;
    days.push(typeof read === 'number' ? read : read.date);
  }
  return days;
}

/** A variant that shares no day with another, although it could; `null` where there is none. */
function apartFromOthers(byVariant: Map<string, number[]>, areUnits: boolean): string | null {
  if (byVariant.size < 2) return null;
  for (const [name, own] of byVariant) {
    const others = [...byVariant].flatMap(([other, days]) => (other === name ? [] : days));
    const days = new Set(others);
    if (own.some((day) => days.has(day))) continue;
    if (!areUnits) return name;
    const areMany = Math.min(own.length, others.length) >= LEAST_ROWS;
    const isBeside = most(own) < least(others) || least(own) > most(others);
    const isByDay = own.length >= ROWS_A_DAY * new Set(own).size;
    if (areMany && (isBeside || isByDay)) return name;
  }
  return null;
}

const least = (days: readonly number[]) => days.reduce((a, b) => Math.min(a, b));
const most = (days: readonly number[]) => days.reduce((a, b) => Math.max(a, b));

function onOtherDays(
  { header: { file, line, names } }: Table,
  column: number,
  variant: string,
): UserError {
  return new UserError(
    `variant ${quoted(variant)} has days of its own in column ${names[column]}: what else changed from day to day would pass for its effect`,
    {
      location: { file, line, column: column + 1 },
      hint: `a test shows all variants at the same time; are these days of something else? leave out column ${names[column]}`,
    },
  );
}
