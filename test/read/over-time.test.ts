import { describe, expect, test } from 'vitest';
import type { DayAggregates } from '../../src/experiment/over-time/day-aggregates.js';
import { isoDay } from '../../src/experiment/over-time/day-aggregates.js';
import type { ReadOptions } from '../../src/read/reading.js';
import { mistakeIn, readText } from './given.js';

const BY_DAY = { metrics: ['bought'], overTime: 'day' };

/** Units of each variant by day. */
function unitsBy({ alone }: DayAggregates): Record<string, Record<string, number>> {
  const days = [...alone].map(([day, variants]) => {
    const units = [...variants].map(([variant, own]) => [variant, own.units] as const);
    return [isoDay(day), Object.fromEntries(units)] as const;
  });
  return Object.fromEntries(days);
}

async function daysOf(lines: string[], options: Partial<ReadOptions> = BY_DAY) {
  const { aggregates } = await readText(`${lines.join('\n')}\n`, options);
  return aggregates;
}

describe('rows by day', () => {
  const rows = ['variant,day,country,bought', 'a,2026-03-04,DE,1', 'b,2026-03-04,FR,0'];
  const later = ['a, 2026-03-05 ,DE,0', 'b,2026-03-06,DE,1', 'a,2026-03-05,FR,1'];

  test('each day has the units of its rows; segments stand beside', async () => {
    const aggregates = await daysOf([...rows, ...later], { ...BY_DAY, segments: ['country'] });
    expect(unitsBy(aggregates.days!)).toEqual({
      '2026-03-04': { a: 1, b: 1 },
      '2026-03-05': { a: 2 },
      '2026-03-06': { b: 1 },
    });
    expect(aggregates.days).toMatchObject({ column: 'day', zone: 'dates', panel: null });
    expect([...aggregates.segments.keys()]).toEqual(['country']);
    expect(aggregates.variants.get('a')!.units).toBe(3);
  });

  test('nobody asked: there are no days', async () => {
    expect((await daysOf([...rows, ...later], { metrics: ['bought'] })).days).toBeUndefined();
  });

  test('days of times with an offset are of universal time', async () => {
    const lines = ['variant,day,bought', 'a,2026-03-04T23:30:00-01:00,1', 'b,2026-03-05T00:10Z,0'];
    const { days } = await daysOf(lines);
    expect(days!.zone).toBe('utc');
    expect(unitsBy(days!)).toEqual({ '2026-03-05': { a: 1, b: 1 } });
  });

  test('dates and times without an offset are taken as they are written', async () => {
    const { days } = await daysOf(['variant,day,bought', 'a,2026-03-04,1', 'b,2026-03-04 23:59,0']);
    expect(days!.zone).toBe('as-written');
    expect(unitsBy(days!)).toEqual({ '2026-03-04': { a: 1, b: 1 } });
  });

  test('a row below tells which number of a date between slashes is the day', async () => {
    const lines = ['variant,day,bought', 'a,03/04/2026,1', 'b,13/04/2026,0'];
    expect(Object.keys(unitsBy((await daysOf(lines)).days!))).toEqual(['2026-04-03', '2026-04-13']);
  });

  test('rows that were not asked for have no day to be read', async () => {
    const lines = [...rows, 'a,soon,DE,1'];
    const { days } = await daysOf(lines, { ...BY_DAY, where: ['day != soon'] });
    expect(Object.keys(unitsBy(days!))).toEqual(['2026-03-04']);
  });

  test('counts and summaries have days as rows do', async () => {
    const counts = ['variant,date,visitors,signups', 'a,2026-03-04,100,9', 'b,2026-03-04,90,8'];
    const found = await daysOf([...counts, 'a,5.3.2026,50,1'], { overTime: 'Date' });
    expect(unitsBy(found.days!)).toEqual({
      '2026-03-04': { a: 100, b: 90 },
      '2026-03-05': { a: 50 },
    });
    const summary = ['variant,day,n,m_mean,m_var', 'a,2026-03-04,10,2,1', 'b,2026-03-05,20,3,1'];
    const cells = await daysOf([...summary, 'b,2026-03-04,7,3,1'], { overTime: 'day' });
    expect(unitsBy(cells.days!)).toEqual({
      '2026-03-04': { a: 10, b: 7 },
      '2026-03-05': { b: 20 },
    });
  });
});

