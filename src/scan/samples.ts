/*
 * A sample: units and missing ones as doubles; how many units wait to be merged, and whether a value
 * was neither 0 nor 1, as integers; then the mean of each measure, the sums about it of what waits, and
 * the residuals of the means; at last, as lower triangles, the products of what waits and the centred
 * products so far.
 */
const MISSING: usize = 8;
const WAITING: usize = 16;
const AMOUNTS: usize = 20;
const MEANS: usize = 24;

/** Units are summed up about the mean so far, and merged by so many: a bad first mean costs few digits. */
const AT_ONCE: i32 = 256;

/** The bytes that a sample with so many measures takes. */
@inline
export function sampleBytes(measures: i32): usize {
  return MEANS + (<usize>(3 * measures + measures * (measures + 1)) << 3);
}

/** Adds one unit measured by one value, which may be missing. */
@inline
export function addValue(sample: usize, x: f64, amount: i32): void {
  if (x == x) addOne(sample, x, amount);
  else addMissing(sample);
}

@inline
export function addMissing(sample: usize): void {
  store<f64>(sample, load<f64>(sample, MISSING) + 1, MISSING);
}

@inline
function addOne(sample: usize, x: f64, amount: i32): void {
  const waiting = load<i32>(sample, WAITING) + 1;
  if (waiting == 1 && load<f64>(sample) == 0) store<f64>(sample, x, MEANS);
  const apart = x - load<f64>(sample, MEANS);
  store<f64>(sample, load<f64>(sample, MEANS + 8) + apart, MEANS + 8);
  store<f64>(sample, load<f64>(sample, MEANS + 24) + apart * apart, MEANS + 24);
  store<i32>(sample, load<i32>(sample, AMOUNTS) | amount, AMOUNTS);
  store<i32>(sample, waiting, WAITING);
  if (waiting == AT_ONCE) merge(sample, 1);
}

/** Adds one unit; its values stand from `values` on, the metric's own first. */
export function addSeveral(sample: usize, values: usize, measures: i32): void {
  const waiting = load<i32>(sample, WAITING) + 1;
  const first = waiting == 1 && load<f64>(sample) == 0;
  const means = sample + MEANS;
  const sums = means + (<usize>measures << 3);
  let products = means + (<usize>(3 * measures) << 3);
  for (let i: usize = 0; i < <usize>measures; i++) {
    if (first) store<f64>(means + (i << 3), load<f64>(values + (i << 3)));
    const apart = load<f64>(values + (i << 3)) - load<f64>(means + (i << 3));
    store<f64>(sums + (i << 3), load<f64>(sums + (i << 3)) + apart);
    for (let j: usize = 0; j <= i; j++) {
      const other = load<f64>(values + (j << 3)) - load<f64>(means + (j << 3));
      store<f64>(products, load<f64>(products) + apart * other);
      products += 8;
    }
  }
  const amount = isAmount(load<f64>(values));
  store<i32>(sample, load<i32>(sample, AMOUNTS) | amount, AMOUNTS);
  store<i32>(sample, waiting, WAITING);
  if (waiting == AT_ONCE) merge(sample, measures);
}

/** 1 for a number but 0, −0 and 1, else 0; by its bits, since comparing doubles takes longer. */
@inline
export function isAmount(x: f64): i32 {
  const bits = reinterpret<u64>(x);
  return <i32>(bits << 1 != 0) & <i32>(bits != ONE) & <i32>(x == x);
}

/** The bits of 1. */
const ONE: u64 = 0x3ff0000000000000;

/**
 * Merges what waits into the moments.
 *
 * @see Chan, Golub & LeVeque (1979), Stanford STAN-CS-79-773, eq. 2.1.
 */
export function merge(sample: usize, measures: i32): void {
  const added = <f64>load<i32>(sample, WAITING);
  if (added == 0) return;
  const n = load<f64>(sample) + added;
  const means = sample + MEANS;
  const sums = means + (<usize>measures << 3);
  const residuals = sums + (<usize>measures << 3);
  mergeProducts(sample, measures, added);
  for (let i: usize = 0; i < <usize>measures; i++) {
    const apart = load<f64>(sums + (i << 3)) / added - load<f64>(residuals + (i << 3));
    addToMean(means + (i << 3), residuals + (i << 3), (apart * added) / n);
    store<f64>(sums + (i << 3), 0);
  }
  store<f64>(sample, n);
  store<i32>(sample, 0, WAITING);
}

function mergeProducts(sample: usize, measures: i32, added: f64): void {
  const before = load<f64>(sample);
  const weight = (before * added) / (before + added);
  const sums = sample + MEANS + (<usize>measures << 3);
  const residuals = sums + (<usize>measures << 3);
  let products = residuals + (<usize>measures << 3);
  const size = <usize>((measures * (measures + 1)) / 2) << 3;
  for (let i: usize = 0; i < <usize>measures; i++) {
    const sum = load<f64>(sums + (i << 3));
    const apart = sum / added - load<f64>(residuals + (i << 3));
    for (let j: usize = 0; j <= i; j++) {
      const otherSum = load<f64>(sums + (j << 3));
      const otherApart = otherSum / added - load<f64>(residuals + (j << 3));
      const centred = load<f64>(products) - (sum * otherSum) / added + apart * otherApart * weight;
      store<f64>(products + size, load<f64>(products + size) + centred);
      store<f64>(products, 0);
      products += 8;
    }
  }
}

/** Moves a mean by a step; its residual keeps what is rounded away (Knuth 1997, TAOCP 2, §4.2.2, thm B). */
function addToMean(mean: usize, residual: usize, step: f64): void {
  const before = load<f64>(mean);
  const small = step + load<f64>(residual);
  const sum = before + small;
  const added = sum - before;
  store<f64>(mean, sum);
  store<f64>(residual, before - (sum - added) + (small - added));
}
