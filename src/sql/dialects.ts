import { bigquery } from './bigquery.js';
import { clickhouse } from './clickhouse.js';
import type { DialectName, SqlDialect } from './dialect.js';
import { duckdb } from './duckdb.js';
import { postgres } from './postgres.js';
import { redshift } from './redshift.js';
import { snowflake } from './snowflake.js';
import { spark } from './spark.js';
import { trino } from './trino.js';

/** The dialects by their names. */
export const DIALECTS: Record<DialectName, SqlDialect> = {
  postgres,
  duckdb,
  clickhouse,
  bigquery,
  snowflake,
  spark,
  trino,
  redshift,
};
