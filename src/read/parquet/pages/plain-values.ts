import type { ColumnValues, PhysicalType } from './column-values.js';
import { assertTaken, NOT_TAKEN } from './not-taken.js';
import type { PageBytes } from './page-bytes.js';

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
 * So many values that stand in a page one after the other from a place on. Bytes stay where they are.
 *
 * @throws NOT_TAKEN where the page ends before.
 */
export function plainValues(
  page: PageBytes,
  at: number,
  count: number,
  type: PhysicalType,
): ColumnValues {
  if (type.type === 'BYTE_ARRAY') return lengthBefore(page, at, count);
  const width = widthOf(type);
  assertTaken(at + count * width <= page.end);
  if (type.type === 'FIXED_LEN_BYTE_ARRAY') return ofOneLength(page, at, count, width);
  const words = new Int32Array((count * width) / 4);
  new Uint8Array(words.buffer).set(page.bytes.subarray(at, at + count * width));
  return valuesOfWords(words, count, type);
}

/** Values by the words that they are: one of each, or two, the lower one first. */
export function valuesOfWords(
  words: Int32Array,
  count: number,
  { type, isUnsigned }: PhysicalType,
): ColumnValues {
  switch (type) {
    case 'INT64':
      return { form: 'longs', count, words };
    case 'DOUBLE':
      return { form: 'numbers', count, numbers: new Float64Array(words.buffer, 0, count) };
    case 'FLOAT':
      return {
        form: 'numbers',
        count,
        numbers: Float64Array.from(new Float32Array(words.buffer, 0, count)),
      };
    default:
      return {
        form: 'numbers',
        count,
        numbers: Float64Array.from(isUnsigned ? new Uint32Array(words.buffer, 0, count) : words),
      };
  }
}

function lengthBefore({ bytes, view, end }: PageBytes, from: number, count: number): ColumnValues {
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
  return { form: 'bytes', count, bytes, starts, ends };
}

function ofOneLength({ bytes }: PageBytes, at: number, count: number, width: number): ColumnValues {
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
  for (let i = 0; i < count; i++) {
    starts[i] = at + width * i;
    ends[i] = at + width * (i + 1);
  }
  return { form: 'bytes', count, bytes, starts, ends };
}
