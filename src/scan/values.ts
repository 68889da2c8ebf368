import { NOT_PLAIN, repeated, shortDecimal, wordOf } from './decimal';
import { entryOf, remember, valueOf } from './dictionary';
import { fieldEnd, fieldStart } from './fields';
import { DICTIONARY, JUDGED, ROW_CELLS, ROWS, SEEN_BEFORE, VALUE_COLUMNS, valuesOf } from './memory';
import { mayBeMissing } from './missing-numbers';
import { bareDecimal } from './numbers';
import { addValue, isAmount } from './samples';

/** What a field of a value column is; its value, if it has one, is left at JUDGED. */
declare function judgeValue(column: i32, text: usize, length: i32): i32;

/* What a judged value is; src/read/scan/layout.ts has the same figures. */
const NUMBER: i32 = 0;
const WORD: i32 = 1;
const MISSING: i32 = 2;
const BAD: i32 = 3;
const MONEY: i32 = 6;

/* How a column is read; the same there. What is empty may be 0 rather than missing. */
const LABELS: i32 = 1;
const COUNTS: i32 = 2;
const KINDS: i32 = 3;
const EMPTY_IS_ZERO: i32 = 4;

/* Bits of what was seen in a column; the same there. */
const WORDS: i32 = 1;
const AMOUNTS: i32 = 2;
const PLAIN: i32 = 4;

/** Columns of the dictionary from this on are those of values. */
const FIRST_OF_VALUES: i32 = 16;

@inline
function columnAt(column: i32): usize {
  return VALUE_COLUMNS + (<usize>column << 4);
}

/** Forgets what was seen in so many columns. */
export function clearSeen(columns: i32): void {
  for (let i = 0; i < columns; i++) store<i32>(columnAt(i), 0, 12);
}

/** Remembers what was seen in so many columns, to which `forgetSeen` goes back. */
export function rememberSeen(columns: i32): void {
  for (let i = 0; i < columns; i++) {
    store<i32>(SEEN_BEFORE + (<usize>i << 2), load<i32>(columnAt(i), 12));
  }
}

export function forgetSeen(columns: i32): void {
  for (let i = 0; i < columns; i++) {
    store<i32>(columnAt(i), load<i32>(SEEN_BEFORE + (<usize>i << 2)), 12);
  }
}

/** Most values of many a metric are zero, and all written the same: the word of the last zero. */
let zero: u64 = 0;

/**
 * Reads a column's values in the rows at hand; how many of them, before one that is a mistake. Where `sample` is not 0,
 * adds them to the samples that stand there in the rows' cells: the one waits for memory while the other
 * computes.
 */
export function readValues(column: i32, count: i32, width: usize, sample: usize): i32 {
  const at = columnAt(column);
  const offset = <usize>load<i32>(at) << 2;
  const signs = load<u32>(at, 4);
  const reading = load<i32>(at, 8) & KINDS;
  // Whole numbers are written without a separator, or else as what has to be looked at.
  const separators = reading == COUNTS ? 0 : repeated(signs & 0xff);
  const plain = reading != LABELS;
  const last = offset == width - 4;
  const end = valuesOf(column) + (<usize>count << 3);
  let amounts = 0;
  let rarer = 0;
  let rows = ROWS;
  let cell = ROW_CELLS;
  zero = 0;
  for (let out = valuesOf(column); out < end; out += 8) {
    const row = <usize>load<u32>(rows);
    const start = fieldStart(row, offset);
    const stop = fieldEnd(row, offset, start, last);
    let x = plain ? shortValue(start, <i32>(stop - start), separators) : NOT_PLAIN;
    if (x == NOT_PLAIN || mayBeMissing(x)) {
      x = rarerValue(column, start, stop, signs);
      rarer += 1;
    }
    if (x == NOT_PLAIN) return <i32>((out - valuesOf(column)) >> 3);
    const amount = isAmount(x);
    amounts |= amount;
    store<f64>(out, x);
    if (sample != 0) addValue(<usize>load<u32>(cell) + sample, x, amount);
    rows += 4;
    cell += 4;
  }
  noteSeen(at, amounts * AMOUNTS);
  if (rarer < count) noteSeen(at, PLAIN);
  return count;
}

/** Notes whether one of a column's values in the rows at hand is an amount. */
export function noteAmounts(column: i32, count: i32): void {
  let seen = 0;
  const end = valuesOf(column) + (<usize>count << 3);
  for (let at = valuesOf(column); at < end; at += 8) {
    const x = load<f64>(at);
    seen |= isAmount(x) * AMOUNTS | <i32>(x == x) * PLAIN;
  }
  noteSeen(columnAt(column), seen);
}

/** The number of up to eight bytes, the first a digit; NOT_PLAIN for all else. */
@inline
function shortValue(start: usize, length: i32, separators: u64): f64 {
  const first = <u32>load<u8>(start) - 0x30;
  if (first > 9 || <u32>(length - 1) >= 8) return NOT_PLAIN;
  if (length == 1) return <f64>first;
  const word = wordOf(start, length);
  if (word == zero) return 0;
  const x = shortDecimal(word, separators);
  if (x == 0) zero = word;
  return x;
}

function noteSeen(at: usize, bits: i32): void {
  store<i32>(at, load<i32>(at, 12) | bits, 12);
}

/** A label, a quoted or spaced number, or what the reader in TypeScript judges; NOT_PLAIN if a mistake. */
function rarerValue(column: i32, start: usize, end: usize, signs: u32): f64 {
  const separator = signs & 0xff;
  const at = columnAt(column);
  const reading = load<i32>(at, 8);
  if ((reading & KINDS) != LABELS) {
    const x = bareDecimal(start, end, separator, signs >> 8);
    if (x != x && (reading & EMPTY_IS_ZERO) != 0) return 0;
    if ((reading & KINDS) == COUNTS ? isPlainCount(x, end, separator) : x != NOT_PLAIN) {
      if (x != x) return x;
      if (!mayBeMissing(x)) return plainly(at, x);
    }
  }
  const length = <i32>(end - start);
  const known = entryOf(DICTIONARY, FIRST_OF_VALUES + column, start, length);
  return known != 0 ? valueOf(known) : judgedValue(column, start, length);
}

/** A plain number, and that there is one in a column. */
@inline
function plainly(at: usize, x: f64): f64 {
  noteSeen(at, PLAIN);
  return x;
}

/** What the reader in TypeScript says of a text; that of one which may well come again is remembered. */
function judgedValue(column: i32, start: usize, length: i32): f64 {
  const kind = judgeValue(column, start, length);
  if (kind == BAD) return NOT_PLAIN;
  const x = kind == MISSING ? NaN : load<f64>(JUDGED);
  if (kind == WORD) noteSeen(columnAt(column), WORDS);
  if (kind == WORD || kind == NUMBER) noteSeen(columnAt(column), PLAIN);
  // Amounts of money are many; but nothing is what most come to.
  const comesAgain = kind != NUMBER && (kind != MONEY || x == 0);
  if (comesAgain) remember(DICTIONARY, FIRST_OF_VALUES + column, start, length, kind, x);
  return x;
}

/**
 * Whether a number is missing, or a count in no doubt: 2^53 and more are not exact, and a separator before three
 * digits may be one of thousands.
 */
function isPlainCount(x: f64, end: usize, separator: u32): bool {
  if (x != x) return true;
  const isWhole = x >= 0 && x < 9007199254740992 && x == Math.floor(x);
  const lastIsDigit = <u32>load<u8>(end - 1) - 0x30 <= 9;
  return isWhole && lastIsDigit && load<u8>(end - 4) != separator;
}
