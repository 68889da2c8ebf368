import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { randomStream } from '../../../src/stats/random/random.js';
import { balanceTest } from '../../../src/stats/tests/balance.js';
import { relativeError } from '../reference.js';

const { rows } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../reference/balance.json'), 'utf8'),
) as { rows: { table: number[][]; p: number }[] };

test.each(rows)('agrees with R on $table', ({ table, p }) => {
  expect(relativeError(balanceTest(table)!.pValue, p)).toBeLessThan(1e-10);
});

test('rare columns are pooled until twenty are expected in each row, the rarest first', () => {
  const apart = [
    [8, 8, 8, 1000, 900],
    [8, 9, 8, 1000, 900],
  ];
  const pooled = [
    [24, 1000, 900],
    [25, 1000, 900],
  ];
  expect(balanceTest(apart)).toEqual(balanceTest(pooled));
});

test('where too few are left, the rare ones by Fisher', () => {
  // R: fisher.test(rbind(c(4, 9896), c(3, 97)))$p.value
  expect(
    balanceTest([
      [4, 9896],
      [3, 97],
    ])!.pValue,
  ).toBeCloseTo(3.29897824566809e-5, 12);
});

test('what holds nothing in two rows and columns is no table', () => {
  expect(balanceTest([])).toBeNull();
  expect(
    balanceTest([
      [3, 4],
      [0, 0],
    ]),
  ).toBeNull();
  expect(
    balanceTest([
      [3, 0],
      [4, 0],
    ]),
  ).toBeNull();
});

test('p < 0.001 no more often than that at 99 : 1 with 200 segments, most of them rare', () => {
  // Sizes by Zipf's law, 20,000 units in all; Pearson's test alone errs in 1.6 %.
  const harmonic = Array.from({ length: 200 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b);
  const sizes = Array.from({ length: 200 }, (_, i) => Math.round(20_000 / harmonic / (i + 1)));
  const units = sizes.flatMap((size, segment) => Array<number>(size).fill(segment));
  const [runs, treated] = [4000, units.length / 100];
  let alarms = 0;
  for (let run = 0; run < runs; run += 1) {
    const random = randomStream(20240607, [run, 0]);
    const arm = sizes.map(() => 0);
    for (let i = 0; i < treated; i += 1) {
      const j = i + Math.floor(random.uniform() * (units.length - i));
      [units[i], units[j]] = [units[j]!, units[i]!];
      arm[units[i]!]! += 1;
    }
    const control = sizes.map((size, i) => size - arm[i]!);
    if (balanceTest([control, arm])!.pValue < 0.001) alarms += 1;
  }
  expect(alarms / runs).toBeLessThan(0.001 + 4 * Math.sqrt(0.001 / runs));
});

test.each([500, 2000])(
  'far out it errs little more than it says, with two columns of %i at 99 : 1',
  (rare) => {
    const columns = [rare, rare, 100 * rare];
    const all = 102 * rare;
    const small = all / 100;
    const logFactorial = [0];
    for (let i = 1; i <= all; i++) logFactorial.push(logFactorial[i - 1]! + Math.log(i));
    const logChoose = (n: number, k: number) =>
      logFactorial[n]! - logFactorial[k]! - logFactorial[n - k]!;
    // All tables that are not next to impossible, by their chance: five are expected in 500.
    let errs = 0;
    for (let a = 0; a <= rare / 20; a++) {
      for (let b = 0; b <= rare / 20; b++) {
        const arm = [a, b, small - a - b];
        const rest = columns.map((column, i) => column - arm[i]!);
        const logs = arm.map((count, i) => logChoose(columns[i]!, count));
        const chance = Math.exp(logs[0]! + logs[1]! + logs[2]! - logChoose(all, small));
        if (chance > 1e-12 && balanceTest([rest, arm])!.pValue < 1e-4) errs += chance;
      }
    }
    expect(errs).toBeLessThan(3e-4);
  },
);

test('of several columns that are too few together, all but the largest are the rare ones', () => {
  // scipy 1.17.1: fisher_exact([[3, 50], [4, 48]]) and, of three rows, three times the least of theirs.
  expect(
    balanceTest([
      [50, 2, 1],
      [48, 1, 3],
    ])!.pValue,
  ).toBeCloseTo(0.7156754510402497, 11);
  const three = [
    [1, 50, 2],
    [3, 48, 1],
    [9, 40, 3],
  ];
  expect(balanceTest(three)!.pValue).toBeCloseTo(0.022486206371713457, 11);
  expect(balanceTest(three)!.logPValue).toBeCloseTo(Math.log(0.022486206371713457), 9);
});

test('rows that are all alike are no evidence, and no p is above 1', () => {
  for (const row of [
    [5, 5],
    [500, 500],
  ]) {
    expect(balanceTest([row, row, row])).toEqual({ pValue: 1, logPValue: 0 });
  }
});

test('of columns that are pooled into two it is by Fisher of these two', () => {
  const apart = [
    [12, 12, 12, 13],
    [12, 12, 13, 13],
  ];
  const pooled = [
    [24, 25],
    [24, 26],
  ];
  expect(balanceTest(apart)).toEqual(balanceTest(pooled));
  // R: fisher.test(rbind(c(24, 25), c(24, 26)))$p.value
  expect(balanceTest(pooled)!.pValue).toBe(1);
});

test('the rarest columns are pooled first, in whatever order they stand', () => {
  const apart = [
    [900, 8, 1000, 8, 8],
    [900, 8, 1000, 9, 8],
  ];
  const pooled = [
    [24, 1000, 900],
    [25, 1000, 900],
  ];
  expect(balanceTest(apart)!.pValue).toBeCloseTo(balanceTest(pooled)!.pValue, 12);
});
