import { DuckDBInstance } from '@duckdb/node-api';
import { PGlite } from '@electric-sql/pglite';
import type { SqlDialect } from '../../src/sql/dialect.js';
import { DIALECTS } from '../../src/sql/dialects.js';

/** A database that a test can fill and ask. */
export interface Engine {
  dialect: SqlDialect;
  /** Names of types for columns that may be NULL. */
  types: { text: string; double: string; whole: string; boolean: string };
  /** How false and true are written. */
  booleans: [string, string];
  /** What follows the columns of a new table. */
  storage: string;
  run(sql: string): Promise<void>;
  /** The answer as CSV with a header. */
  csv(sql: string): Promise<string>;
  close(): Promise<void>;
}

/** How long an engine may take on a busy machine, in milliseconds. */
export const PATIENCE = 120_000;

/** DuckDB in this process. */
export async function duckdbEngine(): Promise<Engine> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  return {
    dialect: DIALECTS.duckdb,
    types: { text: 'VARCHAR', double: 'DOUBLE', whole: 'INTEGER', boolean: 'BOOLEAN' },
    booleans: ['false', 'true'],
    storage: '',
    run: async (sql) => {
      await connection.run(sql);
    },
    csv: async (sql) => {
      const reader = await connection.runAndReadAll(sql);
      return csvOf(reader.columnNames(), reader.getRows());
    },
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** PostgreSQL in this process. */
export async function postgresEngine(): Promise<Engine> {
  const database = await PGlite.create();
  return {
    dialect: DIALECTS.postgres,
    types: { text: 'text', double: 'double precision', whole: 'integer', boolean: 'boolean' },
    booleans: ['false', 'true'],
    storage: '',
    run: async (sql) => {
      await database.exec(sql);
    },
    csv: async (sql) => {
      const { fields, rows } = await database.query<unknown[]>(sql, [], { rowMode: 'array' });
      return csvOf(
        fields.map(({ name }) => name),
        rows,
      );
    },
    close: () => database.close(),
  };
}

/** Rows of values as CSV, NULL as nothing. */
export function csvOf(names: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const field = (value: unknown) => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [names, ...rows].map((fields) => `${fields.map(field).join(',')}\n`).join('');
}
