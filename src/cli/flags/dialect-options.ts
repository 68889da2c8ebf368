import * as z from 'zod/mini';
import { UserError } from '../../errors.js';
import type { SaidOfFiles } from '../../read/bytes/data-hash.js';
import type { Dialect } from '../../read/reading.js';

const delimiter = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => (text === 'tab' || text === '\\t' ? '\t' : text)),
  ),
  z.enum([',', ';', '\t', '|'], 'is no delimiter; write , ; | or tab'),
);

const thousands = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => (text === 'space' ? ' ' : text)),
  ),
  z.enum([',', '.', "'", ' '], "is no thousands separator; write , . ' or space"),
);

/** A decimal separator for all columns (name '') or for one. */
const decimal = z.pipe(
  z.string().check(z.regex(/^(?:.+=)?[.,]$/s, 'is no decimal separator; write , or COLUMN=,')),
  z.transform((text) => ({ column: text.slice(0, -2), separator: text.slice(-1) as '.' | ',' })),
);

/** The flags of how files are written, whatever is asked of them, checked and converted. */
export const dialectFlags = {
  layout: z.optional(z.enum(['rows', 'counts', 'summary'])),
  delimiter: z.optional(delimiter),
  decimal: z._default(z.array(decimal), []),
  thousands: z.optional(thousands),
  missing: z._default(z.array(z.string()), []),
  encoding: z.optional(z.string()),
  onBadRow: z.enum(['stop', 'skip']),
};

const checked = z.object(dialectFlags);

export type DialectFlags = z.output<typeof checked>;

/**
 * How the flags say that files are written.
 *
 * @throws {UserError} when one character is said to be both separators of numbers.
 */
export function dialectFrom(flags: DialectFlags): Dialect {
  const decimal = new Map(flags.decimal.map(({ column, separator }) => [column, separator]));
  const thousands = flags.thousands ?? '';
  const separators: string[] = [decimal.get('') ?? '.', ...decimal.values()];
  if (thousands !== '' && separators.includes(thousands)) {
    throw new UserError(`--thousands ${thousands}: that is the decimal separator already`, {
      hint: 'pass --decimal too: --thousands . --decimal ,',
    });
  }
  const { layout = null, delimiter = null, encoding = null, missing, onBadRow } = flags;
  return { layout, delimiter, decimal, thousands, missing, encoding, onBadRow };
}

/** What these flags say, without what they would be if nothing were said. */
export function saidOfFiles({ decimal, missing, onBadRow, ...rest }: DialectFlags): SaidOfFiles {
  const { layout, delimiter, thousands, encoding } = rest;
  const said = {
    ...{ layout, delimiter, thousands, encoding },
    decimal: decimal.length === 0 ? undefined : decimal,
    missing: missing.length === 0 ? undefined : [...missing].sort(),
    onBadRow: onBadRow === 'stop' ? undefined : onBadRow,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}
