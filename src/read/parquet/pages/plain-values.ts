import type { ColumnValues, PhysicalType } from './column-values.js';
import { assertTaken, NOT_TAKEN } from './not-taken.js';

/** Bytes from a place up to another, with a word's more behind them. */
export interface ByteRange {
  bytes: Uint8Array;
  view: DataView;
  at: number;
  end: number;
}

/** How many bytes a value of a type takes. */
export function widthOf({ type, length }: PhysicalType): number {
  switch (type) {
    case 'INT32':
    case 'FLOAT':
      return 4;
    case 'INT64':
    case 'DOUBLE':
      return 8;
    case 'FIXED_LEN_BYTE_ARRAY':
      assertTaken(length > 0);
      return length;
    default:
      throw NOT_TAKEN;
  }
}

/**
 * So many values that stand one after the other. Bytes and whole numbers of 64 bits stay where they are.
 *
 * @throws NOT_TAKEN where there are fewer or more: bytes that are left over tell that something was misread.
 */
export function plainValues(range: ByteRange, count: number, type: PhysicalType): ColumnValues {
  if (type.type === 'BYTE_ARRAY') return lengthBefore(range, count);
  const width = widthOf(type);
  const { bytes, view, at, end } = range;
  assertTaken(at + count * width === end);
  if (type.type === 'INT64') return { form: 'longs', count, view, at };
  if (type.type === 'FIXED_LEN_BYTE_ARRAY') return ofOneLength(range, count, width);
  return {
    form: 'numbers',
    count,
    numbers: numbersOf(bytes.slice(at, at + count * width).buffer as ArrayBuffer, type),
  };
}

/** The numbers that stand in a buffer of their own. */
export function numbersOf(buffer: ArrayBuffer, { type, isUnsigned }: PhysicalType): Float64Array {
  if (type === 'DOUBLE') return new Float64Array(buffer);
  if (type === 'FLOAT') return Float64Array.from(new Float32Array(buffer));
  return Float64Array.from(isUnsigned ? new Uint32Array(buffer) : new Int32Array(buffer));
}

function lengthBefore({ bytes, view, at: from, end }: ByteRange, count: number): ColumnValues {
  assertTaken(from + 4 * count <= end);
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
  let at = from;
  for (let i = 0; i < count; i++) {
    assertTaken(at + 4 <= end);
    const start = at + 4;
    at = start + view.getUint32(at, true);
    assertTaken(at <= end);
    starts[i] = start;
    ends[i] = at;
  }
  assertTaken(at === end);
  return { form: 'bytes', count, bytes, starts, ends };
}

function ofOneLength({ bytes, at }: ByteRange, count: number, width: number): ColumnValues {
  const starts = Int32Array.from({ length: count }, (_, i) => at + width * i);
  const ends = starts.map((start) => start + width);
  return { form: 'bytes', count, bytes, starts, ends };
}
