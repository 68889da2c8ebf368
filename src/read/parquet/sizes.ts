/** How large things are, and what is done at all; a test makes them small, so that their borders are met. */
export interface GroupSizes {
  /** Fewer rows are read faster without scanning. */
  leastRows: number;
  /** A row group of more rows is scanned in pieces of so many. */
  mostRows: number;
  /** Threads beside this one, and how many rows each must have to be worth its start. */
  threads: number | null;
  rowsPerThread: number;
  /** Whether records are read from pages, or by the library alone. */
  byPages: boolean;
  /** Told of each piece whether its cells came of scanning, or of its records. */
  onPiece: (isScanned: boolean) => void;
}

/** By measurement on two cores, Node 20 (bench/README.md). */
export const GROUP_SIZES: GroupSizes = {
  leastRows: 1 << 14,
  mostRows: 1 << 20,
  threads: null,
  rowsPerThread: 400_000,
  byPages: true,
  onPiece: () => {},
};
