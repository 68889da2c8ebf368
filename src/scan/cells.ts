import {
  ARENA,
  CELL_LIST,
  METRICS,
  MOST_CELLS,
  MOST_CODES,
  ROW_CELLS,
  SEGMENT_TABLES,
  SEPARATORS,
  TURNS,
  VARIANT_CELLS,
} from './memory';
import { merge, sampleBytes } from './samples';

/** How many cells there are. */
export let cellCount: i32 = 0;
/** Whether there is no room for another cell. */
export let full = false;

let top: usize = ARENA;
/** How many metrics there are. */
export let metrics: i32 = 0;
let cellBytes: usize = 0;

/** Forgets all cells; `count` metrics are described from METRICS on. */
export function clearCells(count: i32): void {
  metrics = count;
  cellBytes = FIRST_SAMPLE;
  for (let i = 0; i < count; i++) cellBytes += sampleBytes(load<i32>(metricAt(i)));
  memory.fill(VARIANT_CELLS, 0, <usize>MOST_CODES << 2);
  memory.fill(SEGMENT_TABLES, 0, TURNS - SEGMENT_TABLES);
  memory.fill(ARENA, 0, top - ARENA);
  top = ARENA;
  cellCount = 0;
  full = false;
}

/** Where the first sample of a cell stands: not at 0, which stands for none. */
export const FIRST_SAMPLE: usize = 8;

/** Where a metric is described. */
@inline
export function metricAt(i: i32): usize {
  return METRICS + (<usize>i << 6);
}

/** Finds the cells of rows that only variants part; whether there was room for them. */
export function findVariantCells(codes: usize, count: i32): bool {
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    const variant = codes == 0 ? 0 : load<i32>(codes + i);
    const cell = cellAt(VARIANT_CELLS, -1, -1, variant);
    if (cell == 0) return false;
    store<u32>(ROW_CELLS + i, <u32>cell);
  }
  return true;
}

/** Finds the cells of rows within the segments of a column; whether there was room for them. */
export function findSegmentCells(column: i32, segments: usize, codes: usize, count: i32): bool {
  const tables = SEGMENT_TABLES + <usize>(column * MOST_CODES * 4);
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    const segment = load<i32>(segments + i);
    const table = tableAt(tables + (<usize>segment << 2));
    if (table == 0) return false;
    const variant = codes == 0 ? 0 : load<i32>(codes + i);
    const cell = cellAt(table, column, segment, variant);
    if (cell == 0) return false;
    store<u32>(ROW_CELLS + i, <u32>cell);
  }
  return true;
}

/** The table of a segment's cells, made on first sight. */
@inline
function tableAt(at: usize): usize {
  const known = <usize>load<u32>(at);
  return known != 0 ? known : newTable(at);
}

function newTable(at: usize): usize {
  const table = taken(<usize>MOST_CODES << 2);
  store<u32>(at, <u32>table);
  return table;
}

@inline
function cellAt(table: usize, column: i32, segment: i32, variant: i32): usize {
  const at = table + (<usize>variant << 2);
  const known = <usize>load<u32>(at);
  return known != 0 ? known : newCell(at, column, segment, variant);
}

function newCell(at: usize, column: i32, segment: i32, variant: i32): usize {
  const cell = cellCount < MOST_CELLS ? taken(cellBytes) : 0;
  if (cell == 0) {
    full = true;
    return 0;
  }
  store<u32>(at, <u32>cell);
  const entry = CELL_LIST + (<usize>cellCount << 4);
  store<i32>(entry, column);
  store<i32>(entry, segment, 4);
  store<i32>(entry, variant, 8);
  store<u32>(entry, <u32>cell, 12);
  cellCount += 1;
  return cell;
}

/** Room of so many bytes, 0 where there is none left. */
function taken(bytes: usize): usize {
  if (top + bytes > SEPARATORS - 8) {
    full = true;
    return 0;
  }
  const start = top;
  top += bytes;
  return start;
}

/** Merges what waits in every cell, so that the cells can be read. */
export function settle(): void {
  for (let i = 0; i < cellCount; i++) {
    let sample = <usize>load<u32>(CELL_LIST + (<usize>i << 4), 12) + FIRST_SAMPLE;
    for (let j = 0; j < metrics; j++) {
      const measures = load<i32>(metricAt(j));
      merge(sample, measures);
      sample += sampleBytes(measures);
    }
  }
}
