/**
 * Thrown where something in a Parquet file is not as it should be, or is written in a way that is not read here.
 * Whoever meets it has the same rows read record by record, which says what is wrong, if anything is.
 */
export const NOT_TAKEN = new Error('to be read record by record');

/** Goes on only where this holds. */
export function assertTaken(holds: boolean): asserts holds {
  if (!holds) throw NOT_TAKEN;
}

/**
 * Thrown in its place where runs of levels or of places in a dictionary are not as they are said to be: the library
 * follows them beyond all bounds.
 */
export const DAMAGED_RUNS = new Error('runs that are none');

/** Whether something was thrown because a page is to be read elsewhere, or not at all. */
export function isOfPages(error: unknown): boolean {
  return error === NOT_TAKEN || error === DAMAGED_RUNS;
}

/** Goes on only where runs are as they are said to be. */
export function assertRuns(hold: boolean): asserts hold {
  if (!hold) throw DAMAGED_RUNS;
}
