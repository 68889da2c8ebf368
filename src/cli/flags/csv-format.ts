import { UserError } from '../../errors.js';
import type { SaidOfFiles } from '../../read/bytes/data-hash.js';
import type { CsvFormat, ReadOptions } from '../../read/reading.js';
import type { CsvFormatFlags, TableFormatFlags } from './shared-flags.js';

/**
 * How the flags say that files are written.
 *
 * @throws {UserError} when one character is said to be both separators of numbers.
 */
export function csvFormatFrom(flags: CsvFormatFlags): CsvFormat {
  const decimal = new Map(flags.decimal.map(({ column, separator }) => [column, separator]));
  const thousands = flags.thousands ?? '';
  const separators: string[] = [decimal.get('') ?? '.', ...decimal.values()];
  if (thousands !== '' && separators.includes(thousands)) {
    throw new UserError(`--thousands ${thousands}: that is the decimal separator already`, {
      hint: 'pass --decimal too: --thousands . --decimal ,',
    });
  }
  const { layout = null, delimiter = null, encoding = null, missing, onBadRow } = flags;
  const { skipLines = null, comment = null, sheet = null } = flags;
  const lines = { skipLines, comment, sheet, onBadRow };
  return { layout, delimiter, decimal, thousands, missing, encoding, ...lines };
}

/** The same to read a table by, of whose columns nothing is said. */
export function formatAlone(flags: Omit<CsvFormatFlags, 'layout'>): ReadOptions {
  return {
    ...csvFormatFrom({ ...flags, layout: undefined }),
    variantColumn: null,
    unitsColumn: null,
    unitIdColumn: null,
    metrics: [],
    segments: [],
    covariates: [],
    caps: [],
    ranks: false,
  };
}

/** What these flags say, without what they would be if nothing were said. */
export function saidOfFiles({ decimal, missing, onBadRow, ...rest }: CsvFormatFlags): SaidOfFiles {
  const { layout, delimiter, thousands, encoding, skipLines, comment, sheet } = rest;
  const said: { [K in keyof SaidOfFiles]: SaidOfFiles[K] | undefined } = {
    layout,
    delimiter,
    thousands,
    encoding,
    skipLines,
    comment,
    sheet,
    decimal: decimal.length === 0 ? undefined : decimal,
    missing: missing.length === 0 ? undefined : [...missing].sort(),
    onBadRow: onBadRow === 'stop' ? undefined : onBadRow,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** The flags of whoever follows a plan, with nothing said of what the plan says. */
export function besidePlan(flags: TableFormatFlags): CsvFormatFlags {
  return {
    ...flags,
    decimal: [],
    thousands: undefined,
    missing: [],
    comment: undefined,
    onBadRow: 'stop',
  };
}
