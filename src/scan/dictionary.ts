import { MASKS, VERDICTS } from './memory';

/*
 * Tables of texts, each at an address of its own: what they stand for in a piece of a file, at DICTIONARY, and
 * what filters say of them, at VERDICTS. Before a table stands how many entries it has.
 */

/* An entry: length + 1 (0 where it is free), column, code, nothing, value, text. */
const ENTRY_BITS: usize = 6;
const CODE: usize = 8;
const VALUE: usize = 16;
const TEXT: usize = 24;
/** Longer texts are judged each time. */
const MOST_BYTES: i32 = 40;
/** Writes down the vectors by which texts are cut. */
export function fillMasks(): void {
  for (let length: usize = 0; length <= 16; length++) {
    memory.fill(MASKS + (length << 4), 0, 16);
    memory.fill(MASKS + (length << 4), 0xff, length);
  }
}

/** Of how many bits the place of an entry is: of many texts filters are asked, as dates, few stand for a segment. */
@inline
function bitsOf(table: usize): i32 {
  return table == VERDICTS ? 12 : 10;
}

/** Whether a table is half full: beyond that, probing would take too long. */
@inline
export function isFull(table: usize): bool {
  return load<i32>(table - 8) >= 1 << (bitsOf(table) - 1);
}

/** How many texts a table has. */
export function textsIn(table: usize): i32 {
  return load<i32>(table - 8);
}

/** Forgets all texts of a table. */
export function clearTable(table: usize): void {
  memory.fill(table, 0, <usize>1 << (<usize>bitsOf(table) + ENTRY_BITS));
  store<i32>(table - 8, 0);
}

/** The entry of a text in a column, 0 where there is none. */
@inline
export function entryOf(table: usize, column: i32, text: usize, length: i32): usize {
  const start = startOf(text, length);
  let at = hash(table, column, start, length);
  let entry = entryAt(table, at);
  while (load<i32>(entry) != 0 && !isOf(entry, column, start, text, length)) {
    at = next(table, at);
    entry = entryAt(table, at);
  }
  return load<i32>(entry) == 0 ? 0 : entry;
}

@inline
function entryAt(table: usize, at: i32): usize {
  return table + ((<usize>at) << ENTRY_BITS);
}

@inline
function next(table: usize, at: i32): i32 {
  return (at + 1) & ((1 << bitsOf(table)) - 1);
}

@inline
function isOf(entry: usize, column: i32, start: v128, text: usize, length: i32): bool {
  return (
    load<i32>(entry) == length + 1 &&
    load<i32>(entry, 4) == column &&
    !v128.any_true(v128.xor(v128.load(entry, TEXT), start)) &&
    (length <= 16 || goesOnAs(entry + TEXT, text, length))
  );
}

/** Whether texts that begin alike are alike after their first 16 bytes too. */
function goesOnAs(known: usize, text: usize, length: i32): bool {
  for (let i = 16; i < length; i++) {
    if (load<u8>(known + i) != load<u8>(text + i)) return false;
  }
  return true;
}

/** The first 16 bytes of a text, zeros where it is shorter; without a branch, since lengths vary. */
@inline
function startOf(text: usize, length: i32): v128 {
  return v128.and(v128.load(text), v128.load(MASKS + (<usize>min<i32>(length, 16) << 4)));
}

/** Fibonacci hashing (Knuth 1998, TAOCP 3, §6.4) of the first 16 bytes and the length. */
@inline
function hash(table: usize, column: i32, start: v128, length: i32): i32 {
  const word = i64x2.extract_lane(start, 0) ^ rotl(i64x2.extract_lane(start, 1), 23);
  return <i32>((<u64>((word ^ <i64>(column * 131 + length)) * 0x9e3779b97f4a7c15)) >> (64 - bitsOf(table)));
}

/** Remembers a text, where there is room. */
@inline
export function remember(
  table: usize,
  column: i32,
  text: usize,
  length: i32,
  code: i32,
  value: f64,
): void {
  if (length > MOST_BYTES || isFull(table)) return;
  let at = hash(table, column, startOf(text, length), length);
  while (load<i32>(entryAt(table, at)) != 0) at = next(table, at);
  const entry = entryAt(table, at);
  store<i32>(entry, length + 1);
  store<i32>(entry, column, 4);
  store<i32>(entry, code, CODE);
  store<f64>(entry, value, VALUE);
  memory.copy(entry + TEXT, text, length);
  store<i32>(table - 8, load<i32>(table - 8) + 1);
}

export function codeOf(entry: usize): i32 {
  return load<i32>(entry, CODE);
}

export function valueOf(entry: usize): f64 {
  return load<f64>(entry, VALUE);
}
