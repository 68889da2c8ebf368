import { cellCount, clearCells, settle } from './cells';
import { expectComments } from './comments';
import { fillPowers } from './decimal';
import { clearTable, fillMasks } from './dictionary';
import { expectFilters, makeRoom } from './filters';
import { expectIds } from './ids';
import { DICTIONARY } from './memory';
import { expectMissingNumbers } from './missing-numbers';
import {
  beginPiece,
  blanks,
  expectRecords,
  found,
  leftOut,
  lineEnds,
  rows,
  unclear,
  unjudged,
} from './piece';
import { expectRows } from './rows';
import { beyondAscii, fillVectors } from './separators';
import { clearSteady, expectSteady } from './steady';
import { clearSeen } from './values';

export { scan, takeWritten } from './piece';

let values = 0;

/** Sets up for files of so many columns, whose needed ones are described in memory. */
export function configure(
  columnCount: i32,
  delimiterByte: i32,
  lineEndByte: i32,
  variantColumn: bool,
  textCount: i32,
  valueCount: i32,
  partCount: i32,
  partColumns: i32,
  unitsColumn: i32,
  idCount: i32,
  filterCount: i32,
  wordCount: i32,
  missingNumberCount: i32,
  commentBytes: i32,
  steadyCount: i32,
  seeksChosen: bool,
  keepsValues: bool,
): void {
  fillVectors(delimiterByte, lineEndByte);
  values = valueCount;
  expectRecords(seeksChosen);
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
  expectMissingNumbers(missingNumberCount);
  expectComments(commentBytes);
  expectSteady(steadyCount, textCount - steadyCount, variantColumn);
  expectFilters(filterCount, wordCount);
  fillPowers();
  fillMasks();
}

/** Begins a piece of a file, in which records that need judgement are set aside where that is awaited. */
export function begin(metricCount: i32, setsAside: bool): void {
  beginPiece(setsAside);
  clearCells(metricCount);
  clearTable(DICTIONARY);
  makeRoom();
  clearSeen(values);
  clearSteady();
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

/** How many cells there are so far. */
export function cellsSoFar(): i32 {
  return cellCount;
}

/** How many cells there are, all ready to be read. */
export function cells(): i32 {
  settle();
  return cellCount;
}
