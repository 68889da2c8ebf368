import { DICTIONARY, MASKS } from './memory';

/* An entry: length + 1 (0 where it is free), column, code, nothing, value, text. */
const ENTRY_BITS: usize = 6;
const CODE: usize = 8;
const VALUE: usize = 16;
const TEXT: usize = 24;
/** Longer texts are judged each time. */
const MOST_BYTES: i32 = 40;
const ENTRIES: i32 = 1024;
/** Beyond this, texts are no longer remembered: probing would take too long. */
const MOST_ENTRIES: i32 = 512;

let entries = 0;

/** Writes down the vectors by which texts are cut. */
export function fillMasks(): void {
  for (let length: usize = 0; length <= 16; length++) {
    memory.fill(MASKS + (length << 4), 0, 16);
    memory.fill(MASKS + (length << 4), 0xff, length);
  }
}

/** Forgets all texts. */
export function clearDictionary(): void {
  memory.fill(DICTIONARY, 0, (<usize>ENTRIES) << ENTRY_BITS);
  entries = 0;
}

/** The entry of a text in a column, 0 where there is none. */
@inline
export function entryOf(column: i32, text: usize, length: i32): usize {
  const start = startOf(text, length);
  let at = hash(column, start, length);
  let entry = entryAt(at);
  while (load<i32>(entry) != 0 && !isOf(entry, column, start, text, length)) {
    at = (at + 1) & (ENTRIES - 1);
    entry = entryAt(at);
  }
  return load<i32>(entry) == 0 ? 0 : entry;
}

@inline
function entryAt(at: i32): usize {
  return DICTIONARY + ((<usize>at) << ENTRY_BITS);
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
function hash(column: i32, start: v128, length: i32): i32 {
  const word = i64x2.extract_lane(start, 0) ^ rotl(i64x2.extract_lane(start, 1), 23);
  return <i32>((<u64>((word ^ <i64>(column * 131 + length)) * 0x9e3779b97f4a7c15)) >> 54);
}

/** Remembers a text, where there is room. */
export function remember(column: i32, text: usize, length: i32, code: i32, value: f64): void {
  if (length > MOST_BYTES || entries >= MOST_ENTRIES) return;
  let at = hash(column, startOf(text, length), length);
  while (load<i32>(entryAt(at)) != 0) at = (at + 1) & (ENTRIES - 1);
  const entry = entryAt(at);
  store<i32>(entry, length + 1);
  store<i32>(entry, column, 4);
  store<i32>(entry, code, CODE);
  store<f64>(entry, value, VALUE);
  memory.copy(entry + TEXT, text, length);
  entries += 1;
}

export function codeOf(entry: usize): i32 {
  return load<i32>(entry, CODE);
}

export function valueOf(entry: usize): f64 {
  return load<f64>(entry, VALUE);
}
