import { sum } from 'simple-statistics';
import { type ChiSquareTest, chiSquareTest } from '../distributions/chi-square.js';

/**
 * Pearson's chi-square test that the rows of a table of counts have the same distribution over its
 * columns; `null` where fewer than two rows or columns hold anything.
 *
 * @param table counts, 0 or more, every row of the same length
 * @see Pearson (1900), Philosophical Magazine 50, 157–175; without continuity correction.
 * @example
 * // Party by gender: Agresti (2007), An Introduction to Categorical Data Analysis, p. 39.
 * const test = independenceTest([[762, 327, 468], [484, 239, 477]]);
 * [test?.statistic, test?.df, test?.pValue]; // => [ 30.070149, 2, 2.953589e-7 ]
 */
export function independenceTest(table: readonly (readonly number[])[]): ChiSquareTest | null {
  const rows = table.filter((row) => sum(row) > 0);
  const columnTotals = (rows[0] ?? []).map((_, j) => sum(rows.map((row) => row[j]!)));
  const columns = columnTotals.filter((total) => total > 0).length;
  if (rows.length < 2 || columns < 2) return null;
  const total = sum(columnTotals);
  const statistic = sum(
    rows.flatMap((row) => {
      const units = sum(row);
      return row.map((count, j) => {
        const expected = (units * columnTotals[j]!) / total;
        return expected === 0 ? 0 : (count - expected) ** 2 / expected;
      });
    }),
  );
  return chiSquareTest(statistic, (rows.length - 1) * (columns - 1));
}
