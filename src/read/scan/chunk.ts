import type { KeptSample } from './kept-rows.js';
import type { AsideRecords } from './records-aside.js';

/** A part of a file: all records that begin from `from` up to `to`. */
export interface Range {
  index: number;
  from: number;
  to: number;
  /** Whether a record begins at `from`; else that of the next line is taken to be the first. */
  begins: boolean;
}

/**
 * Whether the cells of a piece are known; or one of its records needs the judgement of the CSV reader;
 * or that reader has to tell even where records end.
 */
export type Outcome = 'cells' | 'judge' | 'doubtful';

/** What became of a part of a file. */
export interface ScannedChunk {
  index: number;
  /** Where its first record begins, if the guess was right, and where that of the next piece does. */
  start: number;
  end: number;
  outcome: Outcome;
  rows: number;
  /** Rows that are not chosen. */
  leftOut: number;
  blanks: number;
  lineEnds: number;
  /** The variants, and the segments of each column, in order of appearance. */
  variants: string[];
  segments: string[][];
  /** Of each cell: its part, its variant, and a segment for each column that tells cells of a part. */
  cells: Int32Array;
  /**
   * A cell after the other, of each metric: how many values, how many missing, 1 where one was neither
   * 0 nor 1, and means, residuals, comoments and third moments as in `Moments`. Of rows that count units: how many, and
   * of each metric how many have values, how many are missing, and the successes.
   */
  figures: Float64Array;
  /** Of each cell: what was kept of each metric of which more than moments is wanted. */
  kept: KeptSample[][];
  /** What was seen in each column of values, as bits, and the texts of those with labels. */
  seen: number[];
  labels: string[][];
  /** By each column in which a variant may have one text: that of each variant, in their order. */
  steady: string[][];
  /** The currencies in which amounts of each column of values are. */
  units: string[][];
  /** The sampled ids of each column of ids, in order. */
  ids: string[][];
  /** The records that need judgement, in order, of which none of this tells. */
  aside: AsideRecords[];
  /** Rows that go into units, as src/scan/units takes them; nothing where rows go into cells. */
  unitRows: Uint8Array;
  /** The block of memory that these are in; `null` where they have their own. */
  block: number | null;
}

/** How the part of a file from `start` to `end` is cut into pieces. */
export interface Chunks {
  start: number;
  end: number;
  size: number;
  count: number;
}

/** The pieces of a file from where its first unread record begins. */
export function chunksOf(start: number, end: number, size: number): Chunks {
  return { start, end, size, count: Math.ceil((end - start) / size) };
}

/** The pieces of a stream, of which nobody knows how many will come. */
export function piecesOfStream(start: number, size: number): Chunks {
  return { start, end: Number.POSITIVE_INFINITY, size, count: MOST_PIECES };
}

/** More than any file or stream has pieces, and far from where counting on would overflow. */
export const MOST_PIECES = 1 << 30;

/** The range of a piece, by its index from 0. */
export function rangeOf({ start, end, size }: Chunks, index: number): Range {
  const from = start + index * size;
  return { index, from, to: Math.min(from + size, end), begins: index === 0 };
}

/** What of a piece changes hands without being copied. */
export function buffersOf({ figures, kept, unitRows }: ScannedChunk): ArrayBuffer[] {
  const runs = kept.flat().flatMap(({ values, counts }) => [values, ...(counts ? [counts] : [])]);
  const buffers = [figures, unitRows, ...runs].map(({ buffer }) => buffer);
  return buffers.filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer);
}
