import { addRows, soleSample } from './add-rows';
import { expectDelimiter, mayBeBlank } from './blanks';
import { expectCells, findCells } from './cells';
import { areWithin, expectUnits } from './counts';
import { readIds } from './ids';
import { rowAt, valuesOf } from './memory';
import { readTexts } from './texts';
import { hasUnits, takeUnitRows } from './unit-ids';
import { noteAmounts, readValues } from './values';

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
  for (let i = 0; i < texts; i++) if (!readTexts(i, count, width)) return false;
  // Where each row has a single cell, its values can go there as they are read.
  const asRead = parts == 1 && !keeps && !hasUnits();
  if (asRead && !findCells(0, count)) return false;
  for (let i = 0; i < values; i++) {
    if (!readValues(i, count, width, asRead ? soleSample(i) : 0)) return false;
  }
  if (!areWithin(count) || (!hasVariant && mayHaveBlanks(count))) return false;
  readIds(count, width);
  if (hasUnits()) return takeUnitRows(count, width);
  if (!asRead) return addToCells(count);
  addRows(count, true);
  return true;
}

/** Takes so many rows whose codes and values stand in memory already; whether there was room for their cells. */
export function takeColumns(count: i32): bool {
  for (let i = 0; i < values; i++) noteAmounts(i, count);
  return addToCells(count);
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

/** Whether nothing may stand in one of the rows, as far as their values tell. */
function mayHaveBlanks(count: i32): bool {
  for (let row = 0; row < count; row++) {
    let present = false;
    for (let i = 0; i < values; i++) {
      const x = load<f64>(valuesOf(i) + (<usize>row << 3));
      present = present || x == x;
    }
    if (!present && mayBeBlank(rowAt(row), width)) return true;
  }
  return false;
}
