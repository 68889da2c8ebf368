import { isMissingLabel } from '../fold/fold-rows.js';
import { isMissing } from '../reading.js';
import { amountOf } from '../values/amounts.js';
import { parseNumber } from '../values/numbers.js';
import { booleanOf, countFault } from '../values/values.js';
import { JUDGED } from './layout.js';
import type { ValueColumn } from './scanned-values.js';

/** What a field is, and its value where it has one. */
export interface ClassifiedField {
  kind: number;
  value: number;
}

/** What a field is in a column of numbers, with the currencies met in it. */
export function judgedNumber(
  text: string,
  format: ValueColumn['format'],
  { missing, units }: { missing: string[]; units: string[] },
): ClassifiedField {
  if (isMissing(text, { missing })) return { kind: JUDGED.missing, value: 0 };
  const word = booleanOf(text);
  if (word !== null) return { kind: JUDGED.word, value: word };
  const amount = amountOf(text, format);
  if (amount !== null) {
    if (!units.includes(amount.unit)) units.push(amount.unit);
    return { kind: JUDGED.money, value: amount.value };
  }
  const value = parseNumber(text, format);
  return typeof value === 'number'
    ? { kind: JUDGED.number, value }
    : { kind: JUDGED.bad, value: 0 };
}

/** What a field is in a column that counts units. */
export function judgedCount(
  text: string,
  format: ValueColumn['format'],
  missing: string[],
): ClassifiedField {
  if (isMissing(text, { missing })) return { kind: JUDGED.missing, value: 0 };
  const value = parseNumber(text, format);
  return typeof value === 'number' && countFault(value, text, format) === null
    ? { kind: JUDGED.number, value }
    : { kind: JUDGED.bad, value: 0 };
}

/** What a field is in a column of labels, of which one is the success. */
export function judgedLabel(text: string, success: string, missing: string[]): ClassifiedField {
  if (text === success) return { kind: JUDGED.label, value: 1 };
  if (isMissingLabel(text, { missing })) return { kind: JUDGED.missing, value: 0 };
  return { kind: JUDGED.label, value: 0 };
}
