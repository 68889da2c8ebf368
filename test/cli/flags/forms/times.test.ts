import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { date, timespan, wholeDays } from '../../../../src/cli/flags/forms.js';

test.each([
  ['28d', 28],
  ['4w', 28],
  [' 1.5 w ', 10.5],
  ['12m', 365.2425],
  ['2y', 730.485],
  ['100y', 36524.25],
])('%j are %d days', (text, days) => {
  expect(z.parse(timespan, text)).toBeCloseTo(days, 10);
});

test.each(['', '28', 'd', '-1d', '0d', '1e3d', '101y', '28 days'])('%j is no time', (text) => {
  expect(z.safeParse(timespan, text).success).toBe(false);
});

test.each([
  ['28d', 28],
  ['4w', 28],
  ['3650d', 3650],
])('%j are %d whole days', (text, days) => {
  expect(z.parse(wholeDays, text)).toBe(days);
});

test.each([
  ['1m', 'is no whole number of days; write days or weeks: 28d, 4w'],
  ['1y', 'is no whole number of days; write days or weeks: 28d, 4w'],
  ['1.5d', 'is no whole number of days; write days or weeks: 28d, 4w'],
  ['28', 'is no time; write it in days or weeks: 28d, 4w'],
  ['0d', 'must be from 1d to 3650d'],
  ['3651d', 'must be from 1d to 3650d'],
])('%j are no whole days: %s', (text, why) => {
  expect(z.safeParse(wholeDays, text).error?.issues[0]?.message).toBe(why);
});

test('a day is written in one way, as its count since 1970-01-01', () => {
  expect(z.parse(date, '2026-03-04')).toBe(20516);
  for (const other of ['2026-02-30', '2026/03/04', '20260304', '4.3.2026', '2026-03-04 10:00']) {
    expect(z.safeParse(date, other).success, other).toBe(false);
  }
});
