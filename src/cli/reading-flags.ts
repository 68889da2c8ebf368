import * as z from 'zod/mini';
import { capValue } from './cap-value.js';

/** A repeatable flag of texts. */
export const texts = z._default(z.array(z.string()), []);

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

/** A pre-period column for a metric, as revenue=revenue_before. */
const covariate = z.pipe(
  z.string().check(z.regex(/^.+=.+$/s, 'names no covariate; write METRIC=COLUMN')),
  z.transform((text) => {
    const at = text.lastIndexOf('=');
    return { metric: text.slice(0, at), column: text.slice(at + 1) };
  }),
);

/** The flags of how files are read, for the schema of every command that reads some. */
export const readingFlags = {
  metric: texts,
  segment: texts,
  covariate: z._default(z.array(covariate), []),
  cap: z._default(z.array(capValue), []),
  layout: z.optional(z.enum(['rows', 'counts', 'summary'])),
  variantColumn: z.optional(z.string()),
  unitsColumn: z.optional(z.string()),
  unitId: z.optional(z.string()),
  delimiter: z.optional(delimiter),
  decimal: z._default(z.array(decimal), []),
  thousands: z.optional(thousands),
  missing: texts,
  encoding: z.optional(z.string()),
  onBadRow: z.enum(['stop', 'skip']),
};

export type ReadingFlags = z.output<z.ZodMiniObject<typeof readingFlags>>;
