import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import { mistakeIn, readText, UNSAID } from '../given.js';

const BY_DEVICE = `device,variant,visitors,orders
mobile,control,6100,250
desktop,control,5000,251
ALL,control,11100,501
mobile,personalized,6005,300
desktop,personalized,5010,310
ALL,personalized,11015,610
`;

async function whatIsSaid(text: string): Promise<[string, string]> {
  const { message, hint } = await mistakeIn(() => readText(text));
  return [message, `${hint}`];
}

test.each([
  ['some name', 'Geräte zusammen', 'device != Geräte zusammen'],
  ['nothing, as GROUPING SETS write it', '', "device != ''"],
  ['NULL', 'NULL', 'device != NULL'],
])('a row that is the sum of those beside it: %s', async (_, name, where) => {
  expect(await whatIsSaid(BY_DEVICE.replaceAll('ALL', name))).toEqual([
    `column device: "${name}" is the sum of the rows beside it: their units would count twice`,
    `count each once: where: ["${where}"]; all have units of their own? layout: 'counts'`,
  ]);
});

test('without them, each unit is counted once, and twice where that is said', async () => {
  const text = BY_DEVICE.replaceAll('ALL', 'Geräte zusammen');
  const once = await readText(text, { where: ['device != Geräte zusammen'] });
  expect(once.aggregates.variants.get('control')?.units).toBe(11100);
  const twice = await readText(text, { layout: 'counts' });
  expect(twice.aggregates.variants.get('control')?.units).toBe(22200);
});

test.each([
  ['All devices', 'device'],
  ['DE Total', 'device'],
  ['Gesamtergebnis', 'device'],
])(
  'a row is told to be a total by its name where it is not their sum: %s',
  async (name, column) => {
    const text = BY_DEVICE.replaceAll('ALL', name).replace('11100', '11099');
    expect((await whatIsSaid(text))[0]).toBe(
      `"${name}" in column ${column}: this row sums up others, which would count twice`,
    );
  },
);

test('subtotals of runs of rows, by whatever name', async () => {
  const days = (variant: string, by: number) =>
    [
      [100, 12],
      [120, 9],
      [220, 21],
      [90, 7],
      [131, 14],
      [221, 21],
    ]
      .map(
        ([units, orders], i) =>
          `${['Mo', 'Di', 'KW 1', 'Mo', 'Di', 'KW 2'][i]},${variant},${units! + (i % 3 === 2 ? 2 : 1) * by},${orders}`,
      )
      .join('\n');
  const [message, hint] = await whatIsSaid(
    `when,variant,visitors,orders\n${days('a', 0)}\n${days('b', 8)}\n`,
  );
  expect(message).toBe(
    'column when: "KW 1" is the sum of the rows at it: their units would count twice',
  );
  expect(hint).toContain('where: ["when not in KW 1, KW 2"]');
});

const BREAKDOWNS = `kind,part,variant,visitors,orders
device,mobile,control,12000,500
device,desktop,control,8100,501
visitor,new,control,15000,600
visitor,returning,control,5100,401
device,mobile,personalized,12031,700
device,desktop,personalized,8100,600
visitor,new,personalized,15031,800
visitor,returning,personalized,5100,500
`;

test('breakdowns one below the other, of which a column tells which is which', async () => {
  expect(await whatIsSaid(BREAKDOWNS)).toEqual([
    'column kind: the rows of "device" come to the same as those of others: their units would count twice',
    'count each once: where: ["kind = device"]; all have units of their own? layout: \'counts\'',
  ]);
});

test('breakdowns one below the other, of which no column tells', async () => {
  expect(await whatIsSaid(BREAKDOWNS.replaceAll(/^\w+,/gm, ''))).toEqual([
    'column part: the rows of "mobile", "desktop" come to the same as the other rows: their units would count twice',
    'count each once: where: ["part in mobile, desktop"]; all have units of their own? layout: \'counts\'',
  ]);
});

test('rows of as many units each may come to the same by chance', async () => {
  const text =
    'day,country,variant,sent,opened\n1,DE,a,1000,19\n1,DE,b,1000,19\n1,FR,a,1000,15\n1,FR,b,1000,22\n2,DE,a,1000,19\n2,DE,b,1000,16\n2,FR,a,1000,23\n2,FR,b,1000,13\n';
  const { aggregates } = await readText(text, { unitsColumn: 'sent', metrics: ['opened'] });
  expect(aggregates.variants.get('a')?.units).toBe(4000);
});

const DAYS = `day,variant,visitors,orders
2026-03-01,control,10000,500
2026-03-01,personalized,10010,570
2026-03-02,control,11000,520
2026-03-02,personalized,11010,590
`;
const ROWS = DAYS.slice(DAYS.indexOf('\n') + 1);

test('an export that was appended to itself', async () => {
  const { message, hint, location } = await mistakeIn(() => readText(`${DAYS}${ROWS}`));
  expect(message).toBe(
    'this row stands on line 2 already; 4 rows are there twice, and their units would count so',
  );
  expect(hint).toBe(
    "take each row once, where this came from; all have units of their own? layout: 'counts'",
  );
  expect(location).toEqual({ file: 'standard input', line: 6 });
  const { aggregates } = await readText(`${DAYS}${ROWS}`, { layout: 'counts' });
  expect(aggregates.variants.get('control')?.units).toBe(42000);
});

test('two exports that have a day in common', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'perso-test-counted-'));
  const [a, b] = [join(folder, 'a.csv'), join(folder, 'b.csv')];
  await writeFile(a, DAYS);
  await writeFile(b, DAYS.replaceAll('-01,', '-03,'));
  const sources = [a, b].map((path) => ({ path, variant: null }));
  const { message, location } = await mistakeIn(() => readAggregates(sources, UNSAID, process));
  expect(message).toMatch(/^this row stands on line 4 of .*a\.csv already; 2 rows are there twice/);
  expect(location).toEqual({ file: b, line: 4 });
});

test.each([
  [
    'a day has other rows with other counts, as where a column was left out',
    `${DAYS}${ROWS}2026-03-01,control,400,20\n`,
  ],
  ['only one row is the same', `${DAYS}2026-03-02,personalized,11010,590\n`],
  ['rows are of few units', `${DAYS}${ROWS}`.replaceAll(/,1[01]0[01]0,5\d0/g, ',10,1')],
])('rows that are alike are added up where %s', async (_, text) => {
  expect((await readText(text)).reading.layout).toBe('counts');
});
