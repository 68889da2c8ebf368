import type { SqlDialect } from './dialect.js';
import { proportionByText, standard } from './standard.js';

const asDouble = (expression: string) => `CAST(${expression} AS DOUBLE)`;

/** Snowflake; not run in our tests. */
export const snowflake: SqlDialect = {
  ...standard,
  // Unquoted names are kept in upper case, so a plain lower-case name means that one.
  existing: ({ text, quoted }) =>
    standard.identifier(!quoted && /^[a-z_][a-z0-9_$]*$/.test(text) ? text.toUpperCase() : text),
  literal: (text) => standard.literal(text.replaceAll('\\', '\\\\')),
  asDouble,
  number: asDouble,
  proportion: (column) => proportionByText(column, { ...standard, asDouble }),
  longestName: 255,
};
