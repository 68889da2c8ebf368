import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { spendingBoundaries } from '../../../src/stats/sequential/sequential-boundary.js';
import { logSpent } from '../../../src/stats/sequential/spending.js';
import {
  SPENDINGS,
  type Spending,
  spendingFamily,
  spendingNamed,
} from '../../../src/stats/sequential/spending-family.js';

interface Row {
  spending: Spending;
  alternative: 'two-sided' | 'greater';
  level: number;
  fractions: number[];
  boundaries: number[];
}

const rows: Row[] = JSON.parse(
  readFileSync(new URL('../../reference/spending.json', import.meta.url), 'utf8'),
);

test.each(rows)('$spending, $alternative, at $fractions, as mvtnorm has it', (row) => {
  const found = spendingBoundaries(row, row.level);
  // Miwa's integral over three looks is good to eight digits.
  for (const [i, bound] of row.boundaries.entries()) expect(found[i]).toBeCloseTo(bound, 7);
});

test('gsDesign’s table of its defaults: three looks at one-sided 2.5 %, γ = −4', () => {
  const looks = {
    fractions: [1 / 3, 2 / 3, 1],
    spending: 'hwang-shih-decani',
    alternative: 'greater',
  } as const;
  // Anderson, gsDesign: An R Package for Designing Group Sequential Clinical Trials, gsDesign().
  const found = spendingBoundaries(looks, 0.025);
  for (const [i, bound] of [3.01, 2.55, 2.0].entries()) expect(found[i]).toBeCloseTo(bound, 2);
});

test.each(SPENDINGS)(
  '%s spends nothing at first, all in the end, and ever more between',
  (spending) => {
    const level = Math.log(0.025);
    expect(logSpent(spending, 0, level)).toBe(Number.NEGATIVE_INFINITY);
    expect(logSpent(spending, 1, level)).toBe(level);
    const spent = Array.from({ length: 99 }, (_, i) => logSpent(spending, (i + 1) / 100, level));
    for (const [i, now] of spent.entries()) {
      expect(now).toBeGreaterThan(spent[i - 1] ?? Number.NEGATIVE_INFINITY);
    }
    expect(spent.at(-1)).toBeLessThan(level);
    expect(spent.at(-1)).toBeGreaterThan(level - 0.06);
  },
);

test.each([
  ['power-2.50', 'power-2.5'],
  ['power-50', 'power-50'],
  ['hwang-shih-decani:-4.0', 'hwang-shih-decani'],
  ['hwang-shih-decani:-0', 'hwang-shih-decani:0'],
  ['hwang-shih-decani:40', 'hwang-shih-decani:40'],
  ['pocock', 'pocock'],
])('%s is on record as %s', (text, name) => {
  expect(spendingNamed(text)).toBe(name);
});

test.each(['power-0', 'power-51', 'power--1', 'power-', 'power-1e1', 'power-2 ', 'obrien'])(
  '%s is no spending function',
  (text) => {
    expect(spendingNamed(text)).toBeNull();
    expect(() => spendingFamily(text)).toThrow(RangeError);
  },
);

test.each(['hwang-shih-decani:-41', 'hwang-shih-decani:40.01', 'hwang-shih-decani:', 'hwang'])(
  '%s is none either',
  (text) => expect(spendingNamed(text)).toBeNull(),
);

test('the usual γ is −4, and γ near 0 goes over into a straight line', () => {
  const at = (spending: Spending) => logSpent(spending, 0.3, Math.log(0.025));
  expect(at('hwang-shih-decani:-4')).toBe(at('hwang-shih-decani'));
  expect(at('hwang-shih-decani:0')).toBe(at('power-1'));
  expect(at('hwang-shih-decani:0.0000001')).toBeCloseTo(at('power-1'), 6);
});
