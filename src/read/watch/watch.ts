import type { Reading, ReadOptions } from '../reading.js';
import type { Header } from '../recognize/header.js';
import { type IdColumn, idColumns } from '../recognize/id-columns.js';
import { type IdSample, MOST_SAMPLED, noSample, raise } from './id-sample.js';
import { partColumns, type WatchedParts } from './parts.js';

/** What must hold on every row of the files for them to be read rightly, beyond what the first rows show. */
export interface Watch {
  /** Columns whose ids may not repeat, those that name units first. */
  ids: WatchedIds[];
  /** Columns of which a variant may have one value only. */
  parts: WatchedParts[];
}

export interface WatchedIds extends IdColumn {
  sample: IdSample;
}

/** What is to be watched of files that are read so and begin with these rows. */
export function watchOf(
  header: Header,
  rows: readonly string[][],
  reading: Reading,
  options: ReadOptions,
): Watch {
  const ids = idColumns(header, rows, reading, options);
  const watched = ids.map((column) => ({ ...column, sample: noSample() }));
  return { ids: watched, parts: partColumns(header, rows, reading, options) };
}

/** Samples no more ids than are worth remembering, where so many rows are to come. */
export function expectRows({ ids }: Watch, rows: number): void {
  const level = Math.max(0, Math.floor(Math.log2((2 * rows) / MOST_SAMPLED)));
  for (const { sample } of ids) raise(sample, level);
}

/** The names of all columns that are watched. */
export function watchedColumns({ ids, parts }: Watch): string[] {
  return [...ids, ...parts].map(({ name }) => name);
}
