/*
 * Columns in which a variant may have one text only, as the name of a test: what they tell apart is not to be put
 * together.
 */
import { codesOf, MOST_CODES, STEADY } from './memory';

let columns = 0;
let firstText = 0;
let variants: usize = 0;

/** The bytes of a table by variant. */
const TABLE_BYTES: usize = <usize>MOST_CODES << 1;

/** Sets up for so many such columns, which are those of texts from one on; the first of all may be the variants'. */
export function expectSteady(count: i32, first: i32, variantColumn: bool): void {
  columns = count;
  firstText = first;
  variants = variantColumn ? codesOf(0) : 0;
}

/** Forgets what variants have in them. */
export function clearSteady(): void {
  memory.fill(STEADY, 0, <usize>columns * TABLE_BYTES);
}

/** How many of the rows at hand stand before one with a second text of its variant. */
export function steadyRows(count: i32): i32 {
  let steady = count;
  for (let i = 0; i < columns; i++) steady = steadyIn(i, steady);
  return steady;
}

function steadyIn(column: i32, count: i32): i32 {
  const table = STEADY + <usize>column * TABLE_BYTES;
  const codes = codesOf(firstText + column);
  for (let row = 0; row < count; row++) {
    const at = <usize>row << 2;
    const variant = variants == 0 ? 0 : load<i32>(variants + at);
    const known = table + (<usize>variant << 1);
    const text = <u16>(load<i32>(codes + at) + 1);
    if (load<u16>(known) == 0) store<u16>(known, text);
    else if (load<u16>(known) != text) return row;
  }
  return count;
}
