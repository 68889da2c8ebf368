import * as z from 'zod/mini';
import type { Cap } from '../../../read/reading.js';
import { writtenCap } from '../../../read/values/written-cap.js';
import { refused, splitName } from './named.js';

/** A pre-period column for a metric, as revenue=revenue_before. */
export const covariate = z.pipe(
  z.string().check(z.regex(/^.+=.+$/s, 'names no covariate; write METRIC=COLUMN')),
  z.transform((text) => {
    const { name: metric, rest: column } = splitName(text);
    return { metric, column };
  }),
);

/** What a metric's values are brought to, as revenue=99.9%, revenue=500 or revenue=-50..500. */
export const cap = z.pipe(
  z.string(),
  z.transform((text, context): Cap => {
    const { name: metric, rest } = splitName(text);
    const ends =
      metric === ''
        ? { fault: 'names no metric; write METRIC=99.9%, METRIC=500 or METRIC=-50..500' }
        : writtenCap(rest);
    if (!('fault' in ends)) return { metric, ...ends };
    refused(context, text, ends.fault);
    return z.NEVER;
  }),
);
