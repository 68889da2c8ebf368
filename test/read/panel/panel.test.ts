import { describe, expect, test } from 'vitest';
import type { VariantAggregates } from '../../../src/experiment/aggregates.js';
import type { DayAggregates } from '../../../src/experiment/over-time/day-aggregates.js';
import type { ReadOptions } from '../../../src/read/reading.js';
import { mistakeIn, readText } from '../given.js';

const ROWS = [
  'id,variant,day,seen,bought,spend,visits,country,before',
  // Exposed on the 3rd, observed to the 7th: five days.
  'u1,a,2026-03-02,2026-03-03,1,9,1,DE,5',
  'u1,a,2026-03-03,2026-03-03,0,2,1,DE,5',
  'u1,a,2026-03-05,2026-03-03,1,3,2,DE,5',
  'u1,a,2026-03-05,2026-03-03,0,4,1,DE,5',
  'u1,a,2026-03-07,2026-03-03,0,50,1,DE,5',
  'u2,b,2026-03-04,2026-03-04,0,1,1,FR,7',
  'u2,b,2026-03-06,2026-03-04,1,6,3,FR,7',
  'u3,b,2026-03-03,2026-03-03,0,0,1,FR,8',
  // Exposed so late that it waits.
  'u4,a,2026-03-06,2026-03-06,1,7,1,DE,9',
  'u5,b,2026-03-06,,1,8,1,DE,9',
  'u6,a,2026-03-03,2026-03-03,0,1,1,DE,1',
  'u7,a,2026-03-03,2026-03-03,0,4,1,DE,2',
  'u7,b,2026-03-04,2026-03-03,0,4,1,DE,2',
  'u8,b,2026-03-04,2026-03-03,1,2,1,DE,2',
];
const SINCE = {
  ...{ metrics: ['spend', 'bought'], unitIdColumn: 'id', overTime: 'day', exposedAt: 'seen' },
  horizon: 3,
};

const read = async (options: Partial<ReadOptions> = SINCE, rows = ROWS) =>
  (await readText(`${rows.join('\n')}\n`, options)).aggregates;

/** Units and the sum of a metric by day, variant a and b. */
function sumsBy(days: DayAggregates['alone'], metric = 0) {
  const sums = (own: VariantAggregates | undefined) => {
    if (own === undefined) return [0, 0];
    const { n, mean } = own.samples[metric]!.moments;
    return [own.units, Math.round(n * mean[0]!)];
  };
  return [...days].map(([day, variants]) => [
    day,
    ...['a', 'b'].map((name) => sums(variants.get(name))),
  ]);
}

