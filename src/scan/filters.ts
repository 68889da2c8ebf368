import { isFilling, mayBeBlank } from './blanks';
import { NOT_PLAIN, repeated } from './decimal';
import { clearTable, codeOf, entryOf, isFull, remember } from './dictionary';
import { fieldEnd, fieldStart } from './fields';
import { FILTERS, ROWS, rowAt, TURNS, VERDICTS, WORDS } from './memory';
import { mayBeMissing } from './missing-numbers';
import { bareDecimal, shortNumber } from './numbers';

/** Whether a field is as a filter wants it: 1 or 0; −1 where its row needs judgement. */
declare function judgeFilter(filter: i32, text: usize, length: i32): i32;

const DIGIT: i32 = 0x30;
const SPACE: u8 = 0x20;
const LETTER: u8 = 0x61;
const SLASH: u8 = 0x2f;
/** A day as 2026-03-01. */
const DAY_BYTES: i32 = 10;
const BEYOND_ASCII: u64 = 0x8080808080808080;

let filters = 0;
/** The row that a filter needs judgement on. */
export let refused: usize = 0;
let words = 0;
let isNew = false;

/** Sets up for so many filters, which tell so many words from others. */
export function expectFilters(count: i32, wordCount: i32): void {
  filters = count;
  words = wordCount;
  isNew = true;
}

/** Makes room for new texts: what filters say of them is the same in every piece of a file. */
export function makeRoom(): void {
  if (!isNew && !isFull(VERDICTS)) return;
  isNew = false;
  clearTable(VERDICTS);
  for (let i = 0; i < words; i++) {
    const word = WORDS + (<usize>i << 6);
    const filter = load<i32>(word);
    const length = load<i32>(word, 4);
    if (entryOf(VERDICTS, filter, word + 8, length) != 0) continue;
    const verdict = judgeFilter(filter, word + 8, length);
    remember(VERDICTS, filter, word + 8, length, verdict, 0);
  }
}

/** How many of so many rows from an address on are chosen, and at hand from now on; −1 where judgement is needed. */
export function chosenOf(from: usize, count: i32, width: usize): i32 {
  let row = from;
  for (let at = ROWS; at < ROWS + (<usize>count << 2); at += 4) {
    store<u32>(at, <u32>row);
    row += width;
  }
  let chosen = count;
  for (let i = 0; i < filters && chosen > 0; i++) chosen = fulfilling(i, chosen, width);
  return chosen;
}

/** How many of the rows at hand fulfil a filter: only they are left; −1 where one needs judgement. */
function fulfilling(filter: i32, count: i32, width: usize): i32 {
  const at = filterAt(filter);
  const offset = <usize>load<i32>(at) << 2;
  const separators = repeated(load<u32>(at, 4));
  const last = offset == width - 4;
  let left = 0;
  for (let i = 0; i < count; i++) {
    const row = rowAt(i);
    const start = fieldStart(row, offset);
    const end = fieldEnd(row, offset, start, last);
    const x = separators != 0 ? shortNumber(start, <i32>(end - start), separators) : NOT_PLAIN;
    const isNumber = x != NOT_PLAIN && !mayBeMissing(x);
    const verdict = isNumber ? verdictOf(at, x) : verdictOn(filter, start, end);
    if (verdict < 0) return refusing(row);
    // A row with nothing in it is none, whatever a filter says.
    const isSeen = end > start && isFilling(<i32>load<i8>(start));
    if (verdict == 0 && !isSeen && mayBeBlank(row, width)) return refusing(row);
    store<u32>(ROWS + (<usize>left << 2), <u32>row);
    left += verdict;
  }
  return left;
}

@inline
function refusing(row: usize): i32 {
  refused = row;
  return -1;
}

@inline
function filterAt(filter: i32): usize {
  return FILTERS + (<usize>filter << 6);
}

/** The verdict on a number: between two turns it is the same for all. */
function verdictOf(filter: usize, x: f64): i32 {
  const turns = TURNS + (<usize>load<i32>(filter, 8) << 4);
  let low = 0;
  let high = load<i32>(filter, 12) - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x <= load<f64>(turns + (<usize>middle << 4))) high = middle;
    else low = middle + 1;
  }
  const turn = turns + (<usize>low << 4);
  return x == load<f64>(turn) ? load<i32>(turn, 12) : load<i32>(turn, 8);
}

/** The verdict on a field that is no short number. */
function verdictOn(filter: i32, start: usize, end: usize): i32 {
  const at = filterAt(filter);
  const length = telling(at, start, <i32>(end - start));
  const known = entryOf(VERDICTS, filter, start, length);
  if (known != 0) return codeOf(known);
  const others = load<i32>(at, 20);
  if (others >= 0 && isWord(start, end)) return others;
  const separator = load<u32>(at, 4);
  const x = separator != 0 ? bareDecimal(start, end, separator, 0) : NOT_PLAIN;
  if (x == x && x != NOT_PLAIN && !mayBeMissing(x)) return verdictOf(at, x);
  const verdict = judgeFilter(filter, start, length);
  if (verdict >= 0) remember(VERDICTS, filter, start, length, verdict, 0);
  return verdict;
}

/** Whether a field is a text that is no number, with nothing about it that would be trimmed. */
@inline
function isWord(start: usize, end: usize): bool {
  const first = load<u8>(start);
  if (<u8>((first | 0x20) - LETTER) >= 26 && first != SLASH) return false;
  return end > start && load<i8>(end - 1) > <i8>SPACE;
}

/**
 * Of how many bytes at the start of a field the verdict is that of the whole: where a filter reaches so far
 * and no further into what begins with a digit, of so many, and of a day where it is another than the filter's;
 * unless these are not as many letters or would be trimmed.
 */
@inline
function telling(filter: usize, start: usize, length: i32): i32 {
  const reach = load<i32>(filter, 16);
  if (reach == 0 || <u32>(load<u8>(start) - DIGIT) > 9) return length;
  const wanted = isOtherDay(filter, start) ? min(reach, DAY_BYTES) : reach;
  if (length <= wanted) return length;
  return load<u8>(start + wanted - 1) > SPACE && isAscii(start, wanted) ? wanted : length;
}

@inline
function isOtherDay(filter: usize, start: usize): bool {
  const day = load<u64>(filter, 32);
  return day != 0 && (load<u64>(start) != day || load<u16>(start, 8) != load<u16>(filter, 40));
}

function isAscii(start: usize, length: i32): bool {
  let bytes: u64 = 0;
  for (let i = 0; i < length; i += 8) bytes |= load<u64>(start + i);
  return (bytes & BEYOND_ASCII) == 0;
}
