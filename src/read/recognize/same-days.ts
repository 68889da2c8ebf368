import { type Location, UserError } from '../../errors.js';
import { isMissing, type Reading, type Source } from '../reading.js';
import { quoted } from '../values/values.js';
import { findColumn } from './header.js';
import type { Table } from './labels.js';
import { daysOf, mayBeDay } from './series.js';

/** Of fewer rows of single units nothing is said: theirs may be other days by chance. */
const LEAST_ROWS = 20;

/** So many rows a day and more are units that came by, not days of their own, as those of birth are. */
const ROWS_A_DAY = 5;

/** Of each column of days by its name, and of each variant, the days in first rows. */
export type DaysOfVariants = Map<string, Map<string, number[]>>;

/** Adds the days of some first rows. */
export function noteDays(
  into: DaysOfVariants,
  { header, rows, options }: Table,
  variantOf: (fields: readonly string[]) => string,
): void {
  header.names.forEach((name, column) => {
    const isPresent = (fields: readonly string[]) => !isMissing(fields[column]!.trim(), options);
    const one = rows.find(isPresent)?.[column]?.trim();
    if (one === undefined || !mayBeDay(name, one)) return;
    const present = rows.filter(isPresent);
    const texts = present.map((fields) => fields[column]!.trim());
    const days = daysOf(name, texts);
    if (days === null) return;
    const byVariant = into.get(name) ?? new Map<string, number[]>();
    into.set(name, byVariant);
    present.forEach((fields, i) => {
      const own = byVariant.get(variantOf(fields)) ?? [];
      byVariant.set(variantOf(fields), own);
      own.push(days[i]!);
    });
  });
}

/**
 * Checks that no variant has days of its own alone: what came before or after, or on other days of the week, differs
 * from the others in more than what it was shown, and chance is not all that its difference is held against.
 *
 * @throws {UserError} naming the column of days, as far as the first rows show it.
 */
export function checkSameDays(
  table: Table,
  reading: Pick<Reading, 'layout' | 'variantColumn'>,
): void {
  const { header, options } = table;
  if (reading.variantColumn === null) return;
  const variant = findColumn(header, reading.variantColumn)!;
  const variantOf = (fields: readonly string[]) => fields[variant]!.trim();
  // Of rows without a variant another mistake is told.
  const rows = table.rows.filter((fields) => !isMissing(variantOf(fields), options));
  const days: DaysOfVariants = new Map();
  noteDays(days, { header, rows, options }, variantOf);
  days.delete(header.names[variant]!);
  const apart = apartIn(days, reading);
  if (apart === null) return;
  const { file, line, names } = header;
  throw onOtherDays(apart, { file, line, column: names.indexOf(apart.column) + 1 });
}

/**
 * The same of files that are a variant each.
 *
 * @throws {UserError} naming one that has days of its own.
 */
export function checkDaysOfFiles(
  days: DaysOfVariants,
  sources: readonly Source[],
  reading: Pick<Reading, 'layout'>,
): void {
  const apart = apartIn(days, reading);
  if (apart === null) return;
  const file = sources.find(({ variant }) => variant === apart.variant)!.path;
  throw onOtherDays(apart, { file });
}

function apartIn(days: DaysOfVariants, { layout }: Pick<Reading, 'layout'>): Apart | null {
  for (const [column, byVariant] of days) {
    const variant = apartFromOthers(byVariant, layout === 'rows');
    if (variant !== null) return { variant, column };
  }
  return null;
}

interface Apart {
  variant: string;
  column: string;
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

function onOtherDays({ variant, column }: Apart, location: Location): UserError {
  const what = `variant ${quoted(variant)} has days of its own in column ${column}`;
  return new UserError(`${what}: what else changed from day to day would pass for its effect`, {
    location,
    hint: `a test shows all variants at the same time; are these days of something else? leave out column ${column}`,
  });
}
