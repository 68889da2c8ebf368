import { mergeAggregates } from '../../src/experiment/aggregates.js';
import type { ReadOptions } from '../../src/read/reading.js';
import { type SqlQuestion, summaryQuery } from '../../src/sql/summary-query.js';
import { readText } from '../read/given.js';
import { expectSameCells } from '../summaries.js';
import type { Engine } from './engines.js';
import { rowsCsv, type Table } from './results.js';

/** What is asked, as options of reading the rows and as a question to the warehouse. */
export interface Question {
  title: string;
  metrics: string[];
  covariates?: SqlQuestion['covariates'];
  segments?: string[];
  unitId?: string;
}

export const QUESTIONS: Question[] = [
  { title: 'rates and a mean', metrics: ['signed:proportion', 'outcome=won', 'spend'] },
  { title: 'a ratio', metrics: ['spend/visits:ratio'], segments: ['country'] },
  {
    title: 'covariates, of rates too, and two segment columns',
    metrics: ['spend', 'signed:proportion', 'spend/visits:ratio'],
    covariates: [
      { metric: 'spend', column: 'before' },
      { metric: 'signed', column: 'before' },
      { metric: 'spend/visits', column: 'before' },
    ],
    segments: ['device', 'country'],
  },
  {
    title: 'several covariates of a metric, one of them a metric itself',
    metrics: ['spend', 'visits', 'signed:proportion'],
    covariates: [
      { metric: 'spend', column: 'visits' },
      { metric: 'spend', column: 'before' },
      { metric: 'signed', column: 'before' },
    ],
  },
  {
    title: 'rows added up to units',
    metrics: ['signed:proportion', 'outcome=won', 'spend:mean', 'spend/visits:ratio'],
    covariates: [
      { metric: 'spend/visits', column: 'before' },
      { metric: 'outcome=won', column: 'before' },
    ],
    segments: ['country', 'device'],
    unitId: 'uid',
  },
];

/** The query of a question about this table in the engine's dialect, or in another. */
export function queryOf(
  question: Question,
  table: string,
  dialect: SqlQuestion['dialect'],
  where: string | null = null,
): string {
  const { metrics, covariates = [], segments = [], unitId = null } = question;
  const rest = { where, variantColumn: 'variant', metrics, covariates, segments, unitId };
  return summaryQuery({ dialect, table, ...rest });
}

/**
 * Expects the warehouse's summary of all rows, and those of three parts of the units merged, to read
 * as the rows do, to 1e-9.
 */
export async function expectLaw(
  question: Question,
  engine: Engine,
  table: Table,
  dialect: SqlQuestion['dialect'],
): Promise<void> {
  const { metrics, covariates = [], segments = [], unitId = null } = question;
  const options: Partial<ReadOptions> = { metrics, covariates: [...covariates], segments };
  const read = { unitIdColumn: unitId, rowsAreUnits: unitId === null };
  const rows = { ...options, ...read, missing: [], layout: 'rows' as const };
  const { aggregates } = await readText(rowsCsv(table), rows);
  const cellsOf = async (where: string | null) => {
    const csv = await engine.csv(queryOf(question, table.name, dialect, where));
    return (await readText(csv, options)).aggregates;
  };
  expectSameCells(aggregates, await cellsOf(null), 1e-9);
  const parts = [];
  for (const part of [0, 1, 2]) parts.push(await cellsOf(`part = ${part} -- the unit's third`));
  expectSameCells(aggregates, parts.reduce(mergeAggregates), 1e-9);
}
