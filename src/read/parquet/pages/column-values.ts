/**
 * Values as a page or a dictionary has them, by their places from 0: numbers; whole numbers of 64 bits, which stand in
 * a view from an offset on; or where in some bytes each begins and ends.
 */
export type ColumnValues = Numbers | Longs | Texts;

export interface Numbers {
  form: 'numbers';
  count: number;
  numbers: Float64Array;
}

export interface Longs {
  form: 'longs';
  count: number;
  view: DataView;
  at: number;
}

export interface Texts {
  form: 'bytes';
  count: number;
  bytes: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
}

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
export function longAt({ view, at }: Longs, place: number, isUnsigned: boolean): bigint {
  const offset = at + 8 * place;
  return isUnsigned ? view.getBigUint64(offset, true) : view.getBigInt64(offset, true);
}

/** The same as a double: exact up to 2^53. */
export function doubleAt({ view, at }: Longs, place: number, isUnsigned: boolean): number {
  const offset = at + 8 * place;
  const high = isUnsigned ? view.getUint32(offset + 4, true) : view.getInt32(offset + 4, true);
  return high * 0x100000000 + view.getUint32(offset, true);
}
