import { TRIGGERED, UNTRIGGERED } from '../../experiment/parted.js';
import type { ReadOptions } from '../reading.js';
import { isMissing } from '../reading.js';
import { type NumberFormat, parseNumber } from './numbers.js';
import { booleanOf } from './values.js';

/** Whether a text says that a unit could see a difference, as a segment is called; `null` where it says neither. */
export function triggerIn(
  text: string,
  format: NumberFormat,
  options: Pick<ReadOptions, 'missing'>,
): string | null {
  if (isMissing(text, options)) return null;
  const value = booleanOf(text) ?? parseNumber(text, format);
  if (value === 1) return TRIGGERED;
  return value === 0 ? UNTRIGGERED : null;
}
