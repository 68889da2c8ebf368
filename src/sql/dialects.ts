import { bigquery } from './bigquery.js';
import { clickhouse } from './clickhouse.js';
import type { Dialect } from './dialect.js';
import { duckdb } from './duckdb.js';
import { postgres } from './postgres.js';
import { redshift } from './redshift.js';
import { snowflake } from './snowflake.js';
import { spark } from './spark.js';
import { trino } from './trino.js';

/** The dialects by the names that `--dialect` takes. */
export const DIALECTS = {
  postgres,
  duckdb,
  clickhouse,
  bigquery,
  snowflake,
  spark,
  trino,
  redshift,
} satisfies Record<string, Dialect>;

export type DialectName = keyof typeof DIALECTS;
