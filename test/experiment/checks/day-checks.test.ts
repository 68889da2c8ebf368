import { describe, expect, test } from 'vitest';
import { emptyAggregates } from '../../../src/experiment/aggregates.js';
import { dayChecks } from '../../../src/experiment/checks/day-checks.js';
import type { DayPanel, ExposureDays } from '../../../src/experiment/over-time/day-aggregates.js';
import type {
  EffectOverTime,
  OverTime,
} from '../../../src/experiment/over-time/effect-over-time.js';
import { mean } from '../given.js';
import { aggregatesByDay } from '../over-time/given.js';

interface Days {
  /** Units of each day, of which the treatment has all but 10. */
  units: readonly number[];
  panel?: DayPanel | null;
  effects?: readonly Partial<EffectOverTime>[];
}

function found({ units, panel = null, effects = [] }: Days) {
  const aggregates = aggregatesByDay(units.map((n) => [mean(10, 1, 1), mean(n - 10, 1, 1)]));
  aggregates.days!.panel = panel;
  return dayChecks({ aggregates, overTime: { effects } as unknown as OverTime });
}

const WEEK = [100, 100, 100, 100, 100, 100, 100];

test('nothing is said where nobody asked for days', () => {
  const overTime = { effects: [] } as unknown as OverTime;
  expect(dayChecks({ aggregates: emptyAggregates(['m']), overTime })).toEqual([]);
  const aggregates = aggregatesByDay([[mean(9, 1, 1), mean(9, 1, 1)]]);
  expect(dayChecks({ aggregates, overTime: null })).toEqual([]);
  expect(dayChecks({ aggregates })).toEqual([]);
});

test('days are counted from the first to the last, both included', () => {
  expect(found({ units: WEEK })).toEqual([]);
  expect(found({ units: WEEK.slice(1) })).toEqual([
    { code: 'UNDER_A_WEEK', status: 'warn', days: 6 },
  ]);
});

describe('a first or last day', () => {
  const ends = (units: readonly number[], panel: DayPanel | null = null) =>
    found({ units, panel }).flatMap((one) =>
      one.code === 'PARTIAL_DAY' ? [[one.which, one.day, one.units, one.usual]] : [],
    );

  test('has less than half of the median day between them to be a part', () => {
    // Between: 100, 200, 60, of which 100 is the median; with the ends it would be 60.
    expect(ends([49, 100, 200, 60, 50])).toEqual([['first', 20_514, 49, 100]]);
    expect(ends([50, 100, 200, 60, 49])).toEqual([['last', 20_518, 49, 100]]);
    expect(ends([44, 100, 200, 60, 80, 45])).toEqual([['first', 20_514, 44, 90]]);
  });

  test('has three days between to be held against', () => {
    expect(ends([20, 100, 100, 20])).toEqual([]);
    expect(ends([20, 100, 100, 100, 20])).toHaveLength(2);
  });

  const panel: DayPanel = { step: 1, upTo: new Map(), slopes: new Map(), exposure: null };

  test('is held against others where units return, but not by weeks or days since exposure', () => {
    const units = [20, 100, 100, 100, 20];
    expect(ends(units, panel)).toHaveLength(2);
    expect(ends(units, { ...panel, step: 7 })).toEqual([]);
    expect(ends(units, { ...panel, exposure: exposed() })).toEqual([]);
  });
});

function exposed(rest: Partial<ExposureDays> = {}): ExposureDays {
  return {
    ...{ column: 'sent', span: 7, isHorizon: false, units: 700, waiting: 0 },
    ...{ unexposed: 0, rowsBefore: 0, rowsAfter: 0, ...rest },
  };
}

test.each([
  [{}, []],
  [{ unexposed: 1 }, ['BEFORE_EXPOSURE']],
  [{ rowsBefore: 1 }, ['BEFORE_EXPOSURE']],
  [{ rowsAfter: 1 }, []],
  [{ isHorizon: true }, ['HORIZON']],
  [{ unexposed: 2, rowsBefore: 3, isHorizon: true }, ['BEFORE_EXPOSURE', 'HORIZON']],
])('days since exposure, %j: %j', (rest, codes) => {
  const exposure = exposed(rest);
  const panel: DayPanel = { step: 1, upTo: new Map(), slopes: new Map(), exposure };
  const last = 20_514 + WEEK.length - 1;
  expect(found({ units: WEEK, panel })).toEqual(
    codes.map((code) => ({ code, status: 'pass', exposure, last })),
  );
});

describe('effects by weekday', () => {
  const weekly = (...pValues: (number | null)[]) => {
    const effects = pValues.map(
      (p, i) =>
        ({
          metric: `m${i}`,
          weekdays: p === null ? null : { logPValue: p === 0 ? null : Math.log(p) },
        }) as unknown as EffectOverTime,
    );
    return found({ units: WEEK, effects }).map((one) =>
      one.code === 'DIFFERS_BY_WEEKDAY' ? [one.effect.metric, one.status, one.logPValue] : one,
    );
  };

  test('differ where one of all would do so once in a hundred runs', () => {
    expect(weekly(0.00999)).toEqual([['m0', 'warn', Math.log(0.00999)]]);
    expect(weekly(0.01001)).toEqual([]);
    expect(weekly(0.00499, 0.5)).toEqual([['m0', 'warn', Math.log(0.00499)]]);
    expect(weekly(0.5, 0.00501)).toEqual([]);
    expect(weekly(0.5, 0.00332, 0.00334)).toEqual([['m1', 'warn', Math.log(0.00332)]]);
  });

  test('are not told apart where there is no test', () => {
    expect(weekly(null, 0)).toEqual([]);
  });
});
