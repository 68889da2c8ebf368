/** How numbers are written in a column. */
export interface NumberFormat {
  decimal: '.' | ',';
  /** The thousands separator, `''` where there is none. */
  thousands: string;
}

/** Why a text is no number that an analysis can use. */
export type BadNumber =
  | 'not-a-number'
  | 'decimal-comma'
  | 'decimal-point'
  | 'thousands'
  | 'percent'
  | 'currency'
  | 'nan'
  | 'infinite'
  | 'hexadecimal'
  | 'underscores'
  | 'other-digits'
  | 'minus-behind'
  | 'short-form'
  | 'too-large';

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Beyond this, squares leave the doubles, and no variance could be had. */
const LARGEST = 1e150;

/** The number that a text stands for, within ± 1e150; or why it stands for none. Nothing is guessed. */
export function parseNumber(text: string, format: NumberFormat): number | BadNumber {
  const plain = withoutSeparators(text, format);
  if (plain === null || !DECIMAL.test(plain)) return reasonFor(text, format);
  const value = Number(plain);
  return Math.abs(value) <= LARGEST ? value : 'too-large';
}

/** The number that a text stands for; NaN where it stands for none. */
export function numberOrNaN(text: string, format: NumberFormat): number {
  const value = parseNumber(text, format);
  return typeof value === 'number' ? value : Number.NaN;
}

/** The text with a decimal point and no thousands separators; `null` where separators are misplaced. */
function withoutSeparators(text: string, { decimal, thousands }: NumberFormat): string | null {
  if (decimal === '.' && thousands === '') return text;
  // Who says space means whichever space the export put there.
  const spaced = thousands === ' ' ? text.replace(/[\u00a0\u202f]/g, ' ') : text;
  const [whole = '', ...fraction] = spaced.split(decimal);
  if (fraction.length > 1 || fraction.some((part) => part.includes('.'))) return null;
  const groups = thousands === '' ? [whole] : whole.split(thousands);
  const grouped = groups.slice(1).every((group) => /^\d{3}$/.test(group));
  const led = groups.length === 1 || /^[+-]?\d{1,3}$/.test(groups[0]!);
  if (!grouped || !led || groups.join('').includes('.')) return null;
  return [groups.join(''), ...fraction].join('.');
}

function reasonFor(text: string, { decimal }: NumberFormat): BadNumber {
  if (/^[+-]?nan$/i.test(text)) return 'nan';
  if (/^[+-]?(inf|infinity|\u221e)$/i.test(text)) return 'infinite';
  if (/^[+-]?0x[0-9a-f]+$/i.test(text)) return 'hexadecimal';
  if (/^[+-]?\d+(_\d+)+$/.test(text)) return 'underscores';
  if (/^[+-]?(?:[$\u20ac\u00a3\u00a5]\s*[\d.,\s]+|[\d.,\s]+[$\u20ac\u00a3\u00a5])$/.test(text))
    return 'currency';
  if (/^[+-]?[\d.,\s]+%$/.test(text)) return 'percent';
  if (/^[+-]?\d{1,3}([,.' \u00a0\u202f]\d{3})+([.,]\d+)?$/.test(text)) return 'thousands';
  if (decimal === '.' && /^[+-]?\d*,\d+$/.test(text)) return 'decimal-comma';
  if (decimal === ',' && /^[+-]?\d*\.\d+$/.test(text)) return 'decimal-point';
  if (OTHER_DIGITS.test(text)) return 'other-digits';
  if (/^\d[\d.,' ]*-$/.test(text)) return 'minus-behind';
  if (/^[+-]?\d[\d.,]*\s?(k|m|mio|mn|bn|tsd)\.?$/i.test(text)) return 'short-form';
  return 'not-a-number';
}

/** Arabic, Persian, Devanagari, Bengali, Thai and fullwidth ones, with what stands between them. */
const OTHER_DIGITS =
  /^[+\-\u2212]?[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19][\d.,\u0660-\u066c\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff0c\uff0e\uff10-\uff19]*$/;
