import type * as z from 'zod/mini';
import type { AlikeTest, EarlierTests } from '../programme/earlier/earlier-tests.js';
import { experimentReport, type LedgerNote } from './ledger-report.js';
import type { earlier } from './schemas/earlier-schema.js';

/** What earlier tests tell whoever plans the next one: `earlier` of `plan --ledger --format json`. */
export type EarlierReport = z.output<typeof earlier>;

/** One of these tests. */
export type AlikeReport = EarlierReport['alike'][number];

/** The same as a report. */
export function earlierReport(
  { followed, alike, control, ...rest }: EarlierTests,
  notes: readonly LedgerNote[],
): EarlierReport {
  return {
    experiments: rest.experiments,
    followed: followed === null ? null : alikeReport(followed),
    alike: alike.map(alikeReport),
    trueEffects: rest.trueEffects,
    mde: rest.mde,
    control,
    notes: [...notes],
  };
}

function alikeReport({ record, shared, effects, lost }: AlikeTest): AlikeReport {
  return { test: experimentReport({ record, depth: 0 }, effects), shared, lost };
}
