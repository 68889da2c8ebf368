import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import type { Source } from '../../../src/read/reading.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { chunksOf, mistakeIn, readText, UNSAID } from '../given.js';

/** Rows of units, each with its variant and what stands in a column of days. */
function units(
  count: number,
  of: (i: number) => readonly [variant: string, day: string],
  name = 'day',
) {
  const lines = Array.from(
    { length: count },
    (_, i) => `${i},${of(i).join()},${i % 5 === 0 ? 1 : 0}`,
  );
  return `user_id,variant,${name},converted\n${lines.join('\n')}\n`;
}

/** Counts of days. */
function counts(...rows: readonly string[]) {
  return `variant,day,visitors,signups\n${rows.map((row) => `${row},100,9`).join('\n')}\n`;
}

const day = (i: number) => `2026-03-${String(1 + i).padStart(2, '0')}`;
const turns = (i: number) => (i % 2 === 0 ? 'generic' : 'personalized');

test.each([
  ['counts before and after', counts('generic,2026-03-01', 'generic,2026-03-02', 'new,2026-03-03')],
  ['counts by turns', counts(...[0, 1, 2, 3].map((i) => `${turns(i)},${day(i)}`))],
  ['days after months', counts('generic,03/25/2026', 'generic,03/26/2026', 'new,03/27/2026')],
  ['numbers of weeks', counts('generic,1', 'generic,2', 'new,3', 'new,4').replace('day', 'week')],
  ['one of three variants', counts('a,1.3.2026', 'b,1.3.2026', 'b,2.3.2026', 'generic,3.3.2026')],
  [
    'units before and after, whenever they came',
    units(80, (i) => [
      i < 40 ? 'generic' : 'new',
      `2026-0${i < 40 ? 3 : 4}-${10 + (i % 20)} 12:30`,
    ]),
  ],
  [
    'units by turns of days',
    units(80, (i) => [turns(Math.floor(i / 10)), day(Math.floor(i / 10))]),
  ],
])('variants on days of their own are not compared: %s', async (_, text) => {
  const { message, hint, location } = await mistakeIn(() => readText(text));
  expect(message).toMatch(
    /^variant "\w+" has days of its own in column (day|week): what else changed from day to day would pass for its effect$/,
  );
  expect(hint).toMatch(
    /^a test shows all variants at the same time; .* leave out column (day|week)$/,
  );
  expect(location?.line).toBe(1);
});

test('rows without a variant are told as such', async () => {
  const text = counts(',2026-02-01', ',2026-02-02', 'generic,2026-03-01', 'new,2026-03-01');
  expect((await mistakeIn(() => readText(text))).message).not.toContain('days of its own');
});

test.each([
  ['one day in common', counts('generic,2026-03-01', 'generic,2026-03-02', 'new,2026-03-02')],
  [
    'two arms one after the other, beside the same control',
    counts('a,1', 'b,2', 'generic,1', 'generic,2', 'generic,3'),
  ],
  [
    'numbers of units, in a column whose name has a day in it',
    counts('generic,1012', 'generic,980', 'new,1009', 'new,991').replace('day', 'users_7_day'),
  ],
  ['few units', units(30, (i) => [i < 15 ? 'generic' : 'new', day(i)])],
  ['a unit a day, by turns', units(28, (i) => [turns(i), day(i)])],
  [
    'days of birth',
    units(
      400,
      (i) => {
        const random = randomStream(3, [i, 0]);
        const born = new Date(1e12 * random.uniform()).toISOString().slice(0, 10);
        return [random.uniform() < 0.5 ? 'generic' : 'new', born];
      },
      'birth_date',
    ),
  ],
  [
    'dates of what few did',
    units(90, (i) => [i < 45 ? 'generic' : 'new', i % 9 === 0 ? day(i % 30) : ''], 'bought_at'),
  ],
  [
    'texts that are no days',
    units(80, (i) => [i < 40 ? 'generic' : 'new', i < 40 ? 'Mon' : 'Tue'], 'weekday'),
  ],
])('what is compared has: %s', async (_, text) => {
  await expect(
    readText(text, { metrics: text.includes('converted') ? ['converted'] : [] }),
  ).resolves.toBeDefined();
});

test('files that are a variant each are held to it once all are read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-days-'));
  const source = (variant: string, days: readonly string[]) => {
    const path = join(folder, `${variant}.csv`);
    const rows = days.map((one) => `${one},100,9`);
    writeFileSync(path, `day,visitors,signups\n${rows.join('\n')}\n`);
    return { path, variant };
  };
  const [march, april] = [
    [day(1), day(2)],
    ['2026-04-01', '2026-04-02'],
  ];
  const read = (...sources: Source[]) =>
    readAggregates(sources, UNSAID, { stdin: chunksOf(Buffer.alloc(0), [1]) });
  const apart = await mistakeIn(() => read(source('a', march), source('b', april)));
  expect(apart.message).toMatch(/^variant "a" has days of its own in column day:/);
  expect(apart.location).toEqual({ file: join(folder, 'a.csv') });
  await read(source('a', march), source('b', april), source('c', [...march, ...april]));
  rmSync(folder, { recursive: true });
});
