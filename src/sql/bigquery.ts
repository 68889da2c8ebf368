import type { SqlDialect } from './dialect.js';
import { proportionByText, standard } from './standard.js';

const asText = (expression: string) => `CAST(${expression} AS STRING)`;
const asDouble = (expression: string) => `CAST(${expression} AS FLOAT64)`;

/** Names and texts share their escapes, and neither may hold the end of a line. */
const escaped = (text: string, quote: string) => {
  const plain = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  return quote + plain.replaceAll('\n', '\\n').replaceAll('\r', '\\r') + quote;
};

/** BigQuery; not run in our tests. */
export const bigquery: SqlDialect = {
  ...standard,
  identifier: (name) => escaped(name, '`'),
  existing: ({ text }) => escaped(text, '`'),
  literal: (text) => escaped(text, "'"),
  asText,
  asDouble,
  number: asDouble,
  proportion: (column) => proportionByText(column, { asText, asDouble }),
  // The rules of flexible column names.
  longestName: 300,
  refusedInNames: /[!"$()*,./;?@[\\\]^`{}~\r\n]/,
};
