import * as z from 'zod/mini';
import type { Cap, CapEnd } from '../../../read/reading.js';
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

/** What a metric's values are brought to, as revenue=99.9%, revenue=500 or revenue=-50..500. */
export const cap = z.pipe(
  z.string(),
  z.transform((text, context): Cap => {
    const { name: metric, rest } = splitName(text);
    const [upper, lower, ...more] = rest.split('..').reverse().map(capEnd);
    if (metric === '' || upper === null || lower === null || more.length > 0) {
      const ways = 'METRIC=99.9% (a quantile), METRIC=500 or, on both sides, METRIC=-50..500';
      refused(context, text, `is no cap; write ${ways}`);
      return z.NEVER;
    }
    // Below half of the values a cap is most likely the share that it should touch, written by mistake.
    if (upper!.share !== null && (upper!.share < 0.5 || upper!.share >= 1)) {
      refused(context, text, 'must lie between 50% and 100%; 99.9% brings down the highest 0.1 %');
      return z.NEVER;
    }
    if (lower?.share != null && !(lower.share > 0 && lower.share < 0.5)) {
      refused(context, text, 'its lower side must lie between 0% and 50%; 1% brings up the lowest');
      return z.NEVER;
    }
    return { metric, ...upper!, ...(lower === undefined ? {} : { lower }) };
  }),
);

/** One side of a cap; `null` where the text is none. */
function capEnd(text: string): CapEnd | null {
  const [, number = '', percent] = /^\s*(.*?)\s*(%?)\s*$/s.exec(text)!;
  const size = plainNumber(number);
  if (!Number.isFinite(size)) return null;
  if (percent === '') return { share: null, value: size };
  // To the digits that were written: 99.9 / 100 is 0.9990000000000001.
  return { share: Number((size / 100).toPrecision(15)), value: null };
}
