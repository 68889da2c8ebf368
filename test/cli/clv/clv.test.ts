import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { LifetimeReport } from '../../../src/report/lifetime-report.js';
import { lifetimeSchema } from '../../../src/report/schemas/lifetime-schema.js';
import { runProgram } from '../../program.js';

const fixtures = join(import.meta.dirname, '../../../fixtures');
const shop = join(fixtures, 'shop/transactions.csv');
const assigned = join(fixtures, 'shop/assigned.csv');
const folder = mkdtempSync(join(tmpdir(), 'clv-'));
const at = (name: string) => join(folder, name);

afterAll(() => rmSync(folder, { recursive: true }));

async function answer(...args: string[]): Promise<LifetimeReport> {
  const { stdout, stderr, code } = await runProgram(['clv', ...args, '--format', 'json']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const report: unknown = JSON.parse(stdout);
  expect(z.safeParse(lifetimeSchema, report).error).toBeUndefined();
  return report as LifetimeReport;
}

test('customers that are written are read by analyze, to the same means, and by clv as sums, to the same model', async () => {
  const report = await answer(shop, '--assignments', assigned, '--customers-out', at('clv.csv'));
  const { stdout, code } = await runProgram([
    'analyze',
    at('clv.csv'),
    '--metric',
    'clv',
    '-f',
    'json',
  ]);
  expect(code).toBe(0);
  const [comparison] = JSON.parse(stdout).comparisons;
  const [control, treatment] = report.variants;
  expect(comparison.control.n).toBe(control!.customers);
  expect(comparison.control.mean).toBeCloseTo(control!.value!.mean, 9);
  expect(comparison.treatment.mean).toBeCloseTo(treatment!.value!.mean, 9);
  const again = await answer(at('clv.csv'), '--time-unit', 'week');
  expect(again.model.purchases.logLikelihood).toBeCloseTo(report.model.purchases.logLikelihood, 8);
  expect(again.predictions.value!.mean).toBeCloseTo(report.predictions.value!.mean, 8);
});

test('variants in the transactions, or a file each, are the same as an assignment of buyers', async () => {
  const variants = new Map(
    readFileSync(assigned, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => {
        const [customer, variant] = row.split(',');
        return [customer!, variant!] as const;
      }),
  );
  const [header, ...rows] = readFileSync(shop, 'utf8').trim().split('\n');
  const withVariant = rows.map((row) => `${row},${variants.get(row.split(',')[0]!)}`);
  writeFileSync(at('in-column.csv'), [`${header},variant`, ...withVariant, ''].join('\n'));
  const names = ['generic', 'personalized'];
  for (const name of names) {
    const own = rows.filter((row) => variants.get(row.split(',')[0]!) === name);
    writeFileSync(at(`${name}.csv`), [header, ...own, ''].join('\n'));
  }
  const byAssignment = await answer(shop, '--assignments', assigned);
  const byColumn = await answer(at('in-column.csv'));
  const byFile = await answer(...names.map((name) => `${name}=${at(`${name}.csv`)}`));
  // Sums of floating-point numbers in another order differ in their last digits.
  for (const other of [byColumn, byFile]) {
    const [one, two] = [other, byAssignment].map((report) => report.predictedComparisons[0]!);
    expect(one!.effect.estimate).toBeCloseTo(two!.effect.estimate, 6);
    expect(one!.pValue).toBeCloseTo(two!.pValue, 6);
    expect(other.checks.map(({ code }) => code)).toContain('BUYERS_ONLY');
  }
});

test('semicolons, decimal commas, points in dates, a BOM and CRLF change nothing', async () => {
  const rows = readFileSync(shop, 'utf8').trim().split('\n');
  const german = rows.map((row, i) => {
    const [customer, date, amount] = row.split(',');
    if (i === 0) return 'Kunde;Datum;Betrag';
    return [customer, date!.split('-').reverse().join('.'), amount!.replace('.', ',')].join(';');
  });
  writeFileSync(at('umsatz.csv'), `\ufeff${german.join('\r\n')}\r\n`);
  const [plain, other] = [await answer(shop), await answer(at('umsatz.csv'), '--decimal', ',')];
  expect(other.model).toEqual(plain.model);
  expect(other.predictions).toEqual(plain.predictions);
});

test('dates with slashes are read in the order that is said', async () => {
  const rows = readFileSync(shop, 'utf8').trim().split('\n');
  const american = rows.map((row) => row.replace(/(\d{4})-(\d{2})-(\d{2})/, '$2/$3/$1'));
  writeFileSync(at('us.csv'), american.join('\n'));
  const [plain, other] = [
    await answer(shop),
    await answer(at('us.csv'), '--date-order', 'month-first'),
  ];
  expect(other.model).toEqual(plain.model);
});

test('of a time the day counts as it is written, whatever its zone; a year has four digits', async () => {
  const rows = readFileSync(shop, 'utf8').trim().split('\n');
  const late = rows.map((row) => row.replace(/(\d{4}-\d{2}-\d{2})/, '$1T23:30:00-05:00'));
  writeFileSync(at('late.csv'), late.join('\n'));
  expect((await answer(at('late.csv'))).model).toEqual((await answer(shop)).model);
  writeFileSync(at('short.csv'), 'customer,date,amount\na,04.03.26,5\n');
  const { code, stderr } = await runProgram(['clv', at('short.csv')]);
  expect(code).toBe(2);
  expect(stderr).toContain('"04.03.26" has a year of two digits in column date');
});

test('a refund that takes a purchase back leaves the customers as they were before both', async () => {
  const text = readFileSync(shop, 'utf8');
  writeFileSync(at('refunds.csv'), `${text}c0001,2025-12-24,99\nc0001,2025-12-27,-99\n`);
  const [plain, net] = [await answer(shop), await answer(at('refunds.csv'), '--refunds', 'net')];
  expect(net.model).toEqual(plain.model);
  expect(net.lifetime.purchasesReturned).toBe(1);
});

test('what comes after the last day that counts is as if it had not come', async () => {
  const [header, ...rows] = readFileSync(shop, 'utf8').trim().split('\n');
  const early = rows.filter((row) => row.split(',')[1]! <= '2025-09-30');
  writeFileSync(at('early.csv'), [header, ...early, ''].join('\n'));
  const until = ['--until', '2025-09-30'];
  const [cut, all] = [await answer(at('early.csv'), ...until), await answer(shop, ...until)];
  expect(all.model).toEqual(cut.model);
  expect(all.lifetime.later).toBe(rows.length - early.length);
});

test('a model fitted until a day is that of what was known then, and tells of what is known now', async () => {
  const until = ['--until', '2025-09-30'];
  const [then, fitted] = [
    await answer(shop, ...until),
    await answer(shop, '--fit-until', '2025-09-30'),
  ];
  const parameters = ({ model: { purchases, spending } }: LifetimeReport) => [purchases, spending];
  expect(parameters(fitted)).toEqual(parameters(then));
  expect(fitted.predictions).not.toEqual(then.predictions);
  expect(fitted.lifetime.customers).toBe((await answer(shop)).lifetime.customers);
});

test('purchases of the day at which the data are parted are known, and those after it came', async () => {
  const dates = readFileSync(shop, 'utf8').trim().split('\n').slice(1);
  const later = new Set(
    dates.flatMap((row) => (row.split(',')[1]! > '2025-08-31' ? row.split(',', 2).join() : [])),
  );
  const known = new Set(
    dates.flatMap((row) => (row.split(',')[1]! <= '2025-08-31' ? row.split(',')[0]! : [])),
  );
  const { calibration } = await answer(shop, '--calibrate-at', '2025-08-31');
  const came = [...later].filter((row) => known.has(row.split(',')[0]!));
  expect(calibration!.purchases.observed).toBe(came.length);
});

test('the unit of time changes no answer; a tenth off a year is 1 ÷ 1.1 a year later', async () => {
  const [weeks, months] = [
    await answer(shop, '--horizon', '1y'),
    await answer(shop, '--horizon', '12m', '--time-unit', 'month'),
  ];
  expect(months.predictions.value!.mean).toBeCloseTo(weeks.predictions.value!.mean, 6);
  // What the third year brings is worth between 1 ÷ 1.1² and 1 ÷ 1.1³ of itself.
  const of = async (...args: string[]) => (await answer(shop, ...args)).predictions.value!.mean;
  const third = async (...args: string[]) =>
    (await of('--horizon', '3y', ...args)) - (await of('--horizon', '2y', ...args));
  const share = (await third('--discount', '10%')) / (await third());
  expect(share).toBeGreaterThan(1.1 ** -3);
  expect(share).toBeLessThan(1.1 ** -2);
  expect(share).toBeCloseTo(1.1 ** -2.5, 2);
});

test('an assignment is a customer and a variant, whatever else stands there', async () => {
  const rows = readFileSync(assigned, 'utf8').trim().split('\n');
  const other = rows.map((row, i) =>
    i === 0 ? 'customer,variant,date' : row.replace(/[^,]*$/, '3/4/26'),
  );
  writeFileSync(at('other.csv'), other.join('\n'));
  const [plain, beside] = [
    await answer(shop, '--assignments', assigned),
    await answer(shop, '--assignments', at('other.csv')),
  ];
  expect(beside.predictedComparisons).toEqual(plain.predictedComparisons);
  writeFileSync(at('spelt.csv'), rows.join('\n').replace('personalized', 'Personalized'));
  const spelt = await runProgram(['clv', shop, '--assignments', at('spelt.csv')]);
  expect(spelt.stderr).toContain('are spellings of one variant');
});

test('a split that chance does not explain makes every comparison invalid', async () => {
  const rows = readFileSync(assigned, 'utf8').trim().split('\n');
  const lost = rows.filter((row, i) => !(row.includes('personalized') && i % 3 === 0));
  writeFileSync(at('lost.csv'), `${lost.join('\n')}\n`);
  const report = await answer(shop, '--assignments', at('lost.csv'));
  expect(report.checks[0]).toMatchObject({ code: 'SAMPLE_RATIO_MISMATCH', status: 'fail' });
  expect(report.predictedComparisons.map(({ outcome }) => outcome)).toEqual(['invalid', 'invalid']);
  expect(report.lifetime.withoutVariant).toBeGreaterThan(50);
});

test('a bad row stops the run, or is counted', async () => {
  writeFileSync(at('bad.csv'), `${readFileSync(shop, 'utf8')}c0002,2025-13-45,5\n`);
  const stopped = await runProgram(['clv', at('bad.csv')]);
  expect(stopped.code).toBe(2);
  expect(stopped.stderr).toContain('"2025-13-45" is on no day of the calendar in column date');
  expect(stopped.stdout).toBe('');
  const report = await answer(at('bad.csv'), '--on-bad-row', 'skip');
  expect(report.input.files[0]!.skippedRows).toBe(1);
});
