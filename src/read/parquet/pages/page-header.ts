import { NOT_TAKEN } from './not-taken.js';
import { type ByteReader, readStruct, type ThriftStruct } from './thrift.js';

/** How values of a page are written, of Parquet's encodings those that are read here. */
export const ENCODING = {
  plain: 0,
  plainDictionary: 2,
  rle: 3,
  deltaBinaryPacked: 5,
  deltaLengthByteArray: 6,
  deltaByteArray: 7,
  rleDictionary: 8,
  byteStreamSplit: 9,
} as const;

/** What stands before a page. */
export interface PageHeader {
  kind: 'data' | 'data-v2' | 'dictionary';
  /** How many bytes it takes in the file, and unpacked. */
  packed: number;
  unpacked: number;
  /** How many values it has, missing ones included. */
  values: number;
  encoding: number;
  /** How levels are written; of a second version always RLE. */
  levels: number;
  /** Of a second version: how many values are missing, and how many bytes levels take, which are never packed. */
  nulls: number;
  definitionBytes: number;
  repetitionBytes: number;
  isPacked: boolean;
}

const KINDS = new Map<number, PageHeader['kind']>([
  [0, 'data'],
  [2, 'dictionary'],
  [3, 'data-v2'],
]);

/** Where in the header stands what its kind of page has of its own. */
const OWN = { data: 5, dictionary: 7, 'data-v2': 8 };

/**
 * The header that stands there.
 *
 * @throws NOT_TAKEN where there is none, or it is of another kind of page.
 * @see Apache Parquet, parquet.thrift, PageHeader.
 */
export function readPageHeader(reader: ByteReader): PageHeader {
  const header = readStruct(reader);
  const kind = KINDS.get(numberIn(header, 1));
  const own = kind === undefined ? undefined : header.structs.get(OWN[kind]);
  if (kind === undefined || own === undefined) throw NOT_TAKEN;
  const isSecond = kind === 'data-v2';
  return {
    kind,
    packed: numberIn(header, 3),
    unpacked: numberIn(header, 2),
    values: numberIn(own, 1),
    encoding: numberIn(own, isSecond ? 4 : 2),
    levels: kind === 'data' ? numberIn(own, 3) : ENCODING.rle,
    nulls: isSecond ? numberIn(own, 2) : 0,
    definitionBytes: isSecond ? numberIn(own, 5) : 0,
    repetitionBytes: isSecond ? numberIn(own, 6) : 0,
    isPacked: !isSecond || own.numbers.get(7) !== 0,
  };
}

function numberIn({ numbers }: ThriftStruct, field: number): number {
  const number = numbers.get(field);
  if (number === undefined || number < 0 || number > 0x7fffffff) throw NOT_TAKEN;
  return number;
}