describe('days since exposure', () => {
  test('units observed for the whole horizon count, with their rows in it, in all of the analysis', async () => {
    const { variants, days, unitsInTwoVariants } = await read({ ...SINCE, segments: ['country'] });
    // u1: 2 + 3 + 4, and u6; u2: 1 + 6, u3 and u8.
    expect(variants.get('a')!.units).toBe(2);
    expect(variants.get('a')!.samples[0]!.moments.mean).toEqual([5]);
    expect(variants.get('b')!.samples[0]!.moments.mean).toEqual([3]);
    expect(unitsInTwoVariants).toBe(1);
    expect(days!.panel!.exposure).toEqual({
      ...{ column: 'seen', span: 3, isHorizon: true, units: 5, waiting: 1, unexposed: 1 },
      ...{ rowsBefore: 1, rowsAfter: 1 },
    });
  });

  test('each day has all of the panel, with 0 where a unit has no row', async () => {
    const { days } = await read();
    expect(sumsBy(days!.alone)).toEqual([
      [0, [2, 3], [3, 1]],
      [1, [2, 0], [3, 2]],
      [2, [2, 7], [3, 6]],
    ]);
    expect(sumsBy(days!.panel!.upTo)).toEqual([
      [0, [2, 3], [3, 1]],
      [1, [2, 3], [3, 3]],
      [2, [2, 10], [3, 9]],
    ]);
    // A rate's unit is a success on a day, or up to it, if any row is.
    expect(sumsBy(days!.panel!.upTo, 1)).toEqual([
      [0, [2, 0], [3, 0]],
      [1, [2, 0], [3, 1]],
      [2, [2, 1], [3, 2]],
    ]);
    expect(days!.alone.get(2)!.get('a')!.samples[1]!.successes).toBe(1);
    expect(days!.alone.get(2)!.get('a')!.samples[0]!.successes).toBeNull();
  });

  test('slopes are those of each unit by least squares', async () => {
    const { slopes } = (await read()).days!.panel!;
    // u1 has 2, 0 and 7; u6 1, 0 and 0: the slope over three days is half of last less first.
    const { n, mean, comoment } = slopes.get('a')![0]!;
    expect([n, mean[0], comoment[0]]).toEqual([2, 1, 4.5]);
  });

  test('without a horizon all that was done since exposure counts, and the panel is of half of the units', async () => {
    const { variants, days } = await read({ ...SINCE, horizon: null });
    expect(variants.get('a')!.units).toBe(3);
    expect(variants.get('a')!.samples[0]!.moments.mean[0]).toBeCloseTo((59 + 7 + 1) / 3, 12);
    // Observed for 5, 4, 5, 2, 5 and 5 days.
    expect(days!.panel!.exposure).toMatchObject({ span: 5, units: 4, waiting: 2, rowsAfter: 0 });
  });

  test('caps, covariates, ratios and quantiles are those of the whole', async () => {
    const { days } = await read({
      ...SINCE,
      metrics: ['spend', 'spend/visits:ratio', 'spend:median'],
      covariates: [{ metric: 'spend', column: 'before' }],
      caps: [{ metric: 'spend', value: 6, share: null }],
    });
    const [capped, ratio, median] = days!.alone.get(2)!.get('a')!.samples;
    expect(capped!.moments.mean).toEqual([3, 3, 0]);
    expect(ratio!.moments.mean).toEqual([3.5, 1.5]);
    expect(median!.values).toBeDefined();
    expect(days!.panel!.slopes.get('a')![2]).toBeNull();
    expect(days!.panel!.slopes.get('a')![1]).toBeNull();
  });

  test('a missing part leaves its unit out of the metric, on that day and from then on', async () => {
    const rows = ROWS.map((row) =>
      row.replace('u1,a,2026-03-05,2026-03-03,1,3', 'u1,a,2026-03-05,2026-03-03,1,NA'),
    );
    const { alone, panel } = (await read(SINCE, rows)).days!;
    expect(alone.get(1)!.get('a')!.samples[0]).toMatchObject({ missing: 0 });
    expect(alone.get(2)!.get('a')!.samples[0]).toMatchObject({ missing: 1 });
    expect(panel!.upTo.get(2)!.get('a')!.samples[0]).toMatchObject({ missing: 1 });
  });

  test('a unit has one exposure', async () => {
    const other = [...ROWS, 'u3,b,2026-03-05,2026-03-04,0,0,1,FR,8'];
    expect((await mistakeIn(() => read(SINCE, other))).message).toContain('exposed on 2026-03-03');
    const none = [...ROWS, 'u3,b,2026-03-05,,0,0,1,FR,8'];
    expect((await mistakeIn(() => read(SINCE, none))).message).toContain('on none in this one');
  });

  test('nobody is exposed after the last day, nor counts as 0 for it', async () => {
    const rows = [...ROWS, 'u9,a,2026-03-04,2026-03-08,1,9,1,DE,9'];
    for (const [horizon, units] of [
      [3, 2],
      [null, 3],
    ]) {
      const { variants, days } = await read({ ...SINCE, horizon: horizon! }, rows);
      expect(variants.get('a')!.units).toBe(units);
      expect(days!.panel!.exposure).toMatchObject({ unexposed: 2, rowsBefore: 2 });
    }
  });

  test.each(['1970-01-01', '2099-12-31'])(
    'a day that stands for none is refused: %s',
    async (never) => {
      const mistake = await mistakeIn(() =>
        read(SINCE, [...ROWS, `u9,a,2026-03-04,${never},1,9,1,DE,9`]),
      );
      expect(mistake.message).toContain(`the day of the row, 2026-03-04, and ${never}`);
      expect(mistake.location).toMatchObject({ line: 16, column: 4 });
    },
  );

  test('days and exposures are told by the same clock', async () => {
    const late = (at: number) => (row: string) =>
      row.replace(new RegExp(`^((?:[^,]+,){${at}}2026-03-0\\d)`), '$1T23:30:00-05:00');
    const days = ROWS.map(late(2));
    const mistake = await mistakeIn(() => read(SINCE, days));
    expect(mistake.message).toContain('columns day and seen have times with an offset');
    const both = days.map(late(3));
    expect(sumsBy((await read(SINCE, both)).days!.alone)).toEqual(
      sumsBy((await read()).days!.alone),
    );
  });
});

