import * as z from 'zod/mini';
import type { Cap } from '../../read/reading.js';
import { plainNumber } from '../../read/values/written-numbers.js';

/** What a metric's values are brought down to, as revenue=99.9% or revenue=500. */
export const capValue = z.pipe(z.string(), z.transform(parseCap));

function parseCap(text: string, { issues }: { issues: unknown[] }): Cap {
  const [, metric = '', number = '', percent = ''] = /^(.+)=\s*(.*?)\s*(%?)\s*$/s.exec(text) ?? [];
  const size = plainNumber(number);
  const wrong = (message: string) => {
    issues.push({ code: 'custom', input: text, message });
    return z.NEVER as Cap;
  };
  if (metric === '' || !Number.isFinite(size)) {
    return wrong('is no cap; write METRIC=99.9% (a quantile) or METRIC=500');
  }
  if (percent === '') return { metric, share: null, value: size };
  // Below half of the values a cap is most likely the share that it should touch, written by mistake.
  if (size < 50 || size >= 100) {
    return wrong('must lie between 50% and 100%; 99.9% brings down the highest 0.1 %');
  }
  // To the digits that were written: 99.9 / 100 is 0.9990000000000001.
  return { metric, share: Number((size / 100).toPrecision(15)), value: null };
}
