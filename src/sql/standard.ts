import { centredQuery } from './centred-query.js';
import type { SqlDialect } from './dialect.js';

/** Standard SQL, from which each dialect differs in its own file. */
export const standard: SqlDialect = {
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  existing: ({ text }) => `"${text.replaceAll('"', '""')}"`,
  literal: (text) => `'${text.replaceAll("'", "''")}'`,
  asText: (expression) => `CAST(${expression} AS VARCHAR)`,
  asDouble: (expression) => `CAST(${expression} AS DOUBLE PRECISION)`,
  number: (column) => `CAST(${column} AS DOUBLE PRECISION)`,
  proportion: (column) => `CAST(${column} AS DOUBLE PRECISION)`,
  variance: (x) => `VAR_SAMP(${x})`,
  covariance: (x, y) => `COVAR_SAMP(${x}, ${y})`,
  query: centredQuery,
  longestName: Number.POSITIVE_INFINITY,
  refusedInNames: null,
};

/** A proportion where booleans become numbers only by way of text, which says true or false. */
export function proportionByText(
  column: string,
  { asText, asDouble }: Pick<SqlDialect, 'asText' | 'asDouble'>,
): string {
  const text = asText(column);
  const number = asDouble(text);
  return `CASE LOWER(${text}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE ${number} END`;
}
