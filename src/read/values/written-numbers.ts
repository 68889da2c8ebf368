import type { EffectMagnitude } from '../../experiment/design.js';

/** Numbers as people write them in flags and plans: plain, in percent, or in percentage points. */

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number that a text is; NaN where it is none. */
export function plainNumber(text: string): number {
  return NUMBER.test(text.trim()) ? Number(text) : Number.NaN;
}

/** Far beyond what is counted, paid or measured; products and squares of a few such still fit doubles. */
const LARGEST = 1e30;

/** What to say of a number, plain, in percent or in points, that is not within reach. */
export const OUT_OF_REACH = 'is out of reach; numbers here are 0, or from 1e-30 to 1e30';

/** Whether what is written is 0 or a number that can be planned with; what is no number is for others to tell. */
export function isWithinReach(text: string): boolean {
  const number = plainNumber(text.trim().replace(/\s*(?:%|pp)$/, ''));
  const isTiny = number === 0 ? /[1-9]/.test(text.split(/e/i)[0]!) : Math.abs(number) < 1 / LARGEST;
  return Number.isNaN(number) || !(isTiny || Math.abs(number) > LARGEST);
}

/** The number that a text is, plain or in percent: 0.05 or 5%; NaN where it is none. */
export function writtenShare(text: string): number {
  const percent = /^(.*?)\s*%$/.exec(text.trim());
  return percent === null ? plainNumber(text) : plainNumber(percent[1]!) / 100;
}

/** The size of effect that a text is: 5%, 0.5pp or 0.3; `null` where it is none. */
export function writtenEffectSize(text: string): EffectMagnitude | null {
  const [, number = '', unit = ''] = /^(.*?)\s*(%|pp)?$/s.exec(text.trim())!;
  const size = plainNumber(number);
  if (!Number.isFinite(size)) return null;
  if (unit === '%') return { scale: 'relative', size: size / 100 };
  if (unit === 'pp') return { scale: 'points', size: size / 100 };
  return { scale: 'absolute', size };
}
