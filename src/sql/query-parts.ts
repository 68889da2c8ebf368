import type { Lines, Named } from './lines.js';

/** What a summary's query is made of, as SQL. */
export interface QueryParts {
  table: string;
  /** A condition in the user's own words; `null` for all rows. */
  where: string | null;
  /** By what rows are grouped to units, as `pt_unit`; `null` where each row is one. */
  unitId: string | null;
  /** The variant and the segments, by their names inside the query and in the result. */
  keys: (UnitColumn & { result: string })[];
  /** Each metric's parts, NULL where one of them is missing; `pilot` is what they are centred on. */
  values: (UnitColumn & { pilot: string | null })[];
  /** The columns of the result behind the keys, in terms of the names inside. */
  statistics: Named[];
}

/** What a unit has: in terms of the table, or where rows are grouped to units in terms of `rows`. */
export interface UnitColumn extends Named {
  /** What it takes of each row of a unit; empty where each row is one. */
  rows: Named[];
}

/** Where the rows come from, and which. */
export function rowsOf({ table, where }: Pick<QueryParts, 'table' | 'where'>): Lines {
  // On lines of its own, so that a comment at its end ends there.
  return where === null ? [`FROM ${table}`] : [`FROM ${table}`, 'WHERE (', [where], ')'];
}