describe('what is no day is refused', () => {
  const one = (text: string) => ['variant,day,bought', 'a,2026-03-04,1', `b,${text},0`];
  test.each<[string, string, RegExp]>([
    ['03/04/2026', 'may be one of two days', /2026-03-04/],
    ['"Sat, Oct 11"', 'has no year', /2026-03-04/],
    ['2026-02-30', 'is on no day of the calendar', /swapped/],
    ['yesterday', 'is no day', /2026-03-04/],
    ['', 'there is no day', /onBadRow/],
    ['NA', 'there is no day', /onBadRow/],
    ['1e400', 'is no day', /2026-03-04/],
  ])('%s: %s', async (text, what, hint) => {
    const mistake = await mistakeIn(() => daysOf(one(text)));
    expect(mistake.message).toContain(what);
    expect(mistake.location).toMatchObject({ line: 3, column: 2 });
    expect(mistake.hint).toMatch(hint);
  });

  test('unless such rows are to be left out', async () => {
    const found = await daysOf(one('yesterday'), { ...BY_DAY, onBadRow: 'skip' });
    expect([...found.variants.keys()]).toEqual(['a']);
  });

  test('so are dates of both orders, and times of which only some have an offset', async () => {
    const both = ['variant,day,bought', 'a,13/04/2026,1', 'b,04/13/2026,0'];
    expect((await mistakeIn(() => daysOf(both))).message).toContain('the month first');
    const mixed = ['variant,day,bought', 'a,2026-03-04,1', 'b,2026-03-04T10:00Z,0'];
    expect((await mistakeIn(() => daysOf(mixed))).message).toContain('an offset');
  });

  test('so are days that are years apart', async () => {
    const mistake = await mistakeIn(() => daysOf(one('2062-03-04')));
    expect(mistake.message).toContain('column day has days from 2026-03-04 to 2062-03-04');
  });

  test('a column has one part: a segment, the variant or an id is no day', async () => {
    const lines = one('2026-03-05');
    const taken = await mistakeIn(() => daysOf(lines, { ...BY_DAY, segments: ['Day'] }));
    expect(taken.message).toContain('another part');
    const variant = await mistakeIn(() => daysOf(lines, { ...BY_DAY, overTime: 'variant' }));
    expect(variant.message).toContain('another part');
    const none = await mistakeIn(() => daysOf(lines, { ...BY_DAY, overTime: 'bougt' }));
    expect([none.message, none.hint]).toEqual(['there is no column bougt', 'did you mean bought?']);
  });

  test('an exposure needs days and units that return, and a horizon an exposure', async () => {
    const lines = one('2026-03-05');
    const asked = (options: Partial<ReadOptions>) =>
      mistakeIn(() => daysOf(lines, { metrics: ['bought'], ...options }));
    expect((await asked({ exposedAt: 'day' })).hint).toContain('overTime');
    expect((await asked({ horizon: 7 })).hint).toContain('overTime');
    expect((await asked({ overTime: 'day', horizon: 7 })).hint).toContain('exposedAt');
    expect((await asked({ overTime: 'day', exposedAt: 'day' })).hint).toContain('unitIdColumn');
  });
});

describe('days of those who could see a difference', () => {
  const rows = [
    'id,variant,day,seen,shown,bought',
    'u1,a,2026-03-04,2026-03-04,1,1',
    'u2,b,2026-03-04,2026-03-04,0,1',
    'u3,b,2026-03-05,2026-03-05,1,0',
    'u4,a,2026-03-05,2026-03-05,0,0',
  ];

  test('are theirs alone, where each row is a unit', async () => {
    const asked = { ...BY_DAY, triggered: 'shown', rowsAreUnits: true };
    const aggregates = await daysOf(rows, asked);
    expect(unitsBy(aggregates.days!)).toEqual({ '2026-03-04': { a: 1 }, '2026-03-05': { b: 1 } });
    expect(aggregates.trigger!.untriggered.segments.size).toBe(0);
  });

  test('and where units return', async () => {
    const asked = { ...BY_DAY, triggered: 'shown', unitIdColumn: 'id', exposedAt: 'seen' };
    const { days, variants } = await daysOf(rows, { ...asked, horizon: 2 });
    expect(days!.panel!.exposure).toMatchObject({ units: 1, waiting: 1 });
    expect([...variants].map(([, { units }]) => units)).toEqual([1, 0]);
  });

  test('crossed segments of rules have no days', async () => {
    const asked = { ...BY_DAY, segments: ['shown'], crossSegments: true, rowsAreUnits: true };
    expect((await mistakeIn(() => daysOf(rows, asked))).message).toContain('crossed');
  });
});
