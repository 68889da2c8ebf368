import { expect, test } from 'vitest';
import { type DateRange, withDate } from '../../../src/read/describe/date-range.js';
import { isDate } from '../../../src/read/values/dates.js';

const rangeOf = (texts: readonly string[]) => texts.reduce<DateRange | null>(withDate, null);

test.each([
  [['2026-03-02', '2026-03-01', '2026-03-10'], '2026-03-01', '2026-03-10'],
  [['2.3.2026', '10.03.2026', '1.3.26'], '1.3.26', '10.03.2026'],
  [
    ['2026-03-01 23:30', '2026-03-02T00:10:00Z', '2026-03-01'],
    '2026-03-01',
    '2026-03-02T00:10:00Z',
  ],
  [
    ['2026-03-01T12:00:00+02:00', '2026-03-01T11:00:00Z', '2026-03-01 10:30 UTC'],
    '2026-03-01T12:00:00+02:00',
    '2026-03-01T11:00:00Z',
  ],
])('%j', (texts, first, last) => {
  expect(texts.every(isDate)).toBe(true);
  expect(rangeOf(texts)).toEqual({ first, last });
});

test('between slashes nobody knows which is the day', () => {
  expect(isDate('02/03/2026')).toBe(true);
  expect(rangeOf(['02/03/2026', '03/02/2026'])).toBeNull();
});

test('what is no day has no place among days', () =>
  expect(rangeOf(['2026-02-31x', '99.99.2026', '2026-01-02'])).toEqual({
    first: '2026-01-02',
    last: '2026-01-02',
  }));
