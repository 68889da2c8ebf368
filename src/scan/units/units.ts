import { addToUnits, beginUnits } from './add-rows';
import { CURSOR, CURSOR_EXTENT, FIRST, setWord, word } from './memory';
import { inTwoVariants, readNext, surveyAll } from './read-units';
import { firstIn } from './room';
import { findUnits } from './table';

/** Adds the rows at hand, 512 at most, to their units; whether there was room for those that are new. */
export function takeRows(count: i32): bool {
  const added = findUnits(<usize>count);
  if (added < 0) return false;
  beginUnits(<usize>added);
  addToUnits(<usize>count);
  return true;
}

/** How many units were seen in two variants; notes with each metric whether the others have amounts. */
export function survey(): i32 {
  surveyAll();
  return inTwoVariants;
}

/** Begins to read the units from the first on. */
export function rewind(): void {
  const extent = word(FIRST);
  setWord(CURSOR_EXTENT, extent);
  setWord(CURSOR, firstIn(extent));
}

/** Writes what the next units say, 512 at most, into columns; gives how many, 0 once there are no more. */
export function readUnits(): i32 {
  return <i32>readNext();
}
