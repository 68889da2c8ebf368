import type { SqlDialect } from './dialect.js';
import { standard } from './standard.js';

const asDouble = (expression: string) => `CAST(${expression} AS DOUBLE)`;

/** Trino; not run in our tests. */
export const trino: SqlDialect = { ...standard, asDouble, number: asDouble, proportion: asDouble };
