import {
  AMOUNT,
  codesOf,
  HAS_VARIANT,
  METRICS,
  MISSING,
  metricAt,
  NAMED,
  NAMES,
  NEW_ROWS,
  NUMBERS,
  ROW_UNITS,
  SEGMENTS,
  TRIGGER,
  TWO_VARIANTS,
  USED,
  valuesOf,
  variantAt,
  word,
} from './memory';

/* Bits beside a measure's column; src/read/scan/layout.ts has the same. */
const OR_ZERO: u32 = 0x100;
const IS_MISSING: u32 = 0x200;
const COLUMN: u32 = 0xff;

@inline
function unitOf(row: usize): usize {
  return word(ROW_UNITS + (row << 2));
}

@inline
function newRow(i: usize): usize {
  return word(NEW_ROWS + (i << 2));
}

/** The number of what a code stands for in a column of texts. */
@inline
function numberOf(column: usize, row: usize): u32 {
  const code = <usize>load<u32>(codesOf(column) + (row << 2));
  return <u32>load<u16>(NAMES + (column << 9) + (code << 1));
}

/** Fills in so many new units: what is their first row's, and sums of nothing. */
export function beginUnits(added: usize): void {
  const variant = variantAt();
  const first = word(HAS_VARIANT);
  const segments = variant + 2 + word(METRICS);
  for (let i: usize = 0; i < added; i++) {
    const row = newRow(i);
    const unit = unitOf(row);
    // Whatever is added to −0, it is itself.
    for (let k: usize = 0; k < word(NUMBERS); k++) store<f64>(unit + (k << 3), -0.0);
    store<u16>(unit + variant, <u16>variantOf(first, row));
    memory.fill(unit + variant + 2, 0, word(METRICS));
    for (let k: usize = 0; k < word(SEGMENTS); k++) {
      const segment = numberOf(first + k, row);
      store<u8>(unit + segments + k, <u8>segment);
      store<u8>(USED + (k << 8) + <usize>segment, 1);
    }
  }
  for (let i: usize = 0; i < word(METRICS); i++) beginMetric(metricAt(i), added);
}

@inline
function variantOf(hasVariant: usize, row: usize): u32 {
  return hasVariant != 0 ? numberOf(0, row) : load<u32>(NAMED);
}

/** Covariates are the first row's. */
function beginMetric(metric: usize, added: usize): void {
  const measures = word(metric + 8);
  for (let k = word(metric + 4); k < measures; k++) {
    const measure = load<u32>(metric + 16 + (k << 2));
    const values = valuesOf(<usize>(measure & COLUMN));
    const number = (word(metric) + k) << 3;
    for (let i: usize = 0; i < added; i++) {
      const row = newRow(i);
      store<f64>(unitOf(row) + number, measured(load<f64>(values + (row << 3)), measure));
    }
  }
}

/** What a value of a covariate comes to. */
@inline
function measured(x: f64, measure: u32): f64 {
  if ((measure & IS_MISSING) != 0) return x == x ? 0 : 1;
  return x == x || (measure & OR_ZERO) == 0 ? x : 0;
}

/** Adds so many rows to their units. */
export function addToUnits(count: usize): void {
  addVariants(count);
  if (word(TRIGGER) != 0) addTriggers(count);
  for (let i: usize = 0; i < word(METRICS); i++) {
    const metric = metricAt(i);
    const summed = word(metric + 4);
    for (let k: usize = 0; k < summed; k++) {
      const values = valuesOf(<usize>(load<u32>(metric + 16 + (k << 2)) & COLUMN));
      addValues(values, (word(metric) + k) << 3, count);
    }
    const own = valuesOf(<usize>(load<u32>(metric + 16) & COLUMN));
    const other = summed == 1 ? own : valuesOf(<usize>(load<u32>(metric + 20) & COLUMN));
    noteFlags(own, other, variantAt() + 2 + i, count);
  }
}

function addVariants(count: usize): void {
  const at = variantAt();
  const hasVariant = word(HAS_VARIANT);
  for (let row: usize = 0; row < count; row++) {
    const unit = unitOf(row) + at;
    const known = <u32>load<u16>(unit);
    const isOther = (known & ~TWO_VARIANTS) != variantOf(hasVariant, row);
    store<u16>(unit, <u16>(isOther ? known | TWO_VARIANTS : known));
  }
}

/** Numbered 0 and 1, a unit could see a difference if any of its rows says so. */
function addTriggers(count: usize): void {
  const at = variantAt() + 2 + word(METRICS);
  const column = word(HAS_VARIANT);
  for (let row: usize = 0; row < count; row++) {
    const unit = unitOf(row) + at;
    store<u8>(unit, <u8>(<u32>load<u8>(unit) | numberOf(column, row)));
  }
}

function addValues(values: usize, number: usize, count: usize): void {
  for (let row: usize = 0; row < count; row++) {
    const x = load<f64>(values + (row << 3));
    const at = unitOf(row) + number;
    store<f64>(at, load<f64>(at) + (x == x ? x : 0));
  }
}

/** Notes what the rows' values tell of a metric's kind and completeness. */
function noteFlags(own: usize, other: usize, flags: usize, count: usize): void {
  for (let row: usize = 0; row < count; row++) {
    const x = load<f64>(own + (row << 3));
    const y = load<f64>(other + (row << 3));
    const missing = <u32>(x != x || y != y) * MISSING;
    const amount = <u32>(x == x && x != 0 && x != 1) * AMOUNT;
    const at = unitOf(row) + flags;
    store<u8>(at, <u8>(<u32>load<u8>(at) | missing | amount));
  }
}
