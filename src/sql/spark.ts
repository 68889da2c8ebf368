import type { SqlDialect } from './dialect.js';
import { standard } from './standard.js';

const asDouble = (expression: string) => `CAST(${expression} AS DOUBLE)`;
const identifier = (name: string) => `\`${name.replaceAll('`', '``')}\``;

/** Without ANSI mode what is no number becomes NULL; as NaN it is not taken for a missing value. */
const number = (column: string) => {
  const unreadable = `CASE WHEN ${column} IS NOT NULL THEN ${asDouble("'NaN'")} END`;
  return `COALESCE(${asDouble(column)}, ${unreadable})`;
};

/** Spark SQL and Databricks; not run in our tests. */
export const spark: SqlDialect = {
  ...standard,
  identifier,
  existing: ({ text }) => identifier(text),
  // Two quotes in a row end one literal and begin the next.
  literal: (text) => `'${text.replace(/[\\']/g, '\\$&')}'`,
  asText: (expression) => `CAST(${expression} AS STRING)`,
  asDouble,
  number,
  proportion: number,
};
