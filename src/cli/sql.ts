import * as z from 'zod/mini';
import { DIALECTS, type DialectName } from '../sql/dialects.js';
import { summaryQuery } from '../sql/summary-query.js';
import type { Io } from './io.js';
import { writeReport } from './output.js';
import { readingFlags, texts } from './reading-flags.js';
import { checkedFlags } from './values.js';

const names = Object.keys(DIALECTS) as DialectName[];

const sqlFlags = z.object({
  dialect: z.enum(names),
  table: z.string(),
  where: z.optional(z.string().check(z.regex(/\S/, 'is empty; leave it out for all rows'))),
  variantColumn: z.string(),
  metric: texts,
  segment: texts,
  covariate: readingFlags.covariate,
  unitId: z.optional(z.string()),
  output: z.optional(z.string()),
});

/** Writes the query that makes the summary which the flags ask for. */
export function sql(given: unknown, io: Io): void {
  const flags = checkedFlags(sqlFlags, given);
  const query = summaryQuery({
    dialect: flags.dialect,
    table: flags.table,
    where: flags.where ?? null,
    variantColumn: flags.variantColumn,
    metrics: flags.metric,
    covariates: flags.covariate,
    segments: flags.segment,
    unitId: flags.unitId ?? null,
  });
  writeReport(query, flags.output, io);
}
