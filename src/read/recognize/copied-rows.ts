import { type Location, UserError } from '../../errors.js';
import type { Reading } from '../reading.js';
import { areEqual, countRows } from './count-rows.js';
import type { Table } from './labels.js';

/** A row of a table of counts that may be met again. */
interface KnownRow {
  counts: readonly number[];
  place: Location;
}

/** The first rows of counts of all files, by what they are of. */
export interface KnownRows {
  /** The first row of each variant and labels. */
  first: Map<string, KnownRow>;
  /** Where rows are the same as one before, in labels and in counts. */
  copies: { place: Location; of: Location }[];
  /** Whether other rows are of the same variant and labels, with other counts. */
  areOthers: boolean;
}

/** Rows of fewer units may be alike by chance. */
const LEAST_UNITS = 30;

/** So few rows that are alike may be so by chance. */
const LEAST_COPIES = 2;

/** Of so many files' first rows, no more are remembered. */
const MOST_REMEMBERED = 20_000;

export function noKnownRows(): KnownRows {
  return { first: new Map(), copies: [], areOthers: false };
}

/**
 * Adds the first rows of a file of counts.
 *
 * @param lines where the rows of the table stand
 * @param variant the file's, where it is one
 */
export function noteCounts(
  into: KnownRows,
  table: Table,
  lines: readonly number[],
  reading: Reading,
  variant: string | null,
): void {
  const { rows, labels } = countRows(table, reading);
  if (labels.length === 0) return;
  for (const row of rows) {
    const key = JSON.stringify([variant ?? row.variant, ...row.labels]);
    const place = { file: table.header.file, line: lines[row.at]! };
    const known = into.first.get(key);
    if (known === undefined) {
      if (into.first.size < MOST_REMEMBERED) into.first.set(key, { counts: row.counts, place });
    } else if (!areEqual(known.counts, row.counts)) into.areOthers = true;
    else if (row.counts[0]! >= LEAST_UNITS) into.copies.push({ place, of: known.place });
  }
}

/**
 * Checks that rows of counts, which are added up, are not there twice, as where an export was appended to itself, or
 * two exports have a day in common: rows of the same variant, day and whatever else parts them, with the same counts, where
 * no two rows of the same are different. `layout` says that all are to be added up.
 *
 * @throws {UserError} naming the first such row.
 */
export function checkCopies({ copies, areOthers }: KnownRows): void {
  const [copy] = copies;
  if (copy === undefined || copies.length < LEAST_COPIES || areOthers) return;
  const { place, of } = copy;
  const where = `on line ${of.line}${of.file === place.file ? '' : ` of ${of.file}`}`;
  throw new UserError(
    `this row stands ${where} already; ${copies.length} rows are there twice, and their units would count so`,
    {
      location: place,
      hint: (say) =>
        `take each row once, where this came from; all have units of their own? ${say.layout('counts')}`,
    },
  );
}
