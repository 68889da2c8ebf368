/*
 * A sample: units and missing ones as doubles; how many units wait to be merged, and whether a value
 * was neither 0 nor 1, as integers; then the mean of each measure, the sums about it of what waits, and
 * the residuals of the means; at last, as lower triangles, the products of two and those of three of what
 * waits, and the centred ones so far.
 */
const MISSING: usize = 8;
const WAITING: usize = 16;
const AMOUNTS: usize = 20;
const MEANS: usize = 24;

/** Units are summed up about the mean so far, and merged by so many: a bad first mean costs few digits. */
const AT_ONCE: i32 = 256;

/** The bytes that a sample with so many measures takes; of none, one that is counted takes three doubles. */
@inline
export function sampleBytes(measures: i32): usize {
  return MEANS + (<usize>(3 * measures) << 3) + 2 * (pairBytes(measures) + tripleBytes(measures));
}

@inline
function pairBytes(measures: i32): usize {
  return <usize>((measures * (measures + 1)) >> 1) << 3;
}

@inline
function tripleBytes(measures: i32): usize {
  return <usize>((measures * (measures + 1) * (measures + 2)) / 6) << 3;
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
  const squared = apart * apart;
  store<f64>(sample, load<f64>(sample, MEANS + 24) + squared, MEANS + 24);
  store<f64>(sample, load<f64>(sample, MEANS + 32) + squared * apart, MEANS + 32);
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
  let cubes = products + pairBytes(measures);
  for (let i: usize = 0; i < <usize>measures; i++) {
    if (first) store<f64>(means + (i << 3), load<f64>(values + (i << 3)));
    const apart = load<f64>(values + (i << 3)) - load<f64>(means + (i << 3));
    store<f64>(sums + (i << 3), load<f64>(sums + (i << 3)) + apart);
    for (let j: usize = 0; j <= i; j++) {
      const product = apart * (load<f64>(values + (j << 3)) - load<f64>(means + (j << 3)));
      store<f64>(products, load<f64>(products) + product);
      products += 8;
      for (let l: usize = 0; l <= j; l++) {
        const last = load<f64>(values + (l << 3)) - load<f64>(means + (l << 3));
        store<f64>(cubes, load<f64>(cubes) + product * last);
        cubes += 8;
      }
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
 * @see Chan, Golub & LeVeque (1979), Stanford STAN-CS-79-773, eq. 2.1; Pébay (2008), SAND2008-6212.
 */
export function merge(sample: usize, measures: i32): void {
  const added = <f64>load<i32>(sample, WAITING);
  if (added == 0) return;
  const n = load<f64>(sample) + added;
  const means = sample + MEANS;
  const sums = means + (<usize>measures << 3);
  const residuals = sums + (<usize>measures << 3);
  mergeTriples(sample, measures, added);
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
  const size = pairBytes(measures) + tripleBytes(measures);
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

/**
 * Merges the products of three, while those of two are still apart: what waits about its own mean, and then
 * both about the common one.
 */
function mergeTriples(sample: usize, measures: i32, added: f64): void {
  const before = load<f64>(sample);
  const cubed = ((before * added) / (before + added)) * ((before - added) / (before + added));
  const means = sample + MEANS;
  const size = pairBytes(measures) + tripleBytes(measures);
  let triples = means + (<usize>(3 * measures) << 3) + pairBytes(measures);
  for (let i = 0; i < measures; i++) {
    for (let j = 0; j <= i; j++) {
      for (let l = 0; l <= j; l++) {
        const centred =
          load<f64>(triples) -
          waitingMean(means, measures, i, added) * waitingPair(means, measures, j, l) -
          waitingMean(means, measures, j, added) * waitingPair(means, measures, i, l) -
          waitingMean(means, measures, l, added) * waitingPair(means, measures, i, j) +
          2 *
            added *
            waitingMean(means, measures, i, added) *
            waitingMean(means, measures, j, added) *
            waitingMean(means, measures, l, added);
        const apart =
          shiftOf(means, measures, i, added) *
            shiftOf(means, measures, j, added) *
            shiftOf(means, measures, l, added) *
            cubed +
          shiftOf(means, measures, i, added) * turned(means, measures, j, l, before, added) +
          shiftOf(means, measures, j, added) * turned(means, measures, i, l, before, added) +
          shiftOf(means, measures, l, added) * turned(means, measures, i, j, before, added);
        store<f64>(triples + size, load<f64>(triples + size) + centred + apart);
        store<f64>(triples, 0);
        triples += 8;
      }
    }
  }
}

/** How far what waits lies from the mean so far, as that is written down. */
@inline
function waitingMean(means: usize, measures: i32, i: i32, added: f64): f64 {
  return load<f64>(means + (<usize>(measures + i) << 3)) / added;
}

/** How far what waits lies from the mean so far. */
@inline
function shiftOf(means: usize, measures: i32, i: i32, added: f64): f64 {
  const residual = load<f64>(means + (<usize>(2 * measures + i) << 3));
  return waitingMean(means, measures, i, added) - residual;
}

@inline
function pairAt(means: usize, measures: i32, i: i32, j: i32): usize {
  return means + (<usize>(3 * measures + ((i * (i + 1)) >> 1) + j) << 3);
}

@inline
function waitingPair(means: usize, measures: i32, i: i32, j: i32): f64 {
  return load<f64>(pairAt(means, measures, i, j));
}

/** What a shift in a third measure is multiplied by: the centred products of either part, by the other's units. */
function turned(means: usize, measures: i32, i: i32, j: i32, before: f64, added: f64): f64 {
  const at = pairAt(means, measures, i, j);
  const sum = load<f64>(means + (<usize>(measures + i) << 3));
  const waiting = load<f64>(at) - sum * waitingMean(means, measures, j, added);
  const centred = load<f64>(at + pairBytes(measures) + tripleBytes(measures));
  return (before * waiting - added * centred) / (before + added);
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
