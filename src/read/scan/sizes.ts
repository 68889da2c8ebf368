import { BYTES_AT_ONCE } from './scan-chunk.js';

/** How large things are; a test makes them small, so that their borders are met. */
export interface ScanSizes {
  /** Smaller files are read faster without. */
  leastFile: number;
  piece: number;
  bytesAtOnce: number;
  /** Threads beside this one, and how many pieces each must have to be worth its start. */
  threads: number | null;
  piecesPerThread: number;
  /** Of a stream, whose size nobody knows: so many are scanned before threads are started. */
  piecesAlone: number;
  seek: SeekSizes;
}

/** How the first rows that conditions choose are sought. */
export interface SeekSizes {
  /** So many lines are read at first, since most conditions choose many of the rows. */
  linesAtFirst: number;
  /** So many are read from a chosen row on: as many as it takes to begin reading at all. */
  linesAtOnce: number;
  /** So much is scanned for the next chosen row: little after a find, since behind the next it is scanned again. */
  leastPiece: number;
  mostPiece: number;
}

export const SEEK: SeekSizes = {
  linesAtFirst: 5000,
  linesAtOnce: 256,
  leastPiece: 1 << 15,
  mostPiece: 1 << 18,
};

/** By measurement on two cores, Node 20 (bench/README.md). */
export const SIZES: ScanSizes = {
  leastFile: 1 << 14,
  piece: 1 << 21,
  bytesAtOnce: BYTES_AT_ONCE,
  threads: null,
  piecesPerThread: 16,
  piecesAlone: 4,
  seek: SEEK,
};

/** What a scan of a file tells and is told from outside. */
export interface ScanHooks {
  /** Told how many more bytes of the file have been read. */
  onBytes?: (count: number) => void;
  /** The descriptor of standard input, where that is a file that stands at its start. */
  input?: number | null;
  sizes?: Partial<ScanSizes>;
}
