import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DialectName } from '../../src/sql/dialect.js';
import { DIALECTS } from '../../src/sql/dialects.js';
import { type SqlQuestion, summaryQuery } from '../../src/sql/summary-query.js';

/*
 * The queries of all dialects, for those who know them to read: BigQuery, Redshift, Snowflake, Spark
 * and Trino are not run here. UPDATE_GOLDEN=1 writes them; read what changed before you commit it.
 */
const folder = join(import.meta.dirname, 'golden');

const QUESTIONS: Record<string, Omit<SqlQuestion, 'dialect'>> = {
  rows: {
    table: 'shop.results',
    where: "day >= '2026-09-01'",
    variantColumn: 'variant',
    metrics: ['signed_up:proportion', 'spend', "plan=pro's"],
    covariates: [{ metric: 'spend', column: 'spend_before' }],
    segments: ['country'],
    unitId: null,
  },
  units: {
    table: 'shop.orders',
    where: null,
    variantColumn: 'variant',
    metrics: ['clicked:proportion', 'revenue/items:ratio'],
    covariates: [],
    segments: ['country'],
    unitId: 'user_id',
  },
};

const CASES = Object.keys(DIALECTS).flatMap((dialect) =>
  Object.keys(QUESTIONS).map((question) => [dialect as DialectName, question] as const),
);

test.each(CASES)('%s, %s', (dialect, question) => {
  const file = join(folder, `${dialect}-${question}.sql`);
  const query = summaryQuery({ dialect, ...QUESTIONS[question]! });
  if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(file, query);
  expect(query).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
});
