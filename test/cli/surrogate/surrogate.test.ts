import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { surrogateSchema } from '../../../src/report/schemas/surrogate-schema.js';
import type { SurrogateReport } from '../../../src/report/surrogate-report.js';
import { runProgram } from '../../program.js';

const shop = join(import.meta.dirname, '../../../fixtures/shop');
const month = join(shop, 'first-month.csv');
const year = join(shop, 'last-year.csv');
const folder = mkdtempSync(join(tmpdir(), 'surrogate-'));
const at = (name: string) => join(folder, name);
const LEARNED = [
  ...['--history', year, '--outcome', 'revenue_12m'],
  ...['--surrogate', 'orders_30d', '--surrogate', 'visits_30d'],
];

afterAll(() => rmSync(folder, { recursive: true }));

async function answer(file: string, ...args: string[]): Promise<SurrogateReport> {
  const { stdout, stderr, code } = await runProgram(['surrogate', file, ...args, '-f', 'json']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const report: unknown = JSON.parse(stdout);
  expect(z.safeParse(surrogateSchema, report).error).toBeUndefined();
  return report as SurrogateReport;
}

test('the units that are written have the index that is reported, without the noise of the model', async () => {
  const report = await answer(month, ...LEARNED, '--units-out', at('index.csv'));
  const analyzed = await runProgram([
    'analyze',
    at('index.csv'),
    '--metric',
    'surrogate_index',
    '-f',
    'json',
  ]);
  const [comparison] = JSON.parse(analyzed.stdout).comparisons;
  const [own] = report.indexComparisons;
  expect(comparison.effect.estimate).toBeCloseTo(own!.effect.estimate, 9);
  const width = ({ lower, upper }: { lower: number; upper: number }) => upper - lower;
  const known = width(comparison.effect) / width(own!.effect as { lower: number; upper: number });
  expect(known).toBeCloseTo(own!.knownModelError / own!.standardError, 6);
  expect(known).toBeLessThan(1);
});

test('the units that are written have what the index is made of, as it was read', async () => {
  await answer(month, ...LEARNED, '--unit-id', 'user_id', '--units-out', at('made-of.csv'));
  const rows = (path: string) =>
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((row) => row.split(','));
  const [header, ...written] = rows(at('made-of.csv'));
  expect(header).toEqual(['user_id', 'variant', 'orders_30d', 'visits_30d', 'surrogate_index']);
  const [, ...read] = rows(month);
  const made = read.map(([id, variant, , visits, orders]) => [id, variant, orders, visits]);
  expect(written.map((row) => row.slice(0, -1))).toEqual(made);
});

test('of a linear index what the measurements add is the effect', async () => {
  const { indexComparisons } = await answer(month, ...LEARNED, '--covariate', 'spend_before');
  const [{ effect, contributions }] = indexComparisons as [
    SurrogateReport['indexComparisons'][number],
  ];
  const sum = contributions!.reduce((so, { amount }) => so + amount, 0);
  expect(sum).toBeCloseTo(effect.estimate, 9);
  expect(contributions!.map(({ name }) => name)).toEqual([
    'orders_30d',
    'visits_30d',
    'spend_before',
  ]);
});

test('a yes or no is foretold as its chance', async () => {
  const rows = readFileSync(year, 'utf8').trim().split('\n');
  const kept = rows.map((row, i) =>
    i === 0 ? `${row},kept` : `${row},${Number(row.split(',').at(-1)) > 100 ? 'yes' : 'no'}`,
  );
  writeFileSync(at('kept.csv'), kept.join('\n'));
  const asked = ['--history', at('kept.csv'), '--outcome', 'kept', '--surrogate', 'orders_30d'];
  const { variants, indexComparisons } = await answer(month, ...asked, '--family', 'logistic');
  for (const { index } of variants) expect(index > 0 && index < 1).toBe(true);
  expect(indexComparisons[0]!.contributions).toBeNull();
});

test('units that lack a measurement are left out and counted, and the split is that of all', async () => {
  const text = readFileSync(month, 'utf8').replace(/^(u1,.*),\d+$/m, '$1,');
  writeFileSync(at('lacking.csv'), text);
  const [whole, lacking] = [
    await answer(month, ...LEARNED),
    await answer(at('lacking.csv'), ...LEARNED),
  ];
  const ratio = ({ checks }: SurrogateReport) =>
    checks.find(({ code }) => code === 'SAMPLE_RATIO_MISMATCH');
  expect(ratio(lacking)).toEqual(ratio(whole));
  expect(lacking.variants[0]!.missing).toBe(1);
  expect(lacking.checks.map(({ code }) => code)).toContain('MEASURES_MISSING');
});

/** A summary of an experiment with these effects on orders, visits and revenue in a year. */
function summary(n: number, [orders, visits, revenue]: readonly [number, number, number]): string {
  const arm = (name: string, lift: number) =>
    [name, n, ...[0.7 + lift * orders, 0.9, 5 + lift * visits, 6, 130 + lift * revenue, 9000]].join(
      ',',
    );
  const header =
    'variant,n,orders_30d_mean,orders_30d_var,visits_30d_mean,visits_30d_var,revenue_12m_mean,revenue_12m_var';
  return `${[header, arm('generic', 0), arm('personalized', 1)].join('\n')}\n`;
}

async function record(name: string, effects: readonly [number, number, number]): Promise<void> {
  const metrics = ['orders_30d', 'visits_30d', 'revenue_12m'].map((metric, i) =>
    [
      `  - name: ${metric}`,
      '    kind: mean',
      `    role: ${i === 2 ? 'primary' : 'secondary'}`,
      '',
    ].join('\n'),
  );
  const plan = [
    `experiment: ${name}`,
    'variants: { control: generic, treatments: [personalized] }',
    'units: { rows: true }',
    'metrics:',
    `${metrics.join('')}alpha: 0.05`,
    'sampleSize: 40000',
    '',
  ].join('\n');
  writeFileSync(at(`${name}.yaml`), plan);
  writeFileSync(at(`${name}.csv`), summary(40_000, effects));
  const asked = ['gate', at(`${name}.yaml`), at(`${name}.csv`), '--journal', at(`${name}.jsonl`)];
  const { code, stderr } = await runProgram(asked);
  expect([stderr, [0, 20, 21].includes(code)]).toEqual(['', true]);
}

test('is held against experiments on record whose outcome is known', async () => {
  // The index adds some 45 an order and 5 a visit: the third experiment did something else to revenue.
  await record('as-foretold', [0.1, 0.5, 7]);
  await record('nothing', [0.001, 0, 0.3]);
  await record('another-way', [0.1, 0.5, -30]);
  const report = await answer(month, ...LEARNED, '--ledger', at('*.jsonl'));
  const missed = report.onRecord!.map(({ experiment, missed }) => [experiment, missed]);
  expect(Object.fromEntries(missed)).toEqual({
    'as-foretold': false,
    nothing: false,
    'another-way': true,
  });
  const check = report.checks.find(({ code }) => code === 'INDEX_ON_RECORD');
  expect(check).toMatchObject({ status: 'warn' });
  expect(check!.message).toContain(
    'Of 3 treatments on record, 2 went the way that the index says, and 1 came',
  );
  const { predicted } = report.onRecord!.find(({ experiment }) => experiment === 'as-foretold')!;
  const [orders, visits] = report.surrogacy.measures;
  expect(predicted).toBeCloseTo(0.1 * orders!.weight + 0.5 * visits!.weight, 9);
});

test.each<[string, string[], string]>([
  [
    'no surrogate',
    ['--history', year, '--outcome', 'revenue_12m'],
    'which columns are known early?',
  ],
  ['a column twice', [...LEARNED, '--surrogate', 'orders_30d'], 'orders_30d is named twice'],
  ['a column that is not there', [...LEARNED, '--surrogate', 'nope'], 'there is no column nope'],
  ['an amount as a chance', [...LEARNED, '--family', 'logistic'], 'revenue_12m is not yes or no'],
  ['no such control', [...LEARNED, '--control', 'x'], 'there is no variant x'],
  [
    'a measurement called as the index, where units are written',
    [
      ...['--history', year, '--outcome', 'revenue_12m', '--surrogate', 'surrogate_index'],
      ...['--units-out', at('twice.csv')],
    ],
    'surrogate_index is a column of its own there',
  ],
  [
    'a standard stream for units',
    [...LEARNED, '--units-out', '-'],
    'the report goes to standard output',
  ],
])('refuses %s', async (_, args, message) => {
  const { code, stdout, stderr } = await runProgram(['surrogate', month, ...args]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/\nhint: .+\n$/);
});

test('several treatments share alpha evenly; a shift is that of the experiment, in spreads of the history', async () => {
  const rows = readFileSync(month, 'utf8').trim().split('\n');
  const three = rows.map((row, i) => (i % 3 === 0 ? row.replace('personalized', 'full') : row));
  writeFileSync(at('three.csv'), `${three.join('\n')}\n`);
  const split = ['--allocation', 'generic=3,personalized=2,full=1'];
  const { indexComparisons, surrogacy } = await answer(at('three.csv'), ...LEARNED, ...split);
  expect(indexComparisons.map(({ treatment }) => treatment).sort()).toEqual([
    'full',
    'personalized',
  ]);
  for (const { confidence } of indexComparisons) expect(confidence).toBeCloseTo(0.975, 12);
  const column = (file: string, name: string) => {
    const [header, ...all] = readFileSync(file, 'utf8').trim().split('\n');
    const place = header!.split(',').indexOf(name);
    return all.map((row) => Number(row.split(',')[place]));
  };
  const mean = (all: number[]) => all.reduce((sum, x) => sum + x, 0) / all.length;
  const past = column(year, 'visits_30d');
  const spread = Math.sqrt(
    past.reduce((sum, x) => sum + (x - mean(past)) ** 2, 0) / (past.length - 1),
  );
  const shift = (mean(column(month, 'visits_30d')) - mean(past)) / spread;
  expect(surrogacy.measures[1]!.shift).toBeCloseTo(shift, 10);
});

test('two spellings of a variant are not two, and a row without one may be left out', async () => {
  const text = readFileSync(month, 'utf8');
  writeFileSync(at('spelt.csv'), text.replace('personalized', 'Personalized'));
  const spelt = await runProgram(['surrogate', at('spelt.csv'), ...LEARNED]);
  expect([spelt.code, spelt.stdout]).toEqual([2, '']);
  expect(spelt.stderr).toContain('"Personalized" and "personalized" are spellings of one variant');
  writeFileSync(at('none.csv'), text.replace('u1,generic', 'u1,'));
  const none = await runProgram(['surrogate', at('none.csv'), ...LEARNED]);
  expect(none.stderr).toContain('none.csv:2:2: there is no variant in column variant');
  expect(none.stderr).toMatch(/--on-bad-row skip\n$/);
  const { variants } = await answer(at('none.csv'), ...LEARNED, '--on-bad-row', 'skip');
  expect(variants.map(({ units }) => units)).toEqual([485, 514]);
});

test('a unit with two rows is refused, and a split that chance does not explain makes all invalid', async () => {
  writeFileSync(at('twice.csv'), `${readFileSync(month, 'utf8')}u1,generic,1,1,1\n`);
  const twice = await runProgram(['surrogate', at('twice.csv'), ...LEARNED]);
  expect(twice.stderr).toContain('"u1" has another row already');
  const { indexComparisons } = await answer(
    month,
    ...LEARNED,
    '--allocation',
    'generic=1,personalized=2',
  );
  expect(indexComparisons[0]!.outcome).toBe('invalid');
});
