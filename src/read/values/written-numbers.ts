import type { EffectMagnitude } from '../../experiment/design.js';

/** Numbers as people write them in flags and plans: plain, in percent, or in percentage points. */

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number that a text is; NaN where it is none. */
export function plainNumber(text: string): number {
  return NUMBER.test(text.trim()) ? Number(text) : Number.NaN;
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
