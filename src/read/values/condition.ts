import { type NumberFormat, parseNumber } from './numbers.js';
import { quoted } from './values.js';

/** What a condition compares with, longest first, so that none is cut short. */
export const OPERATORS = ['!=', '<>', '<=', '>=', '==', '=', '<', '>', ' not in ', ' in '] as const;

export type Operator = (typeof OPERATORS)[number];

/** A condition taken apart: a column, and what its values must be. */
export interface Condition {
  column: string;
  operator: Operator;
  values: string[];
}

/** Why a text cannot be compared with a value, and what would do. */
export interface Incomparable {
  what: string;
  hint: string;
}

/**
 * Whether a text fulfils a condition. Texts are equal as they are written, numbers as numbers; larger and
 * smaller are numbers, and days and times as 2026-03-01 or 2026-03-01 15:00, as far as the condition says.
 * What is to be larger or smaller and is neither missing nor of that kind is incomparable.
 */
export function fulfils(
  { operator, values }: Condition,
  text: string,
  isMissing: boolean,
  format: NumberFormat,
): boolean | Incomparable {
  const [value = ''] = values;
  const isOneOf = values.some((one) => isSame(one, text, format));
  switch (operator) {
    case '=':
    case '==':
    case ' in ':
      return isOneOf;
    case '!=':
    case '<>':
    case ' not in ':
      return !isOneOf;
    default: {
      if (isMissing) return false;
      const order = compared(text, value, format);
      if (typeof order !== 'number') return order;
      return operator.startsWith('<')
        ? order < 0 || (order === 0 && operator === '<=')
        : order > 0 || (order === 0 && operator === '>=');
    }
  }
}

function isSame(value: string, text: string, format: NumberFormat): boolean {
  if (value === text) return true;
  const [a, b] = [numberIn(value), parseNumber(text, format)];
  return typeof a === 'number' && a === b;
}

/** A number in a condition is written as in the tool's own flags, with a point. */
export function numberIn(value: string): number | null {
  const number = parseNumber(value, { decimal: '.', thousands: '' });
  return typeof number === 'number' ? number : null;
}

/** Whether values are to be larger or smaller, rather than the same. */
export function isOrdering(operator: Operator): boolean {
  return ['<', '<=', '>', '>='].includes(operator);
}

/** Days of ISO 8601, maybe with a time. */
export const DAY = /^\d{4}-\d{2}(-\d{2}([T ]\d{2}(:\d{2}(:\d{2}(\.\d+)?)?)?)?)?/;

function compared(text: string, value: string, format: NumberFormat): number | Incomparable {
  const number = numberIn(value);
  if (number !== null) {
    const own = parseNumber(text, format);
    if (typeof own === 'number') return own - number;
    return { what: `${quoted(text)} is not a number`, hint: 'it is to be compared with one' };
  }
  // As far as the condition says: 2026-03-07 15:00 is on 2026-03-07.
  const own = text.replace('T', ' ').slice(0, value.length);
  if (DAY.test(text) && DAY.test(value)) return order(own, value.replace('T', ' '));
  return {
    what: `${quoted(text)} cannot be compared with ${quoted(value)}`,
    hint: 'larger and smaller are numbers, and days as 2026-03-01',
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
