import { addUnit, cellCount, clearCells, full, segmentCell, settle, variantCell } from './cells';
import { decimal, fillPowers, longDecimal, NOT_PLAIN } from './decimal';
import { clearDictionary, codeOf, entryOf, fillMasks, remember, valueOf } from './dictionary';
import { INPUT, JUDGED, SEPARATORS, TEXT_CODES, TEXT_COLUMNS, VALUE_COLUMNS, VALUES } from './memory';
import { beyondAscii, doubtful, listSeparators, quotedLineEnds, recordEnds } from './separators';

/** The code of a text in a text column, from 0; −1 where the row needs judgement. */
declare function codeOfText(column: i32, text: usize, length: i32): i32;
/** What a field of a value column is; its value, if it has one, is left at JUDGED. */
declare function judgeValue(column: i32, text: usize, length: i32): i32;

/* What a judged value is; src/read/scan/judge.ts has the same figures. */
const NUMBER: i32 = 0;
const WORD: i32 = 1;
const MISSING: i32 = 2;
const BAD: i32 = 3;

/* Bits of what was seen in a value column. */
const WORDS: i32 = 1;
const AMOUNTS: i32 = 2;

const LF: u8 = 0x0a;
const CR: u8 = 0x0d;
const QUOTE: u8 = 0x22;
const SPACE: u8 = 0x20;

let columns = 0;
let delimiter = 0;
let texts = 0;
let values = 0;
let hasVariant = false;

let rows = 0;
let blanks = 0;
let lineEnds = 0;
let unjudged = false;
let structural = false;

/** Sets up for files of so many columns, whose needed ones are described in memory. */
export function configure(
  columnCount: i32,
  delimiterByte: i32,
  variantColumn: bool,
  textCount: i32,
  valueCount: i32,
): void {
  columns = columnCount;
  delimiter = delimiterByte;
  hasVariant = variantColumn;
  texts = textCount;
  values = valueCount;
  fillPowers();
  fillMasks();
}

/** Begins a piece of a file. */
export function begin(metricCount: i32): void {
  clearCells(metricCount);
  clearDictionary();
  for (let i = 0; i < values; i++) store<i32>(valueColumn(i), 0, 12);
  rows = blanks = lineEnds = 0;
  unjudged = structural = false;
}

export function rowCount(): i32 {
  return rows;
}
export function blankCount(): i32 {
  return blanks;
}
export function lineEndCount(): i32 {
  return lineEnds;
}
export function needsJudgement(): bool {
  return unjudged || full;
}
export function isDoubtful(): bool {
  return structural;
}
export function hasBeyondAscii(): bool {
  return beyondAscii;
}
export function cells(): i32 {
  settle();
  return cellCount;
}

/**
 * How many of the `length` bytes of input, which begin with a record, were taken: all whole records
 * that begin before `limit`. Once a record needs judgement, records are only passed over.
 */
export function scan(length: i32, limit: i32): i32 {
  const end = listSeparators(length, delimiter);
  structural = structural || doubtful;
  if (structural) return 0;
  store<u32>(SEPARATORS - 4, <u32>(INPUT - 1));
  const stop = unjudged ? SEPARATORS : takeRows(end, INPUT + limit);
  const past = unjudged ? passRecords(end, INPUT + limit) : stop;
  const taken = <usize>load<u32>(past - 4) + 1;
  if (unjudged || quotedLineEnds > 0) lineEnds += lineEndsIn(INPUT, taken);
  return <i32>(taken - INPUT);
}

/** Takes rows; gives the end of the separators that were used up. */
function takeRows(end: usize, limit: usize): usize {
  const width = <usize>columns << 2;
  let failed = false;
  let taken = 0;
  let empty = 0;
  let at = SEPARATORS;
  while (at < end) {
    if (<usize>load<u32>(at - 4) + 1 >= limit) break;
    if (at + width <= end && load<u8>(load<u32>(at + width - 4)) == LF) {
      failed = !takeRow(at);
      if (failed) break;
      taken += 1;
      at += width;
    } else if (isBlank(at)) {
      empty += 1;
      at += 4;
    } else {
      failed = at + width <= end || recordEndsIn(at, end) > 0;
      break;
    }
  }
  rows += taken;
  blanks += empty;
  // A row cut short and another that is too long may seem to be one of the right length.
  if (failed || recordEnds - recordEndsIn(at, end) != taken + empty) unjudged = true;
  else if (quotedLineEnds == 0) lineEnds += taken + empty;
  return at;
}

function isBlank(at: usize): bool {
  const start = load<u32>(at - 4) + 1;
  const end = load<u32>(at);
  if (load<u8>(end) != LF) return false;
  return end == start || (end == start + 1 && load<u8>(start) == CR);
}

function recordEndsIn(from: usize, end: usize): i32 {
  let count = 0;
  for (let at = from; at < end; at += 4) count += <i32>(load<u8>(load<u32>(at)) == LF);
  return count;
}

/** Passes over whole records; gives the end of the separators that were used up. */
function passRecords(end: usize, limit: usize): usize {
  let past = SEPARATORS;
  for (let at = SEPARATORS; at < end; at += 4) {
    if (<usize>load<u32>(past - 4) + 1 >= limit) break;
    if (load<u8>(load<u32>(at)) == LF) past = at + 4;
  }
  return past;
}

