import type { CapEnd } from '../../experiment/size/plan.js';
import type { Cap } from '../reading.js';
import { plainNumber } from './written-numbers.js';

/** What a metric is brought to, without its name. */
export type CapEnds = Omit<Cap, 'metric'>;

/** A cap as written: 99.9% (a quantile), 500 or, on both sides, -50..500; else what is wrong with it. */
export function writtenCap(text: string): CapEnds | { fault: string } {
  const [upper, lower, ...more] = text.split('..').reverse().map(capEnd);
  if (upper === null || lower === null || more.length > 0) {
    return { fault: 'is no cap; write 99.9% (a quantile), 500 or, on both sides, -50..500' };
  }
  // Below half of the values a cap is most likely the share that it should touch, written by mistake.
  if (upper!.share !== null && (upper!.share < 0.5 || upper!.share >= 1)) {
    return { fault: 'must lie between 50% and 100%; 99.9% brings down the highest 0.1 %' };
  }
  if (lower?.share != null && !(lower.share > 0 && lower.share < 0.5)) {
    return { fault: 'its lower side must lie between 0% and 50%; 1% brings up the lowest' };
  }
  return { ...upper!, ...(lower === undefined ? {} : { lower }) };
}

/** One side of a cap; `null` where the text is none. */
function capEnd(text: string): CapEnd | null {
  const [, number = '', percent] = /^\s*(.*?)\s*(%?)\s*$/s.exec(text)!;
  const size = plainNumber(number);
  if (!Number.isFinite(size)) return null;
  if (percent === '') return { share: null, value: size };
  // To the digits that were written: 99.9 / 100 is 0.9990000000000001.
  return { share: Number((size / 100).toPrecision(15)), value: null };
}
