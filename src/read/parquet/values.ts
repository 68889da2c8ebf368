import type { ParquetParsers, SchemaElement } from 'hyparquet';
import type { NumberFormat } from '../values/numbers.js';

/** The text that a value of a column would be in a CSV file; empty where it is missing. */
export type Printer = (value: unknown) => string;

/** Times as texts, for segments; JSON as it stands. */
export const PARSERS: Partial<ParquetParsers> = {
  dateFromDays: (days) => new Date(days * 86_400_000).toISOString().slice(0, 10),
  timestampFromMilliseconds: (time) => new Date(Number(time)).toISOString(),
  timestampFromMicroseconds: (time) => new Date(Number(time / 1000n)).toISOString(),
  timestampFromNanoseconds: (time) => new Date(Number(time / 1_000_000n)).toISOString(),
  jsonFromBytes: textOfBytes,
};

/** Logical and converted types that are no single number, text, time, or yes and no. */
const STRANGE = ['LIST', 'MAP', 'MAP_KEY_VALUE', 'VARIANT', 'GEOMETRY', 'GEOGRAPHY'];
const UNREADABLE = ['BSON', 'INTERVAL'];

/**
 * How a column's values are printed, and whether it is plain. Numbers get the decimal separator that is
 * read afterwards, so that what was said of texts does not change what numbers mean.
 *
 * A decimal is printed from its digits: as a binary fraction it could be another number than the same
 * decimal in a CSV file. So the column's type is taken off the element, for the library not to do that.
 */
export function printerOf(
  element: SchemaElement,
  hasChildren: boolean,
  decimal: NumberFormat['decimal'],
): { isPlain: boolean; textOf: Printer } {
  const { converted_type: converted, logical_type: logical, repetition_type: repetition } = element;
  const types = [converted, logical?.type];
  const strange = types.some((type) => [...STRANGE, ...UNREADABLE].includes(type ?? ''));
  const isPlain = !hasChildren && repetition !== 'REPEATED' && !strange;
  const printsRaw = (textOf: Printer) => {
    delete element.converted_type;
    delete element.logical_type;
    return { isPlain, textOf };
  };
  if (types.includes('DECIMAL')) {
    const scale = logical?.type === 'DECIMAL' ? logical.scale : (element.scale ?? 0);
    return printsRaw((value) => printedDecimal(value, scale, decimal));
  }
  const digits = digitsOfTime(element);
  if (digits !== null) return printsRaw((value) => printedTime(value, digits));
  const isText = element.type === 'BYTE_ARRAY';
  return { isPlain, textOf: (value) => printed(value, decimal, isText) };
}

/** How many digits of a second a time of day has; `null` of what is none. */
function digitsOfTime({ converted_type: converted, logical_type: logical }: SchemaElement) {
  if (converted === 'TIME_MILLIS') return 3;
  if (converted === 'TIME_MICROS') return 6;
  if (logical?.type !== 'TIME') return null;
  return { MILLIS: 3, MICROS: 6, NANOS: 9 }[logical.unit];
}

/** A time of day, as a CSV file has it: as a number, it would pass for an amount. */
function printedTime(value: unknown, digits: number): string {
  if (value === null || value === undefined) return '';
  const counted = BigInt(value as number | bigint);
  const second = 10n ** BigInt(digits);
  const seconds = counted / second;
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n];
  const [fraction, whole] = [counted % second, parts.map((part) => String(part).padStart(2, '0'))];
  return `${whole.join(':')}${fraction === 0n ? '' : `.${String(fraction).padStart(digits, '0')}`}`;
}

function printed(value: unknown, decimal: NumberFormat['decimal'], isText: boolean): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return String(value).replace('.', decimal);
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      if (!(value instanceof Uint8Array)) return '';
      return isText ? textOfBytes(value) : asBuffer(value).toString('hex');
  }
}

/** A decimal from its unscaled value: a whole number, or bytes in two's complement (Parquet's format). */
function printedDecimal(value: unknown, scale: number, decimal: NumberFormat['decimal']): string {
  if (value === null || value === undefined) return '';
  const unscaled = value instanceof Uint8Array ? wholeOf(value) : BigInt(value as number | bigint);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const [whole, fraction] = [
    digits.slice(0, digits.length - scale),
    digits.slice(digits.length - scale),
  ];
  return `${unscaled < 0n ? '-' : ''}${whole}${scale === 0 ? '' : decimal}${fraction}`;
}

function wholeOf(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  return BigInt.asIntN(8 * bytes.length, BigInt(`0x${asBuffer(bytes).toString('hex')}`));
}

function textOfBytes(bytes: Uint8Array): string {
  return asBuffer(bytes).toString();
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
