/**
 * Thrown where something in a Parquet file is not as it should be, or is written in a way that is not read here.
 * Whoever meets it has the same rows read record by record, which says what is wrong, if anything is.
 */
export const NOT_TAKEN = new Error('to be read record by record');

/** Goes on only where this holds. */
export function assertTaken(holds: boolean): asserts holds {
  if (!holds) throw NOT_TAKEN;
}
