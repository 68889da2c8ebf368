import type { SqlDialect } from './dialect.js';
import { proportionByText, standard } from './standard.js';

const asText = (expression: string) => `CAST(${expression} AS TEXT)`;

/** PostgreSQL 12 and later, tested in PGlite. */
export const postgres: SqlDialect = {
  ...standard,
  asText,
  proportion: (column) => proportionByText(column, { ...standard, asText }),
  // NAMEDATALEN − 1; longer names are cut without an error.
  longestName: 63,
};
