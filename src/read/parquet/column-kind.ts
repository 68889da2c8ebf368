import type { SchemaElement } from 'hyparquet';
import type { NumberFormat } from '../values/numbers.js';
import { type ColumnValues, doubleAt, longAt, type PhysicalType } from './pages/column-values.js';
import { assertTaken } from './pages/not-taken.js';
import { PARSERS, type Printer, printerOf } from './values.js';

/** What the values of a column that is read by pages are, and how they lie there. */
export interface ColumnKind extends PhysicalType {
  meaning: 'number' | 'decimal' | 'truth' | 'text' | 'date' | 'time';
  /** Of decimals: how many digits stand behind the separator. */
  scale: number;
  /** Of times: which parts of a second are counted. */
  unit: 'ms' | 'us' | 'ns';
  /** The text that a value as the library gives it would be in a CSV file. */
  print: Printer;
}

/** Decimals with more digits behind the separator are no quotients of two doubles that are exact (Clinger 1990). */
const MOST_DECIMALS = 22;

const WHOLE = ['INT_8', 'INT_16', 'INT_32', 'INT_64', 'UINT_8', 'UINT_16', 'UINT_32', 'UINT_64'];
const TEXTS = ['UTF8', 'STRING', 'ENUM', 'JSON'];

/** The kind of a plain column; `null` where its values are read record by record only. */
export function kindOf(
  element: SchemaElement,
  decimal: NumberFormat['decimal'],
): ColumnKind | null {
  // The printer takes the type off an element.
  const { isPlain, textOf } = printerOf({ ...element }, false, decimal);
  const meaning = isPlain ? meaningOf(element) : null;
  if (meaning === null) return null;
  const scale = scaleOf(element);
  if (meaning === 'decimal' && !(scale >= 0 && scale <= MOST_DECIMALS)) return null;
  return {
    type: element.type!,
    length: element.type_length ?? 0,
    isRequired: element.repetition_type === 'REQUIRED',
    isUnsigned: meaning === 'number' && isUnsigned(element),
    meaning,
    scale,
    unit: unitOf(element),
    print: textOf,
  };
}

function meaningOf(element: SchemaElement): ColumnKind['meaning'] | null {
  const { type, converted_type: converted, logical_type: logical } = element;
  const said = [converted, logical?.type].filter((one) => one !== undefined) as string[];
  const isOf = (types: string[]) => types.includes(type ?? '');
  const areAll = (types: string[]) => said.every((one) => types.includes(one));
  if (said.includes('DECIMAL')) {
    return isOf(['INT32', 'INT64', 'BYTE_ARRAY', 'FIXED_LEN_BYTE_ARRAY']) ? 'decimal' : null;
  }
  if (type === 'BOOLEAN') return said.length === 0 ? 'truth' : null;
  if (type === 'FLOAT' || type === 'DOUBLE') return said.length === 0 ? 'number' : null;
  if (type === 'BYTE_ARRAY') return areAll(TEXTS) ? 'text' : null;
  if (type === 'INT32' && converted === 'DATE') return 'date';
  const isTime = areAll(['TIMESTAMP', 'TIMESTAMP_MILLIS', 'TIMESTAMP_MICROS']);
  if (type === 'INT64' && said.length > 0 && isTime) return 'time';
  return isOf(['INT32', 'INT64']) && areAll([...WHOLE, 'INTEGER']) ? 'number' : null;
}

function isUnsigned({ type, converted_type: converted, logical_type: logical }: SchemaElement) {
  const bits = type === 'INT64' ? 64 : 32;
  if (converted === `UINT_${bits}`) return true;
  return logical?.type === 'INTEGER' && logical.bitWidth === bits && !logical.isSigned;
}

function scaleOf({ scale, logical_type: logical }: SchemaElement): number {
  return logical?.type === 'DECIMAL' ? logical.scale : (scale ?? 0);
}