function lineEndsIn(from: usize, end: usize): i32 {
  let count = 0;
  for (let at = from; at < end; at++) count += <i32>(load<u8>(at) == LF);
  return count;
}

/** Takes the row whose separators stand from `at` on; whether that could be done without judgement. */
@inline
function takeRow(at: usize): bool {
  for (let i = 0, count = texts; i < count; i++) {
    const code = textCode(i, at);
    if (code < 0) return false;
    store<i32>(TEXT_CODES + (<usize>i << 2), code);
  }
  let present = hasVariant;
  for (let i = 0, count = values; i < count; i++) {
    const x = valueIn(i, at);
    if (x == NOT_PLAIN) return false;
    store<f64>(VALUES + (<usize>i << 3), x);
    present = present || x == x;
  }
  return (present || !maybeBlank(at)) && addRow();
}

/** Adds the row whose codes and values were read to its cells; whether there was room for them. */
@inline
function addRow(): bool {
  const first = <i32>hasVariant;
  const variant = hasVariant ? load<i32>(TEXT_CODES) : 0;
  const count = texts;
  let i = first;
  do {
    const cell =
      count == first
        ? variantCell(variant)
        : segmentCell(i - first, load<i32>(TEXT_CODES + (<usize>i << 2)), variant);
    if (cell == 0) return false;
    addUnit(cell);
    i += 1;
  } while (i < count);
  return true;
}

/** Whether nothing stands in a record but what may be blank: spaces, and characters beyond ASCII. */
function maybeBlank(at: usize): bool {
  const end = <usize>load<u32>(at + (<usize>columns << 2) - 4);
  for (let place = <usize>load<u32>(at - 4) + 1; place < end; place++) {
    const byte = <i32>load<i8>(place);
    if (byte > <i32>SPACE && byte != delimiter && byte != <i32>QUOTE) return false;
  }
  return true;
}

@inline
function fieldStart(at: usize, column: i32): usize {
  return <usize>load<u32>(at + (<usize>column << 2) - 4) + 1;
}

/** The end of a field, without the CR of its line's end. */
@inline
function fieldEnd(at: usize, column: i32, start: usize): usize {
  const end = <usize>load<u32>(at + (<usize>column << 2));
  return column == columns - 1 && end > start && load<u8>(end - 1) == CR ? end - 1 : end;
}

@inline
function textCode(column: i32, at: usize): i32 {
  const position = load<i32>(TEXT_COLUMNS + (<usize>column << 2));
  const start = fieldStart(at, position);
  const length = <i32>(fieldEnd(at, position, start) - start);
  const known = entryOf(column, start, length);
  return known != 0 ? codeOf(known) : newCode(column, start, length);
}

function newCode(column: i32, start: usize, length: i32): i32 {
  const code = codeOfText(column, start, length);
  if (code >= 0) remember(column, start, length, code, 0);
  return code;
}

@inline
function valueColumn(i: i32): usize {
  return VALUE_COLUMNS + (<usize>i << 4);
}

/** The value of a column in a row; NaN where it is missing. */
@inline
function valueIn(i: i32, at: usize): f64 {
  const column = valueColumn(i);
  const position = load<i32>(column);
  const start = fieldStart(at, position);
  const end = fieldEnd(at, position, start);
  if (load<i32>(column, 8) == 0) {
    if (start == end) return NaN;
    const x = decimal(start, end, <u64>load<u32>(column, 4));
    if (x != NOT_PLAIN) {
      noteSeen(column, <i32>((<i32>(x != 0) & <i32>(x != 1)) << 1));
      return x;
    }
  }
  return rarerValue(i, start, end);
}

@inline
function noteSeen(column: usize, bits: i32): void {
  store<i32>(column, load<i32>(column, 12) | bits, 12);
}

/** A label, a quoted or spaced number, or what the reader in TypeScript has to judge. */
function rarerValue(i: i32, start: usize, end: usize): f64 {
  const column = valueColumn(i);
  if (load<i32>(column, 8) == 0) {
    const x = bareDecimal(column, start, end);
    if (x != NOT_PLAIN) return x;
  }
  // Numbers have columns of the dictionary after those of texts.
  const length = <i32>(end - start);
  const known = entryOf(texts + i, start, length);
  if (known != 0) return valueOf(known);
  const kind = judgeValue(i, start, length);
  const judged = load<f64>(JUDGED);
  const x = kind == MISSING ? NaN : judged;
  if (kind == BAD) return NOT_PLAIN;
  if (kind == NUMBER) noteSeen(column, <i32>((<i32>(x != 0) & <i32>(x != 1)) << 1));
  else remember(texts + i, start, length, kind, x);
  if (kind == WORD) noteSeen(column, WORDS);
  return x;
}

/** The number within quotes and spaces, NaN where there is nothing. */
function bareDecimal(column: usize, from: usize, to: usize): f64 {
  let start = from;
  let end = to;
  if (end - start >= 2 && load<u8>(start) == QUOTE) {
    start += 1;
    end -= 1;
  }
  while (start < end && load<u8>(start) == SPACE) start += 1;
  while (start < end && load<u8>(end - 1) == SPACE) end -= 1;
  if (start == end) return NaN;
  const x = longDecimal(start, end, <u64>load<u32>(column, 4));
  if (x != NOT_PLAIN) noteSeen(column, <i32>((<i32>(x != 0) & <i32>(x != 1)) << 1));
  return x;
}
