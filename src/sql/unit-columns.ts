import { NO_UNIT_ID, SEVERAL_VARIANTS } from '../experiment/summary-layout.js';
import type { Name, SqlDialect } from './dialect.js';
import type { Part } from './metrics.js';
import type { QueryParts, UnitColumn } from './query-parts.js';

/** A unit's variant, empty where it has none. */
export function variantColumn(column: Name, perUnit: boolean, dialect: SqlDialect): UnitColumn {
  const text = dialect.asText(dialect.existing(column));
  if (!perUnit) return { sql: `COALESCE(${text}, '')`, name: 'pt_variant', rows: [] };
  const [none, several] = [NO_UNIT_ID, SEVERAL_VARIANTS].map(dialect.literal);
  const name = 'pt_row_variant';
  const sql = [
    `CASE WHEN pt_unit IS NULL THEN ${none}`,
    `WHEN COUNT(${name}) < COUNT(*) THEN ''`,
    `WHEN MIN(${name}) <> MAX(${name}) THEN ${several}`,
    `ELSE MIN(${name}) END`,
  ].join(' ');
  return { sql, name: 'pt_variant', rows: [{ sql: text, name }] };
}

/** A unit's value of a segment column, empty where it has none; the smallest of its rows'. */
export function segmentColumn(
  column: Name,
  at: number,
  perUnit: boolean,
  dialect: SqlDialect,
): UnitColumn {
  const text = dialect.asText(dialect.existing(column));
  const name = `pt_segment_${at}`;
  if (!perUnit) return { sql: `COALESCE(${text}, '')`, name, rows: [] };
  const row = `pt_row_segment_${at}`;
  return { sql: `COALESCE(MIN(${row}), '')`, name, rows: [{ sql: text, name: row }] };
}

/**
 * The parts of a metric as numbers of a unit, NULL in units that lack its own or its denominator. Parts of 0
 * and 1 have no pilot, as their mean is not large.
 */
export function valueColumns(
  parts: readonly Part[],
  metric: number,
  perUnit: boolean,
  dialect: SqlDialect,
): QueryParts['values'] {
  const rowOf = (part: Part, i: number) => ({
    sql: rowValue(part, dialect),
    name: `pt_row_${metric}_${i + 1}`,
  });
  const rows = parts.map(rowOf);
  const taken = rows.filter((_, i) => parts[i]!.kind !== 'lack');
  const present = parts.flatMap((part, i) => {
    if (part.kind === 'covariate' || part.kind === 'lack') return [];
    return perUnit
      ? isKnown(part.kind, rows[i]!.name)
      : `${dialect.existing(part.column)} IS NOT NULL`;
  });
  const mayLack = perUnit || parts.length > 1;
  return parts.map((part, i) => {
    // A lack is read off the covariate before it.
    const row = part.kind === 'lack' ? rows[i - 1]! : rows[i]!;
    const value = perUnit ? addedUp(part, row.name, dialect) : unitValue(part, row.sql, dialect);
    return {
      sql: mayLack ? `CASE WHEN ${present.join(' AND ')} THEN ${value} END` : value,
      name: `pt_value_${metric}_${i + 1}`,
      rows: perUnit ? taken : [],
      pilot: ARE_BITS.has(part.kind) ? null : `pt_pilot_${metric}_${i + 1}`,
    };
  });
}

/** Parts whose numbers are 0 and 1. */
const ARE_BITS: ReadonlySet<Part['kind']> = new Set(['proportion', 'success', 'lack']);

/** A part's number in one row; NULL exactly where the column is. */
function rowValue(part: Part, dialect: SqlDialect): string {
  const column = dialect.existing(part.column);
  switch (part.kind) {
    case 'amount':
    case 'covariate':
    case 'lack':
      return dialect.number(column);
    case 'proportion':
      return dialect.proportion(column);
    case 'success': {
      const met = `${dialect.asText(column)} = ${dialect.literal(part.value)}`;
      return dialect.asDouble(`CASE WHEN ${met} THEN 1 WHEN ${column} IS NOT NULL THEN 0 END`);
    }
  }
}

/** What the row of a unit comes to: of a covariate 0 where it is NULL, and that it is. */
function unitValue(part: Part, row: string, dialect: SqlDialect): string {
  switch (part.kind) {
    case 'covariate':
      return `COALESCE(${row}, 0)`;
    case 'lack':
      return dialect.asDouble(
        `CASE WHEN ${dialect.existing(part.column)} IS NULL THEN 1 ELSE 0 END`,
      );
    default:
      return row;
  }
}

/** What the rows of a unit come to. */
function addedUp({ kind }: Part, row: string, dialect: SqlDialect): string {
  switch (kind) {
    case 'amount':
      return `SUM(${row})`;
    case 'covariate':
      // A table has no first row; the smallest is the same in every run.
      return `COALESCE(MIN(${row}), 0)`;
    case 'lack':
      return dialect.asDouble(`CASE WHEN COUNT(${row}) = 0 THEN 1 ELSE 0 END`);
    case 'proportion':
    case 'success':
      return `MAX(${row})`;
  }
}

/** When a sum is known: one success is one, whatever the unit's other rows lack; an amount needs them all. */
function isKnown(kind: 'amount' | 'proportion' | 'success', row: string): string {
  return kind === 'amount'
    ? `COUNT(${row}) = COUNT(*)`
    : `(MAX(${row}) > 0 OR COUNT(${row}) = COUNT(*))`;
}
