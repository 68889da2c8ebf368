import * as z from 'zod/mini';
import { BAD_ROW_RULES, COMMENT_SIGN } from '../reading.js';
import { nameValue, said } from './value-schemas.js';

const decimalSign = z.enum(['.', ',']);

/** How the data of a plan are read, as written. */
export const readingSchema = z.strictObject(
  {
    where: z.optional(
      z
        .array(z.string('is no text'), 'must be a list of conditions')
        .check(
          said(
            'conditions that a row must fulfil to be read: COLUMN = VALUE, with =, !=, <, <=, >, >=, in',
            ['country in DE, FR'],
          ),
        ),
    ),
    variants: z.optional(
      z
        .array(nameValue, 'must be a list of names')
        .check(
          said('the only variants that are read, in any spelling of case and space', [
            'generic',
            'personalized',
          ]),
        ),
    ),
    missing: z.optional(
      z
        .array(nameValue, 'must be a list of texts')
        .check(
          said('texts that stand for a missing value, beside the usual ones; never a number', [
            'unknown',
          ]),
        ),
    ),
    emptyIs: z.optional(
      z
        .literal(0, 'can be 0 only; left out, what is empty is missing')
        .check(said('0: an empty value of a metric is 0, or no; left out: it is missing', 0)),
    ),
    onBadRow: z.optional(
      z
        .enum(BAD_ROW_RULES, 'is neither stop nor skip')
        .check(said('for rows that cannot be read: stop or skip; left out: stop', 'skip')),
    ),
    decimal: z.optional(
      z
        .union(
          [decimalSign, z.record(z.string(), decimalSign)],
          'is no decimal separator; write "," or { COLUMN: "," }',
        )
        .check(said('the decimal separator, for all columns or by column', ',', { price: ',' })),
    ),
    thousands: z.optional(
      z
        .enum([',', '.', "'", ' ', 'space'], "is no thousands separator; write , . ' or space")
        .check(said('what stands between thousands', '.', 'space')),
    ),
    comment: z.optional(
      z
        .string('is no text')
        .check(
          z.regex(COMMENT_SIGN, 'is no sign of a comment; write "#" or "//" or the like'),
          said('what a line begins with that is a comment', '#'),
        ),
    ),
  },
  'must hold where, variants, or how values are written',
);
