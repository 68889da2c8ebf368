import type { ReadOptions } from '../reading.js';
import { parseNumber } from '../values/numbers.js';

/**
 * The numbers that the texts for a missing value would be taken for, however a column writes its numbers: where
 * one is met, its text is to decide.
 */
export function missingNumbers({ missing, thousands }: Pick<ReadOptions, 'missing' | 'thousands'>) {
  const formats = (['.', ','] as const).flatMap((decimal) => [
    { decimal, thousands: '' },
    { decimal, thousands },
  ]);
  const found = missing.flatMap((text) => formats.map((format) => parseNumber(text, format)));
  return [...new Set(found.filter((number) => typeof number === 'number'))];
}