/** The library goes by the converted type first. */
function unitOf({ converted_type: converted, logical_type: logical }: SchemaElement) {
  if (converted === 'TIMESTAMP_MILLIS') return 'ms';
  if (converted === 'TIMESTAMP_MICROS') return 'us';
  const unit = logical?.type === 'TIMESTAMP' ? logical.unit : 'MILLIS';
  return unit === 'MICROS' ? 'us' : unit === 'NANOS' ? 'ns' : 'ms';
}

/** The text of the value at a place, as record by record; empty where there is none. */
export function textAt(kind: ColumnKind, values: ColumnValues, place: number): string {
  return place < 0 ? '' : kind.print(valueAt(kind, values, place));
}

/** The furthest days and milliseconds from 1970 that a date may have (ECMA-262, 21.4.1.1). */
const MOST_DAYS = 1e8;
const MOST_MS = 8.64e15;
const PER_MS = { ms: 1n, us: 1000n, ns: 1_000_000n };

/** A value as the library gives it. */
function valueAt(kind: ColumnKind, values: ColumnValues, place: number): unknown {
  const { meaning, unit, isUnsigned } = kind;
  if (values.form === 'bytes') {
    return values.bytes.subarray(values.starts[place], values.ends[place]);
  }
  if (values.form === 'longs') {
    const long = longAt(values, place, isUnsigned);
    if (meaning !== 'time') return long;
    const ms = Number(long / PER_MS[unit]);
    assertTaken(Math.abs(ms) <= MOST_MS);
    return PARSERS.timestampFromMilliseconds!(BigInt(ms));
  }
  const number = values.numbers[place]!;
  if (meaning === 'truth') return number === 1;
  if (meaning !== 'date') return number;
  assertTaken(Math.abs(number) <= MOST_DAYS);
  return PARSERS.dateFromDays!(number);
}

/** What stands for a value that is judged by its text. */
export const BY_TEXT = Number.POSITIVE_INFINITY;

/**
 * The numbers that a column's values are read as, by their places; BY_TEXT where one is no number that is
 * written plainly, with all of its digits.
 */
export function numbersIn(kind: ColumnKind, values: ColumnValues): Float64Array {
  const { meaning } = kind;
  if (meaning !== 'number' && meaning !== 'decimal') {
    return new Float64Array(values.count).fill(BY_TEXT);
  }
  if (values.form === 'numbers') {
    return meaning === 'decimal' ? decimals(kind, values.numbers) : plainOnes(values.numbers);
  }
  const whole = new Float64Array(values.count);
  for (let i = 0; i < whole.length; i++) {
    whole[i] =
      values.form === 'longs'
        ? doubleAt(values, i, kind.isUnsigned)
        : wholeOf(values.bytes, values.starts[i]!, values.ends[i]!);
  }
  return decimals(kind, whole);
}

/** What numbers in exponents are not printed as. */
const [LEAST_PLAIN, FIRST_WITH_EXPONENT] = [1e-6, 1e21];

function plainOnes(numbers: Float64Array): Float64Array {
  return numbers.map((x) => {
    const size = Math.abs(x);
    const isPlain = x === 0 || (size >= LEAST_PLAIN && size < FIRST_WITH_EXPONENT);
    // Nothing is written of the sign of zero.
    return isPlain ? x + 0 : BY_TEXT;
  });
}

/** Whole numbers with a separator before their last digits: both are exact, and so is the quotient rounded once. */
function decimals({ scale }: ColumnKind, numbers: Float64Array): Float64Array {
  const power = 10 ** scale;
  return numbers.map((x) => (Math.abs(x) <= Number.MAX_SAFE_INTEGER ? x / power : BY_TEXT));
}

/** A whole number in two's complement, the highest byte first; beyond 2^53 not exact, but no smaller. */
function wholeOf(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return 0;
  let number = (bytes[start]! << 24) >> 24;
  for (let at = start + 1; at < end; at++) number = number * 256 + bytes[at]!;
  return number;
}
