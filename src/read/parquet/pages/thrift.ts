import { NOT_TAKEN } from './not-taken.js';

/** A place among bytes from which is read on, up to another. */
export interface ByteReader {
  bytes: Uint8Array;
  at: number;
  end: number;
}

/** A struct: by their numbers, its fields that are whole numbers, truths and structs; the others are passed over. */
export interface ThriftStruct {
  numbers: Map<number, number>;
  structs: Map<number, ThriftStruct>;
}

/* Types of Thrift's compact protocol. */
const STOP = 0;
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const SET = 10;
const STRUCT = 12;

/** Deeper than any struct of a page's header lies. */
const DEEPEST = 8;

/**
 * The struct that stands there in Thrift's compact protocol.
 *
 * @throws NOT_TAKEN where the bytes end within it, or hold what no header has.
 * @see Apache Thrift, doc/specs/thrift-compact-protocol.md.
 */
export function readStruct(reader: ByteReader, depth = 0): ThriftStruct {
  if (depth > DEEPEST) throw NOT_TAKEN;
  const struct: ThriftStruct = { numbers: new Map(), structs: new Map() };
  for (let field = 0; ; ) {
    const byte = nextByte(reader);
    const type = byte & 0x0f;
    if (type === STOP) return struct;
    field = byte >> 4 === 0 ? zigzag(readVarint(reader)) : field + (byte >> 4);
    if (type === STRUCT) struct.structs.set(field, readStruct(reader, depth + 1));
    else if (type > BYTE && type <= I64) struct.numbers.set(field, zigzag(readVarint(reader)));
    else if (type === TRUE || type === FALSE) struct.numbers.set(field, type === TRUE ? 1 : 0);
    else pass(reader, type, depth);
  }
}

function pass(reader: ByteReader, type: number, depth: number): void {
  if (type === BYTE) reader.at += 1;
  else if (type === DOUBLE) reader.at += 8;
  else if (type === BINARY) passBytes(reader);
  else if (type === LIST || type === SET) passList(reader, depth);
  else throw NOT_TAKEN;
  if (reader.at > reader.end) throw NOT_TAKEN;
}

function passBytes(reader: ByteReader): void {
  // First the length, which is itself read past.
  const length = readVarint(reader);
  reader.at += length;
}

function passList(reader: ByteReader, depth: number): void {
  const byte = nextByte(reader);
  const count = byte >> 4 === 15 ? readVarint(reader) : byte >> 4;
  const type = byte & 0x0f;
  for (let i = 0; i < count; i++) {
    if (type === STRUCT) readStruct(reader, depth + 1);
    else if (type > BYTE && type <= I64) readVarint(reader);
    else pass(reader, type === TRUE || type === FALSE ? BYTE : type, depth);
  }
}

function nextByte(reader: ByteReader): number {
  if (reader.at >= reader.end) throw NOT_TAKEN;
  const byte = reader.bytes[reader.at]!;
  reader.at += 1;
  return byte;
}

/** A whole number from 0, seven bits a byte; one beyond 2^53 is no length or count of ours. */
export function readVarint(reader: ByteReader): number {
  let number = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = nextByte(reader);
    number += (byte & 0x7f) * scale;
    if (number > Number.MAX_SAFE_INTEGER) throw NOT_TAKEN;
    if (byte < 0x80) return number;
  }
}

/** Of a number that alternates between the signs, which it is. */
function zigzag(number: number): number {
  return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
}
