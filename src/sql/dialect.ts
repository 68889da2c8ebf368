import type { QueryParts } from './query-parts.js';

/** The dialects, by the names that `--dialect` takes. */
export const DIALECT_NAMES = [
  'postgres',
  'duckdb',
  'clickhouse',
  'bigquery',
  'snowflake',
  'spark',
  'trino',
  'redshift',
] as const;

export type DialectName = (typeof DIALECT_NAMES)[number];

/** A name as the user wrote it: in double quotes it is taken as it is, which some dialects tell apart. */
export interface Name {
  text: string;
  quoted: boolean;
}

/** What differs between warehouses. Each takes and gives SQL, but where it says text or name. */
export interface SqlDialect {
  /** A name, quoted so that it stands for nothing else. */
  identifier(name: string): string;
  /** A name in the warehouse, found as the warehouse finds it. */
  existing(name: Name): string;
  /** A text, quoted so that it stands for nothing else. */
  literal(text: string): string;
  asText(expression: string): string;
  asDouble(expression: string): string;
  /** A column of numbers as double; one that cannot be read as that is an error, or NaN. */
  number(column: string): string;
  /** A column of 0 and 1, or of booleans, as double. */
  proportion(column: string): string;
  /** Sample variance of two values or more, near 0. */
  variance(x: string): string;
  /** Sample covariance of two pairs or more, near 0, both NULL or neither. */
  covariance(x: string, y: string): string;
  /** The whole query. */
  query(parts: QueryParts): string;
  /** Names of columns that a result cannot have: too long in bytes, or with these characters. */
  longestName: number;
  refusedInNames: RegExp | null;
}
