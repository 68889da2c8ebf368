import {
  ARENA,
  CELL_LIST,
  codesOf,
  METRICS,
  MOST_CELLS,
  MOST_CODES,
  MOST_PARTS,
  PARTS,
  ROOTS,
  ROW_CELLS,
  SEPARATORS,
} from './memory';
import { merge, sampleBytes } from './samples';

/** How many cells there are. */
export let cellCount: i32 = 0;
/** How many metrics there are. */
export let metrics: i32 = 0;

let top: usize = ARENA;
let cellBytes: usize = 0;
let hasVariant = false;
let columns = 0;

/** The bytes of a table by code. */
const TABLE_BYTES: usize = <usize>MOST_CODES << 2;

/** Sets up for cells that variants tell, if there are any, and so many columns of segments of each part. */
export function expectCells(variantColumn: bool, segmentColumns: i32): void {
  hasVariant = variantColumn;
  columns = segmentColumns;
}

/** Forgets all cells; `count` metrics are described from METRICS on. */
export function clearCells(count: i32): void {
  metrics = count;
  cellBytes = FIRST_SAMPLE;
  for (let i = 0; i < count; i++) cellBytes += sampleBytes(load<i32>(metricAt(i)));
  memory.fill(ROOTS, 0, <usize>MOST_PARTS * TABLE_BYTES);
  memory.fill(ARENA, 0, top - ARENA);
  top = ARENA;
  cellCount = 0;
}

/** Where the first sample of a cell stands: not at 0, which stands for none; before it, units that were counted. */
export const FIRST_SAMPLE: usize = 8;

/** Where a metric is described. */
@inline
export function metricAt(i: i32): usize {
  return METRICS + (<usize>i << 6);
}

/**
 * Finds the cells of the rows at hand within a part, which all rows are in; whether there was room for them.
 * From table to table each code leads on: the variant's first, then the segments'.
 */
export function findCells(part: i32, count: i32): bool {
  const root = ROOTS + <usize>part * TABLE_BYTES;
  if (!led(part, root, hasVariant ? codesOf(0) : 0, columns == 0, count)) return false;
  for (let i = 0; i < columns; i++) {
    if (!led(part, 0, codesOf(columnOf(part, i)), i == columns - 1, count)) return false;
  }
  return true;
}

@inline
function columnOf(part: i32, i: i32): i32 {
  return load<i32>(PARTS + (<usize>(part * MOST_PARTS + i) << 2));
}

/** Leads each row on from a table, its own or one that all begin at, by its code; whether there was room. */
function led(part: i32, root: usize, codes: usize, isLast: bool, count: i32): bool {
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    const table = root != 0 ? root : <usize>load<u32>(ROW_CELLS + i);
    const at = table + (<usize>(codes == 0 ? 0 : load<i32>(codes + i)) << 2);
    const known = <usize>load<u32>(at);
    const next = known != 0 ? known : isLast ? newCell(at, part, i) : newTable(at);
    if (next == 0) return false;
    store<u32>(ROW_CELLS + i, <u32>next);
  }
  return true;
}

function newTable(at: usize): usize {
  const table = taken(TABLE_BYTES);
  store<u32>(at, <u32>table);
  return table;
}

/** A cell, with what tells it: the codes of a row, which is the one at hand at an offset. */
function newCell(at: usize, part: i32, row: usize): usize {
  const cell = cellCount < MOST_CELLS ? taken(cellBytes) : 0;
  if (cell == 0) return 0;
  store<u32>(at, <u32>cell);
  const entry = CELL_LIST + (<usize>cellCount << 4);
  store<u32>(entry, <u32>cell);
  store<u16>(entry, <u16>part, 4);
  store<u16>(entry, hasVariant ? <u16>load<i32>(codesOf(0) + row) : 0, 6);
  for (let i = 0; i < columns; i++) {
    store<u8>(entry + 8 + i, <u8>load<i32>(codesOf(columnOf(part, i)) + row));
  }
  cellCount += 1;
  return cell;
}

/** Room of so many bytes, 0 where there is none left. */
function taken(bytes: usize): usize {
  if (top + bytes > SEPARATORS - 8) return 0;
  const start = top;
  top += bytes;
  return start;
}

/** Merges what waits in every cell, so that the cells can be read. */
export function settle(): void {
  for (let i = 0; i < cellCount; i++) {
    let sample = <usize>load<u32>(CELL_LIST + (<usize>i << 4)) + FIRST_SAMPLE;
    for (let j = 0; j < metrics; j++) {
      const measures = load<i32>(metricAt(j));
      if (measures > 0) merge(sample, measures);
      sample += sampleBytes(measures);
    }
  }
}
