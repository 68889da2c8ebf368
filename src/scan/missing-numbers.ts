import { MISSING_NUMBERS } from './memory';

/** Whether any number may be written as what stands for a missing value, as -999 may. */
export let missingNumbers = 0;

/** Sets up for so many such numbers. */
export function expectMissingNumbers(count: i32): void {
  missingNumbers = count;
}

/** Whether only the text of a number tells that it is none. */
@inline
export function mayBeMissing(x: f64): bool {
  return missingNumbers > 0 && isAmongThem(x);
}

function isAmongThem(x: f64): bool {
  for (let i: usize = 0; i < <usize>missingNumbers; i++) {
    if (load<f64>(MISSING_NUMBERS + (i << 3)) == x) return true;
  }
  return false;
}