describe('units that return, by days of the calendar', () => {
  const BY_DAY = { metrics: ['spend'], unitIdColumn: 'id', overTime: 'day' };

  test('each counts on the days that it has rows on, and from the first of them on', async () => {
    const { days, variants } = await read(BY_DAY);
    expect(variants.get('a')!.samples[0]!.moments.mean[0]).toBeCloseTo((68 + 7 + 1) / 3, 12);
    expect(days!.panel!.exposure).toBeNull();
    const [first] = [...days!.alone.keys()].sort((a, b) => a - b);
    const since = ([day, ...rest]: (number | number[])[]) => [Number(day) - first!, ...rest];
    expect(sumsBy(days!.alone).sort().map(since)).toEqual([
      [0, [1, 9], [0, 0]],
      [1, [2, 3], [1, 0]],
      [2, [0, 0], [2, 3]],
      [3, [1, 7], [0, 0]],
      [4, [1, 7], [2, 14]],
      [5, [1, 50], [0, 0]],
    ]);
    expect(sumsBy(days!.panel!.upTo).sort().map(since).at(-1)).toEqual([5, [3, 76], [4, 17]]);
  });

  test('days that are years apart are refused, without room for those between', async () => {
    const rows = [...ROWS, 'u1,a,2126-03-02,,1,9,1,DE,5'];
    const mistake = await mistakeIn(() => read(BY_DAY, rows));
    expect(mistake.message).toContain('column day has days from 2026-03-02 to 2126-03-02');
  });

  test('neither a day nor an exposure is a metric where none is named', async () => {
    const rows = ['id,variant,at,since,spend'];
    for (let i = 0; i < 40; i++)
      rows.push(`u${i},${i % 2 ? 'a' : 'b'},2026030${1 + (i % 9)},20260301,${i}`);
    const asked = { unitIdColumn: 'id', overTime: 'at', exposedAt: 'since' };
    expect((await read(asked, rows)).metrics).toEqual(['spend']);
  });

  test('where all units are there on all days, slopes are those of each', async () => {
    const rows = ['id,variant,day,spend'];
    const spends = { u1: [1, 2, 6], u2: [4, 4, 1], u3: [0, 0, 3], u4: [5, 3, 2] };
    Object.entries(spends).forEach(([id, amounts], i) => {
      amounts.forEach((spend, day) => {
        rows.push(`${id},${i % 2 ? 'b' : 'a'},2026-03-0${day + 2},${spend}`);
      });
    });
    const { slopes } = (await read(BY_DAY, rows)).days!.panel!;
    const { mean, comoment } = slopes.get('a')![0]!;
    expect(mean[0]).toBeCloseTo(2, 12);
    expect(comoment[0]).toBeCloseTo(0.5, 12);
  });
});
