import { UserError } from '../../errors.js';
import type { Vocabulary, Wording } from '../../vocabulary.js';
import { type BadNumber, type NumberFormat, parseNumber } from './numbers.js';

/** Where a value stands: file, line and field, and the column's name. */
export interface Place {
  file: string;
  line: number;
  column: number;
  name: string;
}

/** 1 for true and yes, 0 for false and no, in any case; `null` for any other text. */
export function booleanOf(text: string): 0 | 1 | null {
  switch (text.toLowerCase()) {
    case 'true':
    case 'yes':
      return 1;
    case 'false':
    case 'no':
      return 0;
    default:
      return null;
  }
}

/**
 * The number in a field.
 *
 * @throws {UserError} when it holds none, with its place and what might be done.
 */
export function numberAt(text: string, format: NumberFormat, place: Place): number {
  const value = parseNumber(text, format);
  if (typeof value === 'number') return value;
  throw badValue(
    place,
    `${quoted(text)} is not a number`,
    hintFor(value, text, { ...place, ...format }),
  );
}

/**
 * The whole number, 0 or more, in a field.
 *
 * @throws {UserError} when it holds none, or one too large for a double to count exactly.
 */
export function countAt(text: string, format: NumberFormat, place: Place): number {
  const value = numberAt(text, format, place);
  if (value < 0) throw badValue(place, `${quoted(text)} is negative`, 'a count is 0 or more');
  if (/^\d{1,3}\.\d{3}$/.test(text) && format.decimal === '.') {
    const what = `${quoted(text)} may be ${value} or ${Math.round(value * 1000)}`;
    throw badValue(place, what, (say) => `thousands separator? ${pointed(say)}`);
  }
  if (!Number.isInteger(value)) {
    throw badValue(place, `${quoted(text)} is not a whole number`, 'counts are whole numbers');
  }
  if (value > Number.MAX_SAFE_INTEGER) {
    throw badValue(place, `${quoted(text)} is too large to be exact`, 'counts go up to 2^53 − 1');
  }
  return value;
}

/** The error that a value is, with its place. */
export function badValue(place: Place, what: string, hint: Wording): UserError {
  const { file, line, column, name } = place;
  return new UserError(`${what} in column ${name}`, { location: { file, line, column }, hint });
}

/** A value in quotes, cut short where it is long. */
export function quoted(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}

function hintFor(
  reason: BadNumber,
  text: string,
  { name, decimal }: Place & NumberFormat,
): Wording {
  switch (reason) {
    case 'decimal-comma':
      return (say) => `decimal comma? pass ${say.decimal(',')}`;
    case 'decimal-point':
      return (say) => `decimal point in this column only? pass ${say.decimal(`"${name}=."`)}`;
    case 'thousands':
      return thousandsHint(text, decimal, name);
    case 'percent':
      return (say) =>
        `write 0.8 rather than 80 %, or give counts: ${say.metric('SUCCESSES/UNITS')}`;
    case 'currency':
      return 'write amounts without a sign of currency';
    case 'nan':
      return (say) => `does it mean a missing value? pass ${say.missing(text)}`;
    case 'infinite':
      return 'correct it, or leave it empty if it is missing';
    case 'hexadecimal':
      return 'write it as a decimal number';
    case 'underscores':
      return 'write it without underscores';
    case 'too-large':
      return 'numbers go up to 1e150; is the exponent right?';
    case 'not-a-number':
      return labelHint(text, name);
  }
}

/** Two kinds of separators tell which is which; a comma or a point alone may be either. */
function thousandsHint(text: string, decimal: NumberFormat['decimal'], name: string): Wording {
  const [first, ...others] = text.match(/[,.' \u00a0\u202f]/g)!;
  if (first === "'") return (say) => `pass ${say.thousands(`"'"`)}`;
  if (first === '.' && (decimal === '.' || others.length > 0)) {
    return pointed;
  }
  if (first === '.')
    return (say) =>
      `thousands? ${say.thousands('.')}; decimal point? ${say.decimal(`"${name}=."`)}`;
  if (first !== ',') return (say) => `pass ${say.thousands('space')}`;
  return others.length > 0
    ? (say) => `pass ${say.thousands(',')}`
    : (say) => `thousands? pass ${say.thousands(',')}; decimal comma? pass ${say.decimal(',')}`;
}

/** How numbers like 1.234,5 are written. */
function pointed(say: Vocabulary): string {
  return `pass ${say.thousands('.')} ${say.decimal(',')}`;
}

function labelHint(text: string, name: string): Wording {
  const shown = /^[\w .-]{1,20}$/.test(text) ? text : 'TEXT';
  return (say) =>
    `missing? ${say.missing(`"${shown}"`)}; a success? ${say.metric(`"${name}=${shown}"`)}`;
}
