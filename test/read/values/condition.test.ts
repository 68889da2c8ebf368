import { describe, expect, test } from 'vitest';
import { readText } from '../given.js';

const ROWS = [
  'arm,country,age,day,bought',
  'a,DE,20,2026-03-01,1',
  'b,FR,30,2026-03-02 15:00,0',
  'a,"U = K",40.0,2026-03-08,1',
  'b,DE,,2026-02-28T23:59,0',
  '',
].join('\n');

describe('a condition chooses rows', () => {
  test.each([
    ['country = DE', 2],
    ['Country=DE', 2],
    ['country == "DE"', 2],
    ['country != DE', 2],
    ['country <> DE', 2],
    ['country in DE, FR', 3],
    ["country in ('DE','FR')", 3],
    ['country not in (DE)', 2],
    ['country = U = K', 1],
    ['age = 40', 1],
    ['age < 30', 1],
    ['age <= 30.0', 2],
    ['age > 20', 2],
    ['age >= 20', 3],
    ['day < 2026-03-02', 2],
    ['day <= 2026-03-02', 3],
    ['day > 2026-03-02 12:00', 2],
    ['day >= 2026-03-08', 1],
    ['country != rock and roll', 4],
    ['country != rock and roll = 3', 4],
    ["country != 'DE and age = 20'", 4],
    ['country != "DE, FR"', 4],
    ['age != 20,5', 4],
  ])('%s', async (condition, rows) => {
    const { files, aggregates } = await readText(ROWS, { metrics: ['bought'], where: [condition] });
    expect([files[0]!.rows, files[0]!.otherRows]).toEqual([rows, 4 - rows]);
    const units = [...aggregates.variants.values()].map((one) => one.units);
    expect(units.reduce((a, b) => a + b)).toBe(rows);
  });

  test('several must all hold', async () => {
    const where = ['country = DE', 'age < 30'];
    expect((await readText(ROWS, { metrics: ['bought'], where })).files[0]!.rows).toBe(1);
  });

  test.each([
    ['country', 'compares nothing'],
    ['land = DE', 'no column land'],
    ['country = de', 'none of its 4 rows'],
    ['country < 3', '"DE" is not a number'],
    ['country < F', 'cannot be compared'],
    ['country != DE and age < 30', 'these are several conditions'],
    ['country not in DE, FR AND day>2026', 'these are several conditions'],
    ['country = DE or "age" = 20', 'these are several conditions'],
    ['country = DE && Age = 20', 'these are several conditions'],
    ['country != DE, FR', 'is that one value?'],
    ['country <> DE,FR', 'is that one value?'],
  ])('%s is refused', async (condition, message) => {
    await expect(readText(ROWS, { metrics: ['bought'], where: [condition] })).rejects.toThrow(
      message,
    );
  });
});
