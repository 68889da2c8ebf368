import type { ReadOptions } from '../../read/reading.js';
import { csvFormatFrom } from './csv-format.js';
import type { FlagValues } from './flag.js';
import type { READING, SUMMED_UP } from './shared-flags.js';

type ReadingFlags = FlagValues<{ reading: typeof READING; summedUp: typeof SUMMED_UP }> & {
  cap: ReadOptions['caps'];
  /** A column to be parted by, beside those that are looked at by themselves. */
  stratify?: string | undefined;
  /** The column that says who could see a difference. */
  triggered?: string | undefined;
};

/**
 * How the flags say that files are read; of ranks they say nothing.
 *
 * @throws {UserError} as dialectFrom.
 */
export function readOptionsFrom(flags: ReadingFlags): ReadOptions {
  return {
    variantColumn: flags.variantColumn ?? null,
    unitsColumn: flags.unitsColumn ?? null,
    unitIdColumn: flags.unitId ?? null,
    where: flags.where,
    variants: flags.variants.flatMap((names) => names.split(',')).map((name) => name.trim()),
    emptyIs: flags.emptyIs ?? null,
    rowsAreUnits: flags.rowsAreUnits === true,
    metrics: flags.metric,
    segments: [...new Set([...flags.segment, ...(flags.stratify ? [flags.stratify] : [])])],
    triggered: flags.triggered ?? null,
    covariates: flags.covariate,
    caps: flags.cap,
    ranks: false,
    ...csvFormatFrom(flags),
  };
}
