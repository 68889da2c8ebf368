import { addRows, soleSample } from './add-rows';
import { expectDelimiter, mayBeBlank } from './blanks';
import { findSegmentCells, findVariantCells } from './cells';
import { readIds } from './ids';
import { codesOf, rowAt, valuesOf } from './memory';
import { readTexts } from './texts';
import { readValues } from './values';

/** So many bytes of separators a row has. */
export let width: usize = 0;
let texts = 0;
let values = 0;
let hasVariant = false;
/** Whether the values of the rows at hand are to be kept, or capped, before they are added. */
let keeps = false;

/** Takes the values of so many rows at hand, whose cells are of that segment column; 0. */
declare function keepRows(count: i32, column: i32): i32;

/** Sets up for rows of so many columns, of which so many are texts and values that are needed. */
export function expectRows(
  columns: i32,
  delimiterByte: i32,
  variantColumn: bool,
  textCount: i32,
  valueCount: i32,
  keepsValues: bool,
): void {
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
  const first = <i32>hasVariant;
  // Where each row has a single cell, its values can go there as they are read.
  const single = texts <= first + 1;
  if (single && !findCells(0, count)) return false;
  for (let i = 0; i < values; i++) {
    if (!readValues(i, count, width, single && !keeps ? soleSample(i) : 0)) return false;
  }
  if (!hasVariant && mayHaveBlanks(count)) return false;
  readIds(count, width);
  if (single && keeps) keepRows(count, 0);
  if (single) addRows(count, !keeps);
  for (let i = 0; !single && i < texts - first; i++) {
    if (!findCells(i, count)) return false;
    if (keeps) keepRows(count, i);
    addRows(count, false);
  }
  return true;
}

/** Finds the cells of rows, within the segments of a column if there are any; whether there was room. */
function findCells(column: i32, count: i32): bool {
  const first = <i32>hasVariant;
  const codes = hasVariant ? codesOf(0) : 0;
  return texts == first
    ? findVariantCells(codes, count)
    : findSegmentCells(column, codesOf(first + column), codes, count);
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
