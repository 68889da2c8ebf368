import { type NumberFormat, parseNumber } from './numbers.js';

/** An amount of money, and in what: its sign or code as it is written, in upper case; '' for a plain number. */
export interface Amount {
  value: number;
  unit: string;
}

/** Codes of ISO 4217 that amounts are commonly written with, and signs that have no character of their own. */
const CODES = new Set([
  ...[
    'USD',
    'EUR',
    'GBP',
    'JPY',
    'CNY',
    'RMB',
    'INR',
    'BRL',
    'CHF',
    'SEK',
    'NOK',
    'DKK',
    'PLN',
    'CZK',
  ],
  ...[
    'HUF',
    'RON',
    'BGN',
    'RUB',
    'UAH',
    'TRY',
    'CAD',
    'AUD',
    'NZD',
    'MXN',
    'ARS',
    'CLP',
    'COP',
    'PEN',
  ],
  ...[
    'ZAR',
    'NGN',
    'KES',
    'EGP',
    'ILS',
    'SAR',
    'AED',
    'KRW',
    'TWD',
    'HKD',
    'SGD',
    'THB',
    'MYR',
    'IDR',
  ],
  ...[
    'PHP',
    'VND',
    'PKR',
    'BDT',
    'ISK',
    'KR',
    'KR.',
    'FR.',
    'FR',
    'RS',
    'RS.',
    'Z\u0141',
    'K\u010c',
    'FT',
    'LEI',
  ],
  ...[
    'US$',
    'R$',
    'A$',
    'C$',
    'CA$',
    'AU$',
    'NZ$',
    'HK$',
    'S$',
    'NT$',
    'MX$',
    '\u20ac',
    '$',
    '\u00a3',
    '\u00a5',
  ],
  ...[
    '\u20b9',
    '\u20bd',
    '\u20a9',
    '\u20aa',
    '\u20ba',
    '\u20ab',
    '\u20b4',
    '\u0e3f',
    '\u20a6',
    '\u5143',
    '\u5186',
  ],
  ...['\u0420\u0423\u0411', '\u0420\u0423\u0411.', '\uffe5'],
]);

/** A number between what may be a sign or a code of money. */
const PARTS = /^([^\d\s.,'()+-]*\.?)\s*([\d.,' \u00a0\u202f]*\d)\s*([^\d\s.,'()+-]*\.?)$/;

/** As no decimal comma is written: 1,204.50. */
const GROUPED = /^\d{1,3}(,\d{3})+\.\d+$/;

/**
 * The amount that a text is: a number with a currency before or behind it, negative by a minus, in brackets or
 * by U+2212; `null` where it is none, or a plain number. Commas that can only part thousands are taken for
 * that, as 1,204.50 in dollars.
 */
export function amountOf(text: string, format: NumberFormat): Amount | null {
  const { bare, negative } = withoutSign(text.replaceAll('\u2212', '-'));
  const [, before = '', digits, behind = ''] = PARTS.exec(bare) ?? [];
  if (digits === undefined || (before !== '' && behind !== '')) return null;
  const unit = (before + behind).toUpperCase();
  if (unit === '' ? bare === text : !CODES.has(unit)) return null;
  const plain = format.decimal === '.' && format.thousands === '' && unit !== '';
  const number = plain && GROUPED.test(digits) ? digits.replaceAll(',', '') : digits;
  const value = parseNumber(number, format);
  return typeof value === 'number' ? { value: negative ? -value : value, unit } : null;
}

const SIGNS = /[-+(]/;

/** A text without brackets or a minus, which may stand before the currency or behind it. */
function withoutSign(text: string): { bare: string; negative: boolean } {
  if (!SIGNS.test(text)) return { bare: text.trim(), negative: false };
  const [, before = '', within, behind = ''] = /^([^()]*)\(([^()]*)\)([^()]*)$/.exec(text) ?? [];
  if (within !== undefined) return { bare: `${before}${within}${behind}`.trim(), negative: true };
  const [, first = '', second] = /^([^-\d]*)-(.*)$/.exec(text) ?? [];
  if (second !== undefined) return { bare: `${first}${second}`.trim(), negative: true };
  return { bare: text.replace(/^([^+\d]*)\+/, '$1').trim(), negative: false };
}
