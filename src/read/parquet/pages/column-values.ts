/**
 * Values as a page or a dictionary has them, by their places from 0: numbers; whole numbers of 64 bits, of each its
 * low word and its high one; or where in some bytes each begins and ends.
 */
export type ColumnValues =
  | { form: 'numbers'; count: number; numbers: Float64Array }
  | { form: 'longs'; count: number; words: Int32Array }
  | { form: 'bytes'; count: number; bytes: Uint8Array; starts: Int32Array; ends: Int32Array };

/** Of a column what tells how its values lie in a page. */
export interface PhysicalType {
  type: string;
  /** How many bytes each has, where that is fixed. */
  length: number;
  isUnsigned: boolean;
  /** Whether none may be missing. */
  isRequired: boolean;
}

/** The whole number of 64 bits at a place. */
export function longAt(words: Int32Array, place: number, isUnsigned: boolean): bigint {
  const high = words[2 * place + 1]!;
  const own = BigInt(isUnsigned ? high >>> 0 : high);
  return (own << 32n) | BigInt(words[2 * place]! >>> 0);
}

/** The same as a double: exact up to 2^53. */
export function doubleAt(words: Int32Array, place: number, isUnsigned: boolean): number {
  const high = words[2 * place + 1]!;
  return (isUnsigned ? high >>> 0 : high) * 0x100000000 + (words[2 * place]! >>> 0);
}
