import { cellCount, clearCells, settle } from './cells';
import { fillPowers } from './decimal';
import { clearTable, fillMasks } from './dictionary';
import { chosenOf, expectFilters, makeRoom } from './filters';
import { expectIds } from './ids';
import { DICTIONARY, INPUT, rowAt, SEPARATORS } from './memory';
import { isBlank, lineEndsIn, passRecords, recordEndsIn, recordStart, wholeRows } from './records';
import { expectRows, takeColumns, takeRows, width } from './rows';
import { beyondAscii, doubtful, fillVectors, listSeparators, quotedLineEnds, recordEnds } from './separators';
import { clearSeen } from './values';

let values = 0;
/** Whether the first row that is chosen is only to be found. */
let seeking = false;

/* What has become of the piece of a file. */
let rows = 0;
let leftOut = 0;
let blanks = 0;
let lineEnds = 0;
let found = false;
let unjudged = false;
let unclear = false;

/** Sets up for files of so many columns, whose needed ones are described in memory. */
export function configure(
  columnCount: i32,
  delimiterByte: i32,
  variantColumn: bool,
  textCount: i32,
  valueCount: i32,
  partCount: i32,
  partColumns: i32,
  unitsColumn: i32,
  idCount: i32,
  filterCount: i32,
  wordCount: i32,
  seeksChosen: bool,
  keepsValues: bool,
): void {
  fillVectors(delimiterByte);
  values = valueCount;
  seeking = seeksChosen;
  expectRows(
    columnCount,
    delimiterByte,
    variantColumn,
    textCount,
    valueCount,
    partCount,
    partColumns,
    unitsColumn,
    keepsValues,
  );
  expectIds(idCount);
  expectFilters(filterCount, wordCount);
  fillPowers();
  fillMasks();
}

/** Begins a piece of a file. */
export function begin(metricCount: i32): void {
  clearCells(metricCount);
  clearTable(DICTIONARY);
  makeRoom();
  clearSeen(values);
  rows = leftOut = blanks = lineEnds = 0;
  found = unjudged = unclear = false;
}

export function rowCount(): i32 {
  return rows;
}

/** How many rows are not chosen. */
export function leftOutCount(): i32 {
  return leftOut;
}

export function blankCount(): i32 {
  return blanks;
}

export function lineEndCount(): i32 {
  return lineEnds;
}

/** Whether a record of the piece needs the judgement of the CSV reader. */
export function needsJudgement(): bool {
  return unjudged;
}

/** Whether only the CSV reader can tell where records end. */
export function isDoubtful(): bool {
  return unclear;
}

export function hasBeyondAscii(): bool {
  return beyondAscii;
}

/** Whether the row that was sought is the first that was not taken. */
export function hasFound(): bool {
  return found;
}

/** How many cells there are, all ready to be read. */
export function cells(): i32 {
  settle();
  return cellCount;
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
  let past: usize = unjudged ? SEPARATORS : takeRecords(end, INPUT + limit);
  if (unjudged) past = passRecords(end, INPUT + limit);
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
    const count = wholeRows(at, end, limit);
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
