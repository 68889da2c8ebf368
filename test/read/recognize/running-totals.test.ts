import { expect, test } from 'vitest';
import { randomStream } from '../../../src/stats/random/random.js';
import { binomialDraws } from '../../../src/stats/random/random-draws.js';
import { mistakeIn, readText } from '../given.js';

/** Units and successes of one variant in one country, day by day. */
type Days = readonly (readonly [units: number, successes: number])[];

const STEADY: Days = [
  [90, 9],
  [110, 12],
  [100, 8],
  [60, 0],
  [105, 11],
];
const OTHER: Days = [
  [95, 10],
  [104, 14],
  [99, 12],
  [55, 7],
  [101, 13],
];

function summedUp(days: Days): Days {
  return days.map((_, day) => {
    const until = days.slice(0, day + 1);
    return [0, 1].map((i) => until.reduce((sum, one) => sum + one[i]!, 0)) as [number, number];
  });
}

function table(arms: Record<string, Days>, { turned = false, header = 'day' } = {}): string {
  const length = Object.values(arms)[0]!.length;
  const rows = Array.from({ length }, (_, day) =>
    Object.entries(arms).map(([arm, days]) => `${day + 1},${arm},${days[day]!.join()}`),
  ).flat();
  const ordered = turned ? rows.toReversed() : rows;
  const parts = Object.keys(arms)[0]!.includes(',') ? 'variant,country' : 'variant';
  return `${header},${parts},visitors,signups\n${ordered.join('\n')}\n`;
}

const TOTALS = { generic: summedUp(STEADY), personalized: summedUp(OTHER) };

test.each([
  ['day by day', table(TOTALS)],
  ['the last first', table(TOTALS, { turned: true })],
  ['of weeks', table(TOTALS, { header: 'week' })],
  [
    'by country',
    table({
      'generic,DE': summedUp(STEADY),
      'generic,FR': summedUp(OTHER),
      'personalized,DE': summedUp(OTHER),
      'personalized,FR': summedUp(STEADY),
    }),
  ],
  [
    'from the middle of the first day to that of the last',
    table({
      generic: summedUp([[30, 3], ...STEADY.slice(0, 3), [20, 2]]),
      personalized: summedUp([[28, 3], ...OTHER.slice(0, 3), [19, 1]]),
    }),
  ],
])('running totals are not added up: %s', async (_, text) => {
  const { message, hint, location } = await mistakeIn(() => readText(text));
  const [header = ''] = text.split('\n');
  const [period] = header.split(',');
  expect(message).toBe(
    `column visitors grows by about the same each ${period}, as running totals do: added up, units would count again and again`,
  );
  expect(hint).toBe(
    `the last alone: where: ["${period} = 5"]; each ${period} has its own units all the same? layout: 'counts'`,
  );
  expect(location).toMatchObject({ line: 1, column: header.split(',').indexOf('visitors') + 1 });
});

test('columns are the same in another case', async () => {
  const asked = { variantColumn: 'VARIANT', unitsColumn: 'Visitors', metrics: ['SIGNUPS'] };
  const { message } = await mistakeIn(() => readText(table(TOTALS), asked));
  expect(message).toContain('column visitors grows');
});

test('columns of one name are no matter where none of them is asked for', async () => {
  const text = table({ generic: STEADY, personalized: OTHER })
    .replace(/^(.*)\n/, '$1,note,note,,\n')
    .replaceAll(/(\d)$/gm, '$1,x,y,,');
  const { aggregates } = await readText(text, { metrics: ['signups'] });
  expect(aggregates.variants.get('generic')?.samples[0]?.moments.n).toBe(465);
});

test('the last of them alone is read, and all where it is said that they add up', async () => {
  const last = await readText(table(TOTALS), { where: ['day = 5'] });
  expect(last.aggregates.variants.get('generic')?.samples[0]?.moments.n).toBe(465);
  const all = await readText(table(TOTALS), { layout: 'counts' });
  expect(all.aggregates.variants.get('generic')?.samples[0]?.moments.n).toBe(
    90 + 200 + 300 + 360 + 465,
  );
});

test.each<[string, Record<string, Days>]>([
  ['counts of days', { generic: STEADY, personalized: OTHER }],
  [
    'three days',
    { generic: TOTALS.generic.slice(0, 3), personalized: TOTALS.personalized.slice(0, 3) },
  ],
  ['one arm of several', { generic: TOTALS.generic, personalized: STEADY }],
  ['successes that fall once', { ...TOTALS, generic: TOTALS.generic.with(3, [360, 28]) }],
  [
    'traffic that is let in by degrees',
    {
      generic: [1, 5, 10, 25, 50].map((share) => [10 * share, share] as const),
      personalized: [1, 5, 10, 25, 50].map((share) => [10 * share, 2 * share] as const),
    },
  ],
  [
    'days that grow little, from a level',
    {
      generic: [1000, 1010, 1020, 1030, 1040].map((n) => [n, n / 10] as const),
      personalized: [1001, 1009, 1021, 1032, 1041].map((n) => [n, 120] as const),
    },
  ],
])('what may add up is: %s', async (_, arms) => {
  const { aggregates } = await readText(table(arms));
  const units = arms.generic!.reduce((sum, [n]) => sum + n, 0);
  expect(aggregates.variants.get('generic')?.samples[0]?.moments.n).toBe(units);
});

test('counts of single days, with weekends and a trend, are never taken for running totals', async () => {
  const draws = Array.from({ length: 7 }, (_, day) => binomialDraws(day < 5 ? 400 : 250, 0.5));
  for (let i = 0; i < 300; i += 1) {
    const random = randomStream(20261128, [i, 0]);
    const days = (rate: number): Days => {
      const success = binomialDraws(100, rate);
      return Array.from({ length: 4 + (i % 11) }, (_, day) => [
        Math.round(draws[day % 7]!(random) * 1.03 ** day) + 100,
        success(random),
      ]);
    };
    await readText(table({ generic: days(0.1), personalized: days(0.12) }));
  }
});
