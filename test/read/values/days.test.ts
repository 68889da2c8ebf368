import { describe, expect, test } from 'vitest';
import { isoDay, weekdayOf } from '../../../src/experiment/over-time/day-aggregates.js';
import { type DateOrder, dateOrderOf, writtenDay } from '../../../src/read/values/days.js';

function dayOf(text: string, order: DateOrder | null = null): string {
  const day = writtenDay(text, order);
  return typeof day === 'string' ? day : `${isoDay(day.day)} ${day.zone}`;
}

describe('days as they are written', () => {
  test.each([
    ['2026-03-04', '2026-03-04 dates'],
    ['2026/03/04', '2026-03-04 dates'],
    ['20260304', '2026-03-04 dates'],
    ['4.3.2026', '2026-03-04 dates'],
    ['2026.03.04', '2026-03-04 dates'],
    ['4 Mar 2026', '2026-03-04 dates'],
    ['04-Mar-2026', '2026-03-04 dates'],
    ['March 4, 2026', '2026-03-04 dates'],
    ['Wed, Mar 4, 2026', '2026-03-04 dates'],
    ['1969-12-31', '1969-12-31 dates'],
    ['2024-02-29', '2024-02-29 dates'],
    ['2026-03-04 15:00', '2026-03-04 as-written'],
    ['2026-03-04T23:59:59.999', '2026-03-04 as-written'],
    ['4.3.2026 15:00:01', '2026-03-04 as-written'],
    ['Mar 4, 2026, 3:05 PM', '2026-03-04 as-written'],
    ['2026-03-04T23:59:59Z', '2026-03-04 utc'],
    ['2026-03-04 15:00 UTC', '2026-03-04 utc'],
    ['2026-03-04T23:30:00-01:00', '2026-03-05 utc'],
    ['2026-03-04T00:30:00+0100', '2026-03-03 utc'],
    ['2026-03-04 00:30:00+01', '2026-03-03 utc'],
    ['2026-03-04T05:45:00+05:45', '2026-03-04 utc'],
  ])('%s is %s', (text, day) => expect(dayOf(text)).toBe(day));

  test.each([
    ['03/04/2026', 'ambiguous'],
    ['03-04-2026', 'ambiguous'],
    ['3/4/26 10:00', 'two-digit-year'],
    ['04.03.26', 'two-digit-year'],
    ['Sat, Oct 11', 'no-year'],
    ['11 Oct', 'no-year'],
    ['2026-02-29', 'no-such-day'],
    ['2026-13-01', 'no-such-day'],
    ['2026-00-10', 'no-such-day'],
    ['0000-01-01', 'no-such-day'],
    ['1899-12-31', 'no-such-day'],
    ['2200-01-01', 'no-such-day'],
    ['2026-03-04 24:00', 'no-such-day'],
    ['2026-03-04 12:60', 'no-such-day'],
    ['Mar 4, 2026 13:00 PM', 'no-such-day'],
    ['2026-03-04T', 'not-a-date'],
    ['2026-03-04x', 'not-a-date'],
    ['2026-03-04 12:00:00 Europe/Berlin', 'not-a-date'],
    ['2026-3-4', 'not-a-date'],
    ['2026-03/04', 'not-a-date'],
    ['4.3', 'not-a-date'],
    ['4 Foo 2026', 'not-a-date'],
    ['1772582400', 'not-a-date'],
    ['99991231', 'not-a-date'],
    ['', 'not-a-date'],
    ['Infinity', 'not-a-date'],
    ['constructor', 'not-a-date'],
  ])('%s is no day: %s', (text, fault) => expect(dayOf(text)).toBe(fault));

  test('the date stands as it is written, whatever the offset of its time', () => {
    const day = writtenDay('2026-03-04T23:30:00-01:00', null);
    expect(day).toMatchObject({ date: 20516, day: 20517 });
  });

  test('between slashes the first or the second number is the day, as others tell', () => {
    expect(dateOrderOf(['03/04/2026', '13/04/2026'])).toBe('day-first');
    expect(dateOrderOf(['03/04/2026', '04/13/2026 10:00'])).toBe('month-first');
    expect(dateOrderOf(['03/04/2026', '2026-04-13', '13.4.2026', 'x'])).toBeNull();
    expect(dateOrderOf(['13/04/2026', '04/13/2026'])).toBe('both');
    expect(dateOrderOf(['03-04-2026', '13-04-2026'])).toBe('day-first');
    expect(dayOf('03/04/2026', 'day-first')).toBe('2026-04-03 dates');
    expect(dayOf('03/04/2026', 'month-first')).toBe('2026-03-04 dates');
    expect(dayOf('03-04-2026', 'month-first')).toBe('2026-03-04 dates');
    expect(dayOf('03/14/2026', 'day-first')).toBe('no-such-day');
  });

  test('weeks begin on Monday', () => {
    const weekday = (text: string) => {
      const day = writtenDay(text, null);
      return typeof day === 'string' ? null : weekdayOf(day.day);
    };
    expect(['2026-03-02', '2026-03-08', '1970-01-01', '1969-12-31'].map(weekday)).toEqual([
      0, 6, 3, 2,
    ]);
  });
});
