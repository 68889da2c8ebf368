import { endOfId } from './ids';
import {
  AMOUNT,
  CURSOR,
  CURSOR_EXTENT,
  FIRST,
  idAt,
  METRICS,
  MISSING,
  metricAt,
  NUMBERS,
  ROWS,
  ROWS_AT_ONCE,
  SEGMENTS,
  setWord,
  TWO_VARIANTS,
  variantAt,
  word,
} from './memory';
import { endOf, firstIn } from './room';

/** Units that were seen in two variants, of those that were surveyed. */
export let inTwoVariants: i32 = 0;

/** Goes through all units from the first on: notes with each metric whether a unit that counts has amounts. */
export function surveyAll(): void {
  const id = idAt();
  const variant = variantAt();
  const metrics = word(METRICS);
  let amounts: u64 = 0;
  inTwoVariants = 0;
  for (let extent = word(FIRST); extent != 0; extent = word(extent)) {
    const end = endOf(extent);
    for (let unit = firstIn(extent); unit < end; unit = (endOfId(unit + id) + 8) & ~7) {
      if (((<u32>load<u16>(unit + variant)) & TWO_VARIANTS) != 0) {
        inTwoVariants += 1;
        continue;
      }
      for (let i: usize = 0; i < metrics; i++) {
        const flags = <u32>load<u8>(unit + variant + 2 + i);
        amounts |= <u64>((flags & AMOUNT) != 0) << i;
      }
    }
  }
  for (let i: usize = 0; i < metrics; i++) store<u32>(metricAt(i), <u32>((amounts >> i) & 1), 12);
}

/**
 * Writes what the next units say, 512 at most, those of two variants left out, and gives how many they are: from
 * ROWS on columns of codes, then of values.
 */
export function readNext(): usize {
  const id = idAt();
  let extent = word(CURSOR_EXTENT);
  let unit = word(CURSOR);
  let count: usize = 0;
  while (extent != 0 && count < ROWS_AT_ONCE) {
    const end = endOf(extent);
    while (unit < end && count < ROWS_AT_ONCE) {
      count += <usize>write(unit, count);
      unit = (endOfId(unit + id) + 8) & ~7;
    }
    if (unit < end) break;
    extent = word(extent);
    unit = firstIn(extent);
  }
  setWord(CURSOR_EXTENT, extent);
  setWord(CURSOR, unit);
  return count;
}

/** Writes what a unit says at a place in the columns; whether it counts. */
@inline
function write(unit: usize, place: usize): bool {
  const variant = unit + variantAt();
  const number = <u32>load<u16>(variant);
  if ((number & TWO_VARIANTS) != 0) return false;
  const metrics = word(METRICS);
  const segments = word(SEGMENTS);
  const codes = ROWS + (place << 2);
  store<u32>(codes, number);
  for (let k: usize = 0; k < segments; k++) {
    store<u32>(codes + ((1 + k) << 11), <u32>load<u8>(variant + 2 + metrics + k));
  }
  const values = ROWS + ((1 + segments) << 11) + (place << 3);
  for (let k: usize = 0; k < word(NUMBERS); k++) {
    store<f64>(values + (k << 12), load<f64>(unit + (k << 3)));
  }
  for (let i: usize = 0; i < metrics; i++) {
    const metric = metricAt(i);
    const at = values + (word(metric) << 12);
    const isMissing = ((<u32>load<u8>(variant + 2 + i)) & MISSING) != 0;
    store<f64>(at, valueOf(load<f64>(at), isMissing, load<u32>(metric, 12) != 0));
  }
  return true;
}

/** A rate's unit is a success if any of its rows is; a sum needs all of them. */
@inline
function valueOf(own: f64, isMissing: bool, isRate: bool): f64 {
  if (isRate && own > 0) return 1;
  return isMissing ? NaN : own;
}
