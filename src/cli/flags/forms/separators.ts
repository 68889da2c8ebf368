import * as z from 'zod/mini';
import { COMMENT_SIGN } from '../../../read/reading.js';
import { splitName } from './named.js';

/** A character that separates fields, or its name. */
export const delimiter = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => (text === 'tab' || text === '\\t' ? '\t' : text)),
  ),
  z.enum([',', ';', '\t', '|'], 'is no delimiter; write , ; | or tab'),
);

/** What a line begins with that is a comment. */
export const comment = z
  .string()
  .check(z.regex(COMMENT_SIGN, 'is no sign of a comment; write # or // or the like'));

/** A character that separates thousands, or its name. */
export const thousands = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => (text === 'space' ? ' ' : text)),
  ),
  z.enum([',', '.', "'", ' '], "is no thousands separator; write , . ' or space"),
);

/** A decimal separator for all columns (name '') or for one, as price=, */
export const decimal = z.pipe(
  z.string().check(z.regex(/^(?:.+=)?[.,]$/s, 'is no decimal separator; write , or COLUMN=,')),
  z.transform((text) => {
    const { name: column, rest } = splitName(text);
    return { column, separator: rest as '.' | ',' };
  }),
);

/** A text that means a missing value. 0 and 1 are outcomes: to leave out the one of them is to choose the result. */
export const missing = z
  .string()
  .check(
    z.refine((text) => !/^\s*[01](?:[.,]0*)?\s*$/.test(text), 'is a value, and no missing one'),
  );
