import { UserError } from '../../errors.js';
import type { Reading } from '../reading.js';
import { profileOf } from './column-profile.js';
import { findColumn } from './header.js';
import type { Table } from './labels.js';
import { grouped, numbersOf } from './series.js';

/** Of fewer amounts nothing is said. */
const LEAST_AMOUNTS = 10;

/** So many times as much are cents than euros, or milliseconds than seconds, where few other things are. */
const LEAST_TIMES = 30;
const MOST_TIMES = 3000;

/** Amounts of a variant, or a file. */
interface Part {
  name: string;
  file: string;
  areWhole: boolean;
  median: number;
  /** How many there are that are not 0, and how many of them are not 1 either. */
  count: number;
  above: number;
}

/** Where so many did it, some did it twice, if that was counted and of others three in ten did. */
const LEAST_ONCE = 20;
const SHARE_ABOVE = 0.3;

/** Of each column of amounts, those of each variant of each file, by their first rows. */
export type PartsOfAmounts = Map<string, Part[]>;

/**
 * Adds the amounts in the first rows of a file.
 *
 * @param variant the file's, where it is one
 */
export function noteAmounts(
  into: PartsOfAmounts,
  table: Table,
  { variantColumn, metrics }: Pick<Reading, 'variantColumn' | 'metrics'>,
  variant: string | null,
): void {
  const { header, rows, options } = table;
  const by = variantColumn === null ? null : findColumn(header, variantColumn);
  const groups = by === null ? new Map([['', [...rows]]]) : grouped(rows, [by]);
  for (const { column: written, success } of metrics) {
    const column = findColumn(header, written);
    if (column === null || success !== null) continue;
    if (!profileOf(rows, column, written, options).isNumeric) continue;
    const parts = into.get(written) ?? [];
    into.set(written, parts);
    for (const group of groups.values()) {
      const name = variant ?? (by === null ? '' : group[0]![by]!.trim());
      const part = partOf(numbersOf(table, group, column), name, header.file);
      if (part !== null) parts.push(part);
    }
  }
}

function partOf(numbers: readonly number[], name: string, file: string): Part | null {
  const amounts = numbers.filter((one) => one > 0).sort((a, b) => a - b);
  if (amounts.length < LEAST_AMOUNTS) return null;
  const median = amounts[Math.floor(amounts.length / 2)]!;
  const above = amounts.filter((one) => one !== 1).length;
  return {
    name,
    file,
    areWhole: amounts.every(Number.isInteger),
    median,
    count: amounts.length,
    above,
  };
}

/**
 * Checks that no variant, and no file, has amounts in another unit than the others: whole ones that are a hundred times
 * as large as those with a fraction, as cents are beside euros; or counts of how often beside 0 and 1 for who did it at all.
 * `layout` says that they are right.
 *
 * @throws {UserError} naming both.
 */
export function checkUnlikeUnits(
  parts: PartsOfAmounts,
  { layout }: Pick<Reading, 'layout'>,
  options: Table['options'],
): void {
  if (layout !== 'rows' || options.layout === 'rows') return;
  for (const [column, own] of parts) {
    const once = own.find(({ above, count }) => above === 0 && count >= LEAST_ONCE);
    const often = own.find(
      ({ areWhole, above, count }) =>
        areWhole && count >= LEAST_ONCE && above >= SHARE_ABOVE * count,
    );
    if (once !== undefined && often !== undefined) throw onceAndOften(column, once, often);
    for (const whole of own.filter(({ areWhole }) => areWhole)) {
      const other = own.find((part) => !part.areWhole && isTimes(whole.median / part.median));
      if (other !== undefined) throw unlike(column, whole, other);
    }
  }
}

function isTimes(ratio: number): boolean {
  return ratio >= LEAST_TIMES && ratio <= MOST_TIMES;
}

/** The mistake of comparing who did something with how often others did it. */
function onceAndOften(column: string, once: Part, often: Part): UserError {
  const [a, b] = namesOf(once, often);
  const what = `column ${column} of ${a} is 0 and 1 alone, and of ${b} counts further: one says who did it, and the other how often?`;
  return new UserError(what, {
    location: { file: once.file },
    hint: (say) => `count the same in both; they are right as they stand? ${say.layout('rows')}`,
  });
}

/** What tells two parts apart: their files, or variants within one. */
function namesOf(a: Part, b: Part): [string, string] {
  return a.file === b.file ? [a.name, b.name] : [a.file, b.file];
}

function unlike(column: string, whole: Part, other: Part): UserError {
  const [a, b] = namesOf(whole, other);
  const times = Math.round(whole.median / other.median);
  const what = `column ${column} of ${a} has whole numbers about ${times} times as large as ${b} has: cents beside euros, or percent beside shares?`;
  return new UserError(what, {
    location: { file: whole.file },
    hint: (say) => `bring all to one unit; they are right as they stand? ${say.layout('rows')}`,
  });
}
