import { addRows, soleSample } from './add-rows';
import { expectDelimiter, mayBeBlank } from './blanks';
import { expectCells, findCells } from './cells';
import { expectUnits, withinUnits } from './counts';
import { clearTable, textsIn } from './dictionary';
import { readIds } from './ids';
import { DICTIONARY, rowAt, valuesOf } from './memory';
import { steadyRows } from './steady';
import { readTexts } from './texts';
import { hasUnits, takeUnitRows } from './unit-ids';
import { forgetSeen, noteAmounts, readValues, rememberSeen } from './values';

/** So many bytes of separators a row has. */
export let width: usize = 0;
let texts = 0;
let values = 0;
let parts = 0;
let hasVariant = false;
/** Whether the values of the rows at hand are to be kept, or capped, before they are added. */
let keeps = false;

/** Takes the values of so many rows at hand, whose cells are of that part; 0. */
declare function keepRows(count: i32, part: i32): i32;

/** Marks what texts have been met so far; and forgets those that were met since. */
declare function markMet(): void;
declare function forgetMet(): void;

/**
 * Sets up for rows of so many columns, of which so many are texts and values that are needed, and for so many
 * parts that all rows are in, each with cells by so many of the texts. Each row is a unit where no column has theirs.
 */
export function expectRows(
  columns: i32,
  delimiterByte: i32,
  variantColumn: bool,
  textCount: i32,
  valueCount: i32,
  partCount: i32,
  partColumns: i32,
  unitsColumn: i32,
  keepsValues: bool,
): void {
  expectUnits(unitsColumn);
  expectCells(variantColumn, partColumns);
  parts = partCount;
  width = <usize>columns << 2;
  expectDelimiter(delimiterByte);
  hasVariant = variantColumn;
  texts = textCount;
  values = valueCount;
  keeps = keepsValues;
}

/** Takes the rows at hand, a column after the other; whether that could be done without judgement. */
export function takeRows(count: i32): bool {
  for (let i = 0; i < texts; i++) if (readTexts(i, count, width) < count) return false;
  // Where each row has a single cell, its values can go there as they are read.
  const asRead = parts == 1 && !keeps && !hasUnits();
  if (asRead && !findCells(0, count)) return false;
  for (let i = 0; i < values; i++) {
    if (readValues(i, count, width, asRead ? soleSample(i) : 0) < count) return false;
  }
  if (unrefused(count) < count) return false;
  readIds(count, width);
  if (hasUnits()) return takeUnitRows(count, width);
  if (!asRead) return addToCells(count);
  addRows(count, true);
  return true;
}

/**
 * Takes those of the rows at hand before the first that needs judgement, and gives how many that are, NO_ROOM where
 * there is none for their cells. Nothing that was met in the others is remembered.
 */
export function takeReadable(count: i32): i32 {
  markMet();
  rememberSeen(values);
  const known = textsIn(DICTIONARY);
  const readable = readRows(count);
  if (readable < count) {
    forgetMet();
    forgetSeen(values);
    if (textsIn(DICTIONARY) != known) clearTable(DICTIONARY);
    if (readable == 0 || readRows(readable) < readable) return 0;
  }
  readIds(readable, width);
  return addToCells(readable) ? readable : NO_ROOM;
}

export const NO_ROOM: i32 = -1;

/** Reads the rows at hand; how many of them, before one that needs judgement. */
function readRows(count: i32): i32 {
  let readable = count;
  for (let i = 0; i < texts; i++) readable = readTexts(i, readable, width);
  for (let i = 0; i < values; i++) readable = readValues(i, readable, width, 0);
  return unrefused(readable);
}

/** How many of the rows that were read stand before one that no row may be; what variants have is told by these alone. */
function unrefused(count: i32): i32 {
  const within = withinUnits(count);
  return steadyRows(hasVariant ? within : filled(within));
}

/** Takes so many rows whose codes and values stand in memory already; whether that could be done without judgement. */
export function takeColumns(count: i32): bool {
  for (let i = 0; i < values; i++) noteAmounts(i, count);
  return withinUnits(count) == count && addToCells(count);
}

/** Adds the rows at hand to their cells, a part after the other. */
function addToCells(count: i32): bool {
  for (let i = 0; i < parts; i++) {
    if (!findCells(i, count)) return false;
    if (keeps) keepRows(count, i);
    addRows(count, false);
  }
  return true;
}

/** How many rows stand before one in which nothing may be, as far as their values tell: what is empty may be 0. */
function filled(count: i32): i32 {
  for (let row = 0; row < count; row++) {
    let present = false;
    for (let i = 0; i < values; i++) {
      const x = load<f64>(valuesOf(i) + (<usize>row << 3));
      present = present || (x == x && x != 0);
    }
    if (!present && mayBeBlank(rowAt(row), width)) return row;
  }
  return count;
}
