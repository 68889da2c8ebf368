/*
 * The records of a piece of a file, and what becomes of them: they are taken, left out, blank, or need judgement.
 */
import { hasQuote, mayBeComment } from './comments';
import { chosenOf, refused } from './filters';
import { INPUT, ROWS_AT_ONCE, rowAt, SEPARATORS } from './memory';
import {
  certainRows,
  isBlank,
  lineEndsIn,
  passRecords,
  recordEndsIn,
  recordPast,
  recordStart,
  wholeRows,
} from './records';
import { NO_ROOM, takeColumns, takeReadable, takeRows, width } from './rows';
import { doubtful, listSeparators, quotedLineEnds, recordEnds } from './separators';

/**
 * Sets a record aside, by its place in the input, its bytes, and the lines before it and past it; 0 where there are too
 * many.
 */
declare function setAside(from: i32, bytes: i32, lines: i32, linesPast: i32): i32;

/** Whether the first row that is chosen is only to be found. */
let seeking = false;
/** Whether records that need judgement are set aside, rather than the whole piece left to it. */
let wary = false;

export let rows = 0;
export let leftOut = 0;
export let blanks = 0;
export let lineEnds = 0;
export let found = false;
export let unjudged = false;
export let unclear = false;

/** Sets up for taking rows, or for seeking the first that is chosen. */
export function expectRecords(seeks: bool): void {
  seeking = seeks;
}

/** Begins a piece, in which records that need judgement are set aside if that is so said. */
export function beginPiece(setsAside: bool): void {
  wary = setsAside;
  rows = leftOut = blanks = lineEnds = 0;
  found = unjudged = unclear = false;
}

/**
 * How many of the `length` bytes of input, which begin with a record, were taken: all whole records
 * that begin before `limit`. Once a record needs judgement, records are only passed over.
 */
export function scan(length: i32, limit: i32): i32 {
  const end = listSeparators(length);
  unclear = unclear || doubtful;
  if (unclear) return 0;
  store<u32>(SEPARATORS - 4, <u32>(INPUT - 1));
  const most = INPUT + limit;
  let past: usize = unjudged ? SEPARATORS : wary ? takeWarily(end, most) : takeRecords(end, most);
  if (unclear) return 0;
  if (unjudged) past = passRecords(end, most);
  const taken = <usize>load<u32>(past - 4) + 1;
  if (unjudged || quotedLineEnds > 0) lineEnds += lineEndsIn(INPUT, taken);
  return <i32>(taken - INPUT);
}

/**
 * Takes so many rows, 512 at most, whose codes and values were written into memory a column after the other,
 * NaN where missing. Where there is no room for their cells, or more successes than units, the piece needs judgement.
 */
export function takeWritten(count: i32): void {
  if (takeColumns(count)) rows += count;
  else unjudged = true;
}

/** Takes rows and blank lines; gives the end of the separators that were used up. */
function takeRecords(end: usize, limit: usize): usize {
  let at = SEPARATORS;
  let taken = 0;
  let failed = false;
  while (at < end && !failed && !found && recordStart(at) < limit) {
    const count = wholeRows(at, end, limit, ROWS_AT_ONCE);
    if (count > 0) {
      const passed = passedOf(at, count);
      failed = passed < 0;
      taken += max(0, passed);
      at += <usize>max(0, passed) * width;
    } else if (isBlank(at)) {
      blanks += 1;
      taken += 1;
      at += 4;
    } else {
      failed = at + width <= end || recordEndsIn(at, end) > 0;
      break;
    }
  }
  // A row cut short and the next may seem to be one of the right length.
  if (failed || recordEnds - recordEndsIn(at, end) != taken) unjudged = true;
  else if (quotedLineEnds == 0) lineEnds += taken;
  return at;
}

/** Takes the same record after record as far as that needs no judgement, and sets those aside that do. */
function takeWarily(end: usize, limit: usize): usize {
  let at = SEPARATORS;
  let taken = 0;
  while (at < end && !unjudged && !unclear && recordStart(at) < limit) {
    const count = certainRows(at, end, limit, atOnce);
    const passed = count > 0 ? readableOf(at, count) : 0;
    taken += passed;
    at += <usize>passed * width;
    atOnce = passed < atOnce ? max(LEAST_AT_ONCE, atOnce >> 1) : min(ROWS_AT_ONCE, atOnce << 1);
    if (count > 0 && passed == count) continue;
    const past = recordPast(at, end);
    if (past == 0 || unjudged) break;
    unclear = isQuotedComment(at, past);
    if (isBlank(at)) blanks += 1;
    else unjudged = !putAside(at, past, taken);
    taken += 1;
    at = past;
  }
  if (!unjudged && quotedLineEnds == 0) lineEnds += taken;
  return at;
}

/** Whether a comment has a quote in it, which may stand for none, and then for the start or the end of what follows. */
function isQuotedComment(at: usize, next: usize): bool {
  return mayBeComment(at) && hasQuote(recordStart(at), <usize>load<u32>(next - 4) + 1);
}

/** Sets a record aside; so many have been taken before of those at hand. Whether there was room. */
function putAside(at: usize, next: usize, taken: i32): bool {
  const start = recordStart(at);
  const end = <usize>load<u32>(next - 4) + 1;
  const isPlain = quotedLineEnds == 0;
  const lines = lineEnds + (isPlain ? taken : lineEndsIn(INPUT, start));
  const past = lines + (isPlain ? 1 : lineEndsIn(start, end));
  return setAside(<i32>(start - INPUT), <i32>(end - start), lines, past) != 0;
}

/** How many rows are taken at once where some need judgement: about as many as stand between those. */
let atOnce = ROWS_AT_ONCE;
const LEAST_AT_ONCE: i32 = 16;

/** How many of these rows have been taken or left out before the first that needs judgement. */
function readableOf(at: usize, count: i32): i32 {
  let whole = count;
  let chosen = chosenOf(at, whole, width);
  while (chosen < 0) {
    whole = <i32>((refused - at) / width);
    chosen = chosenOf(at, whole, width);
  }
  const readable = chosen == 0 ? 0 : takeReadable(chosen);
  unjudged = readable == NO_ROOM;
  if (unjudged) return 0;
  if (readable < chosen) whole = <i32>((rowAt(readable) - at) / width);
  rows += readable;
  leftOut += whole - readable;
  return whole;
}

/**
 * How many of these rows have been taken or left out: all, or those before the one that was sought; −1 where
 * one needs judgement.
 */
function passedOf(at: usize, count: i32): i32 {
  const chosen = chosenOf(at, count, width);
  if (chosen < 0) return -1;
  found = seeking && chosen > 0;
  if (found) {
    const before = <i32>((rowAt(0) - at) / width);
    leftOut += before;
    return before;
  }
  if (chosen > 0 && !takeRows(chosen)) return -1;
  rows += chosen;
  leftOut += count - chosen;
  return count;
}
