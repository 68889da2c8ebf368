import * as z from 'zod/mini';
import { DIALECTS, type DialectName } from '../sql/dialects.js';
import { summaryQuery } from '../sql/summary-query.js';
import { analyzeFlags } from './analyze-options.js';
import type { Io } from './io.js';
import { outputsFrom, writeOutputs } from './outputs.js';
import { checkedFlags } from './values.js';

const names = Object.keys(DIALECTS) as DialectName[];

const sqlFlags = z.object({
  dialect: z.enum(names),
  table: z.string(),
  where: z.optional(z.string().check(z.regex(/\S/, 'is empty; leave it out for all rows'))),
  variantColumn: z.string(),
  metric: analyzeFlags.shape.metric,
  segment: analyzeFlags.shape.segment,
  covariate: analyzeFlags.shape.covariate,
  unitId: z.optional(z.string()),
  output: z.optional(z.string()),
});

/** Writes the query that makes the summary which the flags ask for. */
export async function sql(given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(sqlFlags, given);
  const targets = outputsFrom({ format: [], output: flags.output }, ['text']);
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
  await writeOutputs(targets, { color: false }, () => query, io);
}
