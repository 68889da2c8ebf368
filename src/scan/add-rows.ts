import { FIRST_SAMPLE, metricAt, metrics } from './cells';
import { addCounts, addUnits, isCounted } from './counts';
import { ROW_CELLS, valuesOf } from './memory';
import { addMissing, addSeveral, addValue, isAmount, sampleBytes } from './samples';

/**
 * Where in a cell the sample of the metric stands that a column of values is the only measure of;
 * 0 where there is none.
 */
export function soleSample(column: i32): usize {
  let sample: usize = 0;
  for (let i = 0; i < metrics; i++) {
    const metric = metricAt(i);
    const measures = load<i32>(metric);
    if (measures == 1 && load<i32>(metric, 4) == column) return sample + FIRST_SAMPLE;
    sample += sampleBytes(measures);
  }
  return 0;
}

/**
 * Adds so many rows, whose values were read, to the cells that were found for them; where `rest`, all
 * but what their sole measures have been added to already.
 */
export function addRows(count: i32, rest: bool): void {
  const end = ROW_CELLS + (<usize>count << 2);
  addUnits(count);
  let sample = FIRST_SAMPLE;
  for (let i = 0; i < metrics; i++) {
    const metric = metricAt(i);
    const measures = load<i32>(metric);
    const column = load<i32>(metric, 4);
    if (isCounted(metric)) addCounts(sample, metric, count);
    else if (measures > 1) addMeasured(sample, metric, measures, end);
    else if (!rest || soleSample(column) != sample) addSingles(sample, valuesOf(column), end);
    sample += sampleBytes(measures);
  }
}

function addSingles(sample: usize, values: usize, end: usize): void {
  let value = values;
  for (let at = ROW_CELLS; at < end; at += 4) {
    const x = load<f64>(value);
    addValue(<usize>load<u32>(at) + sample, x, isAmount(x));
    value += 8;
  }
}

/** Where the values of a metric of several measures stand together, up to 15. */
const TOGETHER: usize = ROW_CELLS - 128;

/* Bits beside a measure's column; src/read/scan/layout.ts has the same. */
const OR_ZERO: i32 = 0x100;
const IS_MISSING: i32 = 0x200;
const COLUMN: i32 = 0xff;

function addMeasured(sample: usize, metric: usize, measures: i32, end: usize): void {
  let offset: usize = 0;
  for (let at = ROW_CELLS; at < end; at += 4) {
    let whole = true;
    for (let i = 0; i < measures; i++) {
      const measure = load<i32>(metric + 4 + (<usize>i << 2));
      const x = measured(load<f64>(valuesOf(measure & COLUMN) + offset), measure);
      store<f64>(TOGETHER + (<usize>i << 3), x);
      whole = whole && x == x;
    }
    const into = <usize>load<u32>(at) + sample;
    if (whole) addSeveral(into, TOGETHER, measures);
    else addMissing(into);
    offset += 8;
  }
}

/** What a value comes to: itself; or, of a covariate, 0 where it is missing, and whether it is. */
@inline
function measured(x: f64, measure: i32): f64 {
  if ((measure & OR_ZERO) != 0) return x == x ? x : 0;
  if ((measure & IS_MISSING) != 0) return x == x ? 0 : 1;
  return x;
}
