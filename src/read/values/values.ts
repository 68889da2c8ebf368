import { UserError } from '../../errors.js';
import { shellWord, type Vocabulary, type Wording } from '../../vocabulary.js';
import { type Amount, amountOf } from './amounts.js';
import { isIdColumn } from './column-words.js';
import { type BadNumber, type NumberFormat, parseNumber } from './numbers.js';

/** Where a value stands: file, line and field, and the column's name. */
export interface Place {
  file: string;
  line: number;
  column: number;
  name: string;
}

/** What yes and no, true and false are called: by programs, and by people in other languages. */
const WORDS = new Map<string, 0 | 1>([
  ...truths(1, [
    'true',
    'yes',
    't',
    'y',
    'wahr',
    'ja',
    'vrai',
    'oui',
    'verdadero',
    's\u00ed',
    'si',
  ]),
  ...truths(1, [
    'sim',
    'vero',
    's\u00ec',
    'tak',
    'prawda',
    '\u0434\u0430',
    '\u0438\u0441\u0442\u0438\u043d\u0430',
  ]),
  ...truths(1, ['\u306f\u3044', '\u662f', '\u771f', '\uc608', 'evet', 'waar']),
  ...truths(0, [
    'false',
    'no',
    'f',
    'n',
    'falsch',
    'nein',
    'faux',
    'non',
    'falso',
    'n\u00e3o',
    'nao',
  ]),
  ...truths(0, [
    'nie',
    'nej',
    'nei',
    'nee',
    'onwaar',
    '\u043d\u0435\u0442',
    '\u043b\u043e\u0436\u044c',
  ]),
  ...truths(0, ['\u3044\u3044\u3048', '\u5426', '\u5047', '\uc544\ub2c8\uc694', 'hay\u0131r']),
]);

function truths(value: 0 | 1, words: readonly string[]): [string, 0 | 1][] {
  return words.map((word) => [word, value]);
}

/** 1 for true and yes, 0 for false and no, in any case and several languages; `null` for any other text. */
export function booleanOf(text: string): 0 | 1 | null {
  return WORDS.get(text.toLowerCase()) ?? null;
}

/**
 * The amount in a field, with the currency that it is in.
 *
 * @throws {UserError} as `numberAt`.
 */
export function amountAt(text: string, format: NumberFormat, place: Place): Amount {
  return amountOf(text, format) ?? { value: numberAt(text, format, place), unit: '' };
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
  const bad = (what: string, hint: Wording) => badValue(place, `${quoted(text)} ${what}`, hint);
  switch (countFault(value, text, format)) {
    case null:
      return value;
    case 'negative':
      throw bad('is negative', 'a count is 0 or more');
    case 'thousands':
      throw bad(
        `may be ${value} or ${Math.round(value * 1000)}`,
        (say) => `thousands separator? ${pointed(say)}`,
      );
    case 'fraction':
      throw bad('is not a whole number', 'counts are whole numbers');
    case 'too-large':
      throw bad('is too large to be exact', 'counts go up to 2^53 − 1');
  }
}

/** Why a number, written so, is no count; `null` where it is one. */
export function countFault(
  value: number,
  text: string,
  { decimal }: NumberFormat,
): 'negative' | 'thousands' | 'fraction' | 'too-large' | null {
  if (value < 0) return 'negative';
  if (/^\d{1,3}\.\d{3}$/.test(text) && decimal === '.') return 'thousands';
  if (!Number.isInteger(value)) return 'fraction';
  return value > Number.MAX_SAFE_INTEGER ? 'too-large' : null;
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
      return (say) => `decimal comma? ${say.again([say.decimal(',')])}`;
    case 'decimal-point':
      return (say) =>
        `is all of this column written with a point? ${say.decimal(`"${name}=."`)}; some with a comma? write all of it alike`;
    case 'thousands':
      return thousandsHint(text, decimal, name);
    case 'percent':
      return (say) =>
        `write 0.8 rather than 80 %, or give counts: ${say.metric('SUCCESSES/UNITS')}`;
    case 'currency':
      if (decimal === '.' && /\d,\d{1,2}\D*$/.test(text))
        return (say) => `decimal comma? ${say.again([say.decimal(',')])}`;
      return 'amounts are read with one sign of currency, before or behind, as $12.50 or (EUR 3)';
    case 'nan':
      return (say) => `does it mean a missing value? ${say.again([say.missing(text)])}`;
    case 'infinite':
      return 'correct it, or leave it empty if it is missing';
    case 'hexadecimal':
      return 'write it as a decimal number';
    case 'underscores':
      return 'write it without underscores';
    case 'other-digits':
      return 'write it in the digits 0 to 9';
    case 'minus-behind':
      return 'a negative number? write the minus before it';
    case 'short-form':
      return 'write it in full, as 1200 for 1.2k';
    case 'too-large':
      return 'numbers go up to 1e150; is the exponent right?';
    case 'not-a-number':
      if (isIdColumn(name)) return `${name} names units: it is no metric`;
      return spreadsheetHint(text) ?? labelHint(text, name);
  }
}

/** Two kinds of separators tell which is which; a comma or a point alone may be either. */
function thousandsHint(text: string, decimal: NumberFormat['decimal'], name: string): Wording {
  const [first, ...others] = text.match(/[,.' \u00a0\u202f]/g)!;
  if (first === "'") return (say) => say.again([say.thousands(`"'"`)]);
  if (first === '.' && (decimal === '.' || others.length > 0)) {
    return pointed;
  }
  if (first === '.')
    return (say) =>
      `thousands? ${say.thousands('.')}; decimal point? ${say.decimal(`"${name}=."`)}`;
  if (first !== ',') return (say) => say.again([say.thousands('space')]);
  return others.length > 0
    ? (say) => say.again([say.thousands(',')])
    : (say) => `thousands? pass ${say.thousands(',')}; decimal comma? pass ${say.decimal(',')}`;
}

/** How numbers like 1.234,5 are written. */
function pointed(say: Vocabulary): string {
  return say.again([say.thousands('.'), say.decimal(',')]);
}

/** What to do about a field that a spreadsheet wrote in place of a number; `null` where it did not. */
function spreadsheetHint(text: string): Wording | null {
  if (/^#{3,}$/.test(text))
    return 'its column was too narrow to show it: widen it, and export again';
  if (/^#[A-Z/0]+[!?]$/.test(text))
    return 'a formula failed there: mend the sheet, and export again';
  if (/^'[\d.,+-]+$/.test(text))
    return 'an apostrophe marks it as text: take it away, and export it as a number';
  if (/^[-\u2013\u2014]$/.test(text))
    return (say) =>
      `nothing, so 0? write 0 there; missing? ${say.again([say.missing(`"${text}"`)])}`;
  return text.startsWith('=') ? 'that is a formula: export its result' : null;
}

function labelHint(text: string, name: string): Wording {
  const isShort = /^[\w .-]{1,20}$/.test(text);
  if (booleanOf(text) !== null) {
    return (say) =>
      `yes or no in counts? say which is the success: ${say.metric(shellWord(`${name}=VALUE`))}`;
  }
  return (say) => {
    const missing = isShort ? say.again([say.missing(shellWord(text))]) : say.missing('"TEXT"');
    return `a success? ${say.metric(`"${name}=VALUE"`)}; missing? ${missing}`;
  };
}
