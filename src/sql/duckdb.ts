import type { SqlDialect } from './dialect.js';
import { standard } from './standard.js';

const asDouble = (expression: string) => `CAST(${expression} AS DOUBLE)`;

/** DuckDB, tested in version 1.5. */
export const duckdb: SqlDialect = { ...standard, asDouble, number: asDouble, proportion: asDouble };
