import { centredQuery } from './centred-query.js';
import type { Dialect } from './dialect.js';
import { listed, renderLines } from './lines.js';
import { type QueryParts, rowsOf } from './query-parts.js';
import { standard } from './standard.js';

const escaped = (text: string, quote: string) =>
  quote + text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
const asDouble = (expression: string) => `toFloat64(${expression})`;

/** ClickHouse, tested in version 18.16, with a Distributed table too. */
export const clickhouse: Dialect = {
  ...standard,
  identifier: (name) => escaped(name, '`'),
  existing: ({ text }) => escaped(text, '`'),
  literal: (text) => escaped(text, "'"),
  asText: (expression) => `toString(${expression})`,
  asDouble,
  number: asDouble,
  proportion: asDouble,
  // Of a single value they are no NULL but nan or inf.
  variance: (x) => `if(COUNT(${x}) > 1, varSampStable(${x}), NULL)`,
  covariance: (x, y) => `if(COUNT(${x}) > 1, covarSampStable(${x}, ${y}), NULL)`,
  query: (parts) => (parts.unitId === null ? aggregatedWhereItIs(parts) : centredQuery(parts)),
};

/**
 * One level over the table itself, so that the servers of a Distributed table aggregate each its own
 * rows; pilots are scalars, as a join of two Distributed tables is refused. The results are renamed
 * outside, where their names cannot be taken for the table's columns.
 */
function aggregatedWhereItIs(parts: QueryParts): string {
  const { keys, values, statistics } = parts;
  const pilots = values
    .filter(({ pilot }) => pilot !== null)
    .map(({ sql, pilot }) => ({ sql: `(SELECT AVG(${sql}) ${rowsInLine(parts)})`, name: pilot! }));
  const results = statistics.map(({ sql, name }, i) => ({
    sql,
    inside: `pt_result_${i + 1}`,
    name,
  }));
  const groups = keys.map(({ name }) => name).join(', ');
  const inside = [...keys, ...results.map(({ sql, inside: name }) => ({ sql, name }))];
  return renderLines([
    'SELECT',
    listed([
      ...keys.map(({ name, result }) => ({ sql: name, name: result })),
      ...results.map(({ inside: sql, name }) => ({ sql, name })),
    ]),
    'FROM (',
    [
      'WITH',
      listed([...values, ...pilots]),
      'SELECT',
      listed(inside),
      ...rowsOf(parts),
      `GROUP BY ${groups}`,
    ],
    ')',
    `ORDER BY ${groups}`,
  ]);
}

function rowsInLine({ table, where }: QueryParts): string {
  return where === null ? `FROM ${table}` : `FROM ${table} WHERE (${where}\n)`;
}
