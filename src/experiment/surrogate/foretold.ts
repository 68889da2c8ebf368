/** What `surrogate` calls the column of the index that it writes. */
export const INDEX_COLUMN = 'surrogate_index';

/** That a metric is no measurement of what it is about, but foretells an outcome. */
export interface Foretold {
  /** The outcome; `null` where only the column tells that the metric is an index. */
  outcome: string | null;
  /** Whether a plan says that a treatment may ship by it. */
  mayShip: boolean;
}

/** Whether a metric is read from the column of an index: as it is, as a part of a ratio, or a quantile of it. */
export function isOfIndex(column: string): boolean {
  return column.split(/[/=:]/).some((part) => part.trim().toLowerCase() === INDEX_COLUMN);
}
