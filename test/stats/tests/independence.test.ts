import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { independenceTest } from '../../../src/stats/tests/independence.js';
import { byHand } from '../../experiment/compare/segmented.js';
import { relativeError } from '../reference.js';

describe('the chi-square test of independence', () => {
  test.each(byHand.tables)('agrees with R on $table', ({ table, statistic, df, p }) => {
    const found = independenceTest(table)!;
    expect(relativeError(found.statistic, statistic)).toBeLessThan(1e-12);
    expect(found.df).toBe(df);
    expect(relativeError(found.pValue, p)).toBeLessThan(1e-11);
    expect(found.logPValue).toBeCloseTo(Math.log(p), 10);
  });

  test.each([
    ['no rows', []],
    ['one row', [[3, 4]]],
    ['one column', [[3], [4]]],
    [
      'nothing but zeros',
      [
        [0, 0],
        [0, 0],
      ],
    ],
    [
      'one row that holds anything',
      [
        [3, 4],
        [0, 0],
      ],
    ],
    [
      'one column that holds anything',
      [
        [3, 0],
        [4, 0],
      ],
    ],
  ])('is not to be had of %s', (_, table) => {
    expect(independenceTest(table)).toBeNull();
  });

  test('goes on where p underflows', () => {
    const found = independenceTest([
      [1e6, 0],
      [0, 1e6],
    ])!;
    expect(found.pValue).toBe(Number.MIN_VALUE);
    expect(found.logPValue).toBeLessThan(-900_000);
  });

  const tables = fc.integer({ min: 2, max: 4 }).chain((columns) =>
    fc.array(fc.array(fc.nat(200), { minLength: columns, maxLength: columns }), {
      minLength: 2,
      maxLength: 5,
    }),
  );

  test('asks the same of a table and of its transpose, and cares for no order', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const turned = table[0]!.map((_, j) => table.map((row) => row[j]!));
        const [plain, other] = [independenceTest(table), independenceTest(turned)];
        const back = independenceTest([...table].reverse());
        expect(other === null).toBe(plain === null);
        expect(other?.df).toBe(plain?.df);
        expect(other?.statistic ?? 0).toBeCloseTo(plain?.statistic ?? 0, 8);
        expect(back?.statistic ?? 0).toBeCloseTo(plain?.statistic ?? 0, 8);
      }),
    );
  });
});
