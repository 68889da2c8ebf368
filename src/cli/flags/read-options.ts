import type { ReadOptions } from '../../read/reading.js';
import type { AnalyzeFlags } from '../analyze/analyze-flags.js';
import { dialectFrom } from './dialect.js';
import type { DialectFlags } from './shared-flags.js';

type ReadingFlags = Pick<
  AnalyzeFlags,
  'variantColumn' | 'unitsColumn' | 'unitId' | 'metric' | 'segment' | 'covariate' | 'cap'
>;

/**
 * How the flags say that files are read; of ranks they say nothing.
 *
 * @throws {UserError} as dialectFrom.
 */
export function readOptionsFrom(flags: ReadingFlags & DialectFlags): ReadOptions {
  return {
    variantColumn: flags.variantColumn ?? null,
    unitsColumn: flags.unitsColumn ?? null,
    unitIdColumn: flags.unitId ?? null,
    metrics: flags.metric,
    segments: flags.segment,
    covariates: flags.covariate,
    caps: flags.cap,
    ranks: false,
    ...dialectFrom(flags),
  };
}
