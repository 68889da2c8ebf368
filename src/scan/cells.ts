import {
  ARENA,
  CELL_LIST,
  METRICS,
  MOST_CELLS,
  MOST_CODES,
  SEGMENT_TABLES,
  SEPARATORS,
  VALUES,
  VARIANT_CELLS,
} from './memory';
import { addMissing, addOne, addSeveral, merge, sampleBytes } from './samples';

/** How many cells there are. */
export let cellCount: i32 = 0;
/** Whether there is no room for another cell. */
export let full = false;

let top: usize = ARENA;
let metrics: i32 = 0;
let cellBytes: usize = 0;

/** Forgets all cells; `count` metrics are described from METRICS on. */
export function clearCells(count: i32): void {
  metrics = count;
  cellBytes = 8;
  for (let i = 0; i < count; i++) cellBytes += sampleBytes(load<i32>(metricAt(i)));
  memory.fill(VARIANT_CELLS, 0, <usize>MOST_CODES << 2);
  memory.fill(SEGMENT_TABLES, 0, DICTIONARY_END - SEGMENT_TABLES);
  memory.fill(ARENA, 0, top - ARENA);
  top = ARENA;
  cellCount = 0;
  full = false;
}

/** The segment tables end where the dictionary begins. */
const DICTIONARY_END: usize = 0x10000;

@inline
function metricAt(i: i32): usize {
  return METRICS + (<usize>i << 4);
}

/** The cell of a variant, made on first sight; 0 where there is no room. */
@inline
export function variantCell(variant: i32): usize {
  return cellAt(VARIANT_CELLS, -1, -1, variant);
}

/** The cell of a variant within a segment of a column, made on first sight; 0 where there is no room. */
@inline
export function segmentCell(column: i32, segment: i32, variant: i32): usize {
  const at = SEGMENT_TABLES + (<usize>(column * MOST_CODES + segment) << 2);
  let table = <usize>load<u32>(at);
  if (table == 0) {
    table = taken(<usize>MOST_CODES << 2);
    if (table == 0) return 0;
    store<u32>(at, <u32>table);
  }
  return cellAt(table, column, segment, variant);
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

/** Adds the unit whose values were read to a cell. */
@inline
export function addUnit(cell: usize): void {
  store<f64>(cell, load<f64>(cell) + 1);
  let sample = cell + 8;
  for (let i = 0, count = metrics; i < count; i++) {
    const metric = metricAt(i);
    const measures = load<i32>(metric);
    if (measures == 1) addSingle(sample, load<f64>(VALUES + load<u32>(metric, 4)));
    else addMeasured(sample, metric, measures);
    sample += sampleBytes(measures);
  }
}

@inline
function addSingle(sample: usize, x: f64): void {
  if (x == x) addOne(sample, x);
  else addMissing(sample);
}

/** Where the values of a metric of several measures stand together. */
const TOGETHER: usize = VALUES - 32;

function addMeasured(sample: usize, metric: usize, measures: i32): void {
  let whole = true;
  for (let i: usize = 0; i < <usize>measures; i++) {
    const x = load<f64>(VALUES + load<u32>(metric + 4 + (i << 2)));
    store<f64>(TOGETHER + (i << 3), x);
    whole = whole && x == x;
  }
  if (whole) addSeveral(sample, TOGETHER, measures);
  else addMissing(sample);
}

/** Merges what waits in every cell, so that the cells can be read. */
export function settle(): void {
  for (let i = 0; i < cellCount; i++) {
    let sample = <usize>load<u32>(CELL_LIST + (<usize>i << 4), 12) + 8;
    for (let j = 0; j < metrics; j++) {
      const measures = load<i32>(metricAt(j));
      merge(sample, measures);
      sample += sampleBytes(measures);
    }
  }
}
