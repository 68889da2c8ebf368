/*
 * Rows that count units. A counted sample: units, missing ones and successes, as doubles: sums of whole numbers
 * are exact up to 2^53, beyond which the reader in src/read/scan does not take them.
 */
import { metricAt, metrics } from './cells';
import { ROW_CELLS, valuesOf } from './memory';

const MISSING: usize = 8;
const SUCCESSES: usize = 16;

/** The column of values that holds the units of each row; −1 where each row is a unit. */
let unitsColumn = -1;

/** Sets up for rows whose units stand in a column of values, or −1 for rows that are units. */
export function expectUnits(column: i32): void {
  unitsColumn = column;
}

/** Whether a metric is counted, out of units of each row; else it is measured. */
@inline
export function isCounted(metric: usize): bool {
  return load<i32>(metric) == 0;
}

@inline
function successesOf(metric: usize): usize {
  return valuesOf(load<i32>(metric, 4));
}

@inline
function unitsOf(metric: usize): usize {
  return valuesOf(load<i32>(metric, 8));
}

/** Whether the successes are those of all units of a row, by its label: 1 or 0. */
@inline
function isLabelled(metric: usize): bool {
  return load<i32>(metric, 12) != 0;
}

/** How many rows stand before one that has successes and no units for them; of labels none can. */
export function withinUnits(count: i32): i32 {
  for (let i = 0; i < metrics; i++) {
    const metric = metricAt(i);
    if (!isCounted(metric) || isLabelled(metric)) continue;
    const units = unitsOf(metric);
    const successes = successesOf(metric);
    for (let at: usize = 0; at < <usize>count << 3; at += 8) {
      const own = load<f64>(successes + at);
      // Where either is missing it is not within; successes that are missing may be.
      if (own == own && !(own <= load<f64>(units + at))) return <i32>(at >> 3);
    }
  }
  return count;
}

/** Adds the units of so many rows to the cells that were found for them. */
export function addUnits(count: i32): void {
  if (unitsColumn < 0) return;
  const units = valuesOf(unitsColumn);
  for (let i: usize = 0; i < <usize>count; i++) {
    const cell = <usize>load<u32>(ROW_CELLS + (i << 2));
    const own = load<f64>(units + (i << 3));
    if (own == own) store<f64>(cell, load<f64>(cell) + own);
  }
}

/** Adds a metric's counts of so many rows; where successes are missing, all units of a row are. */
export function addCounts(sample: usize, metric: usize, count: i32): void {
  const units = unitsOf(metric);
  const successes = successesOf(metric);
  const labelled = isLabelled(metric);
  for (let i: usize = 0; i < <usize>count; i++) {
    const into = <usize>load<u32>(ROW_CELLS + (i << 2)) + sample;
    const own = load<f64>(units + (i << 3));
    if (own != own) continue;
    const x = load<f64>(successes + (i << 3));
    const at = x == x ? into : into + MISSING;
    store<f64>(at, load<f64>(at) + own);
    if (x != x) continue;
    store<f64>(into, load<f64>(into, SUCCESSES) + (labelled ? x * own : x), SUCCESSES);
  }
}
