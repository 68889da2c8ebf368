import { type Lines, listed, type Named, renderLines } from './lines.js';
import { type QueryParts, rowsOf, type UnitColumn } from './query-parts.js';

/**
 * The query in standard SQL, without anything that an engine lacks: units in a sub-query, the mean of
 * each value in each cell in another, joined to them, and statistics of what lies between.
 *
 * Sums of squares lose every digit once the mean is large beside the standard deviation, and not all
 * engines say how they do it; of differences from the cell's own mean they lose nothing.
 */
export function centredQuery(parts: QueryParts): string {
  const { keys, values, statistics } = parts;
  const groups = keys.map(({ name }) => name).join(', ');
  const results = keys.map(({ name, result }) => ({ sql: name, name: result }));
  return renderLines([
    'SELECT',
    listed([...results, ...statistics]),
    'FROM (',
    units(parts, [...keys, ...values]),
    ') AS pt_units',
    ...pilots(parts),
    `GROUP BY ${groups}`,
    `ORDER BY ${groups}`,
  ]);
}

function units(parts: QueryParts, columns: readonly UnitColumn[]): Lines {
  if (parts.unitId === null) return ['SELECT', listed(columns), ...rowsOf(parts)];
  const id = { sql: parts.unitId, name: 'pt_unit' };
  const rows = [id, ...columns.flatMap((column) => column.rows)];
  return [
    'SELECT',
    listed(columns),
    'FROM (',
    ['SELECT', listed(distinct(rows)), ...rowsOf(parts)],
    ') AS pt_rows',
    'GROUP BY pt_unit',
  ];
}

/** Each name once: all parts of a metric look at all of them. */
function distinct(columns: readonly Named[]): Named[] {
  return columns.filter(({ name }, i) => columns.findIndex((one) => one.name === name) === i);
}

/** The means of the cell that a unit is in, beside the unit. */
function pilots(parts: QueryParts): Lines {
  const { keys } = parts;
  const centred = parts.values.filter(({ pilot }) => pilot !== null);
  if (centred.length === 0) return [];
  const means = centred.map(({ name, pilot }) => ({ sql: `AVG(${name})`, name: pilot! }));
  const same = keys.map(({ name }) => ({ sql: name, name: pilotKey(name) }));
  return [
    'INNER JOIN (',
    [
      'SELECT',
      listed([...same, ...means]),
      'FROM (',
      units(parts, [...keys, ...centred]),
      ') AS pt_same_units',
      `GROUP BY ${keys.map(({ name }) => name).join(', ')}`,
    ],
    `) AS pt_pilots ON ${keys.map(({ name }) => `${name} = ${pilotKey(name)}`).join(' AND ')}`,
  ];
}

/** What the variant or a segment is called beside the pilots, so that no name stands for two. */
export function pilotKey(name: string): string {
  return `${name}_of_pilot`;
}
