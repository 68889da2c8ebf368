import { centredQuery, pilotKey } from './centred-query.js';
import type { SqlDialect } from './dialect.js';
import { type Lines, listed, renderLines } from './lines.js';
import { type QueryParts, rowsOf } from './query-parts.js';
import { standard } from './standard.js';

const escaped = (text: string, quote: string) =>
  quote + text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
const asDouble = (expression: string) => `toFloat64(${expression})`;

/** ClickHouse, tested in version 18.16, with a Distributed table too. */
export const clickhouse: SqlDialect = {
  ...standard,
  identifier: (name) => escaped(name, '`'),
  existing: ({ text }) => escaped(text, '`'),
  literal: (text) => escaped(text, "'"),
  asText: (expression) => `toString(${expression})`,
  asDouble,
  number: asDouble,
  proportion: asDouble,
  // The values are centred, so that varSampStable would gain nothing; and in 18.16 servers cannot send
  // each other what it has so far.
  variance: (x) => `varSamp(${x})`,
  covariance: (x, y) => `covarSamp(${x}, ${y})`,
  query: (parts) => (parts.unitId === null ? aggregatedWhereItIs(parts) : centredQuery(parts)),
};

/**
 * One level over the table itself, so that the servers of a Distributed table aggregate each its own
 * rows; GLOBAL sends them the pilots. The results are renamed outside, where their names cannot be
 * taken for the table's columns.
 */
function aggregatedWhereItIs(parts: QueryParts): string {
  const { keys, values, statistics } = parts;
  const groups = keys.map(({ name }) => name).join(', ');
  const results = statistics.map(({ sql, name }, i) => ({
    sql,
    inside: `pt_result_${i + 1}`,
    name,
  }));
  const [rows, ...condition] = rowsOf(parts);
  return renderLines([
    'SELECT',
    listed([
      ...keys.map(({ name, result }) => ({ sql: name, name: result })),
      ...results.map(({ inside, name }) => ({ sql: inside, name })),
    ]),
    'FROM (',
    [
      'WITH',
      listed(values),
      'SELECT',
      listed([...keys, ...results.map(({ sql, inside }) => ({ sql, name: inside }))]),
      rows!,
      ...pilots(parts),
      ...condition,
      `GROUP BY ${groups}`,
    ],
    ')',
    `ORDER BY ${groups}`,
  ]);
}

function pilots(parts: QueryParts): Lines {
  const { keys, values } = parts;
  const centred = values.filter(({ pilot }) => pilot !== null);
  if (centred.length === 0) return [];
  const means = centred.map(({ sql, pilot }) => ({ sql: `AVG(${sql})`, name: pilot! }));
  const same = keys.map(({ sql, name }) => ({ sql, name: pilotKey(name) }));
  const groups = same.map(({ name }) => name).join(', ');
  return [
    'GLOBAL ALL INNER JOIN (',
    ['SELECT', listed([...same, ...means]), ...rowsOf(parts), `GROUP BY ${groups}`],
    `) AS pt_pilots ON ${same.map(({ sql, name }) => `${sql} = ${name}`).join(' AND ')}`,
  ];
}
