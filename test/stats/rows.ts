import { addUnit, emptyMoments, type Moments } from '../../src/stats/moments.js';

/** Units of three measurements; deviations from the means 2, 4 and 5: (−2, 1, 1), (−1, −3, 3), (−1, 5, −3), (4, −3, −1). */
export const ROWS = [
  [0, 5, 6],
  [1, 1, 8],
  [1, 9, 2],
  [6, 1, 4],
];

/** The moments of units, one row each. */
export function momentsOf(rows: readonly (readonly number[])[]): Moments {
  const moments = emptyMoments(rows[0]!.length);
  for (const row of rows) addUnit(moments, row);
  return moments;
}
