import * as z from 'zod/mini';
import type { Cap } from '../../../read/reading.js';
import { plainNumber } from '../../../read/values/written-numbers.js';
import { refused, splitName } from './named.js';

/** A pre-period column for a metric, as revenue=revenue_before. */
export const covariate = z.pipe(
  z.string().check(z.regex(/^.+=.+$/s, 'names no covariate; write METRIC=COLUMN')),
  z.transform((text) => {
    const { name: metric, rest: column } = splitName(text);
    return { metric, column };
  }),
);

/** What a metric's values are brought down to, as revenue=99.9% or revenue=500. */
export const cap = z.pipe(
  z.string(),
  z.transform((text, context): Cap => {
    const { name: metric, rest } = splitName(text);
    const [, number = '', percent] = /^\s*(.*?)\s*(%?)\s*$/s.exec(rest)!;
    const size = plainNumber(number);
    if (metric === '' || !Number.isFinite(size)) {
      refused(context, text, 'is no cap; write METRIC=99.9% (a quantile) or METRIC=500');
      return z.NEVER;
    }
    if (percent === '') return { metric, share: null, value: size };
    // Below half of the values a cap is most likely the share that it should touch, written by mistake.
    if (size < 50 || size >= 100) {
      refused(context, text, 'must lie between 50% and 100%; 99.9% brings down the highest 0.1 %');
      return z.NEVER;
    }
    // To the digits that were written: 99.9 / 100 is 0.9990000000000001.
    return { metric, share: Number((size / 100).toPrecision(15)), value: null };
  }),
);
