import { type Location, UserError } from '../../errors.js';
import type { Reading } from '../reading.js';
import { areEqual, countRows } from './count-rows.js';
import type { Table } from './labels.js';

/** The first rows of a file of counts, and where they stand. */
interface FirstRows {
  table: Table;
  lines: readonly number[];
  /** The file's, where it is one. */
  variant: string | null;
}

/** The first rows of counts of all files. */
export interface KnownRows {
  files: FirstRows[];
  /** Each of them as it is written, of each variant. */
  texts: Set<string>;
  /** How many are written as one before. */
  again: number;
}

/** Rows of fewer units may be alike by chance. */
const LEAST_UNITS = 30;

/** So few rows that are alike may be so by chance. */
const LEAST_COPIES = 2;

/** Of so many files' first rows, no more are remembered. */
const MOST_REMEMBERED = 20_000;

export function noKnownRows(): KnownRows {
  return { files: [], texts: new Set(), again: 0 };
}

/** Adds the first rows of a file of counts. */
export function noteCounts(into: KnownRows, first: FirstRows): void {
  if (into.texts.size > MOST_REMEMBERED) return;
  into.files.push(first);
  for (const fields of first.table.rows) {
    const text = JSON.stringify([first.variant, ...fields]);
    if (into.texts.has(text)) into.again += 1;
    else into.texts.add(text);
  }
}

/** A row that was met, and where. */
interface MetRow {
  counts: readonly number[];
  place: Location;
}

interface Copies {
  /** Rows with the labels and the counts of one before, and where that is. */
  copies: { place: Location; of: Location }[];
  /** Whether others have the labels of one before, and other counts. */
  areOthers: boolean;
}

function copiesIn(files: readonly FirstRows[], reading: Reading): Copies {
  const met = new Map<string, MetRow>();
  const found: Copies = { copies: [], areOthers: false };
  for (const { table, lines, variant } of files) {
    const { rows, labels } = countRows(table, reading);
    for (const row of labels.length === 0 ? [] : rows) {
      const key = JSON.stringify([variant ?? row.variant, ...row.labels]);
      const place = { file: table.header.file, line: lines[row.at]! };
      const known = met.get(key);
      if (known === undefined) met.set(key, { counts: row.counts, place });
      else if (!areEqual(known.counts, row.counts)) found.areOthers = true;
      else if (row.counts[0]! >= LEAST_UNITS) found.copies.push({ place, of: known.place });
    }
  }
  return found;
}

/**
 * Checks that rows of counts, which are added up, are not there twice, as where an export was appended to itself, or
 * two exports have a day in common: rows of the same variant, day and whatever else parts them, with the same counts, where
 * no two rows of the same are different. `layout` says that all are to be added up.
 *
 * @throws {UserError} naming the first such row.
 */
export function checkCopies({ files, again }: KnownRows, reading: Reading): void {
  if (again < LEAST_COPIES) return;
  const { copies, areOthers } = copiesIn(files, reading);
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
