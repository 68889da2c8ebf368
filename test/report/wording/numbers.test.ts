import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decimalsFor,
  formatCount,
  formatFixed,
  formatLevel,
  formatP,
  formatPercent,
  formatShare,
  formatShort,
  formatSigned,
} from '../../../src/report/wording/numbers.js';

const SEEDED = { seed: 20240607, numRuns: 1000 };
const LOG_ULP = Math.log(1 - 2 ** -53);

describe('p-values', () => {
  const p = (value: number) => formatP(Math.log(value));

  test.each([
    [1, 'p = 1.00'],
    [0.9995, 'p = 1.00'],
    [0.994, 'p = 0.99'],
    [0.5, 'p = 0.50'],
    [0.1, 'p = 0.10'],
    [0.0999, 'p = 0.0999'],
    [0.0994, 'p = 0.099'],
    [0.05, 'p = 0.05'],
    [0.049, 'p = 0.049'],
    [0.0102, 'p = 0.0102'],
    [0.00123, 'p = 0.0012'],
    [0.000951, 'p = 0.00095'],
    [0.00094, 'p = 9.4e-4'],
    [4.4e-4, 'p = 4.4e-4'],
    [9.94e-5, 'p = 9.9e-5'],
    [9.96e-5, 'p = 1e-4'],
    [9.995e-5, 'p = 1e-4'],
    [1e-5, 'p = 1e-5'],
    [2.5e-300, 'p = 2.5e-300'],
  ])('%d', (value, text) => expect(p(value)).toBe(text));

  test('beyond what a double holds', () => {
    expect(formatP(-1000 * Math.LN10 + Math.log(2.5))).toBe('p = 2.5e-1000');
    expect(formatP(-123_456.789)).toMatch(/^p = \d(\.\d)?e-\d+$/);
  });

  test('is not told apart below all measure', () => {
    for (const log of [-1e7, -1e58, Number.NEGATIVE_INFINITY])
      expect(formatP(log)).toBe('p < 1e-1000000');
  });

  test('of a logarithm next to 0', () => expect(formatP(LOG_ULP)).toBe('p = 1.00'));

  test('are never 0, never above 1, and right to within their last digit', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 0, noNaN: true }), (log) => {
        const shown = Number(formatP(log).slice('p = '.length));
        expect(shown).toBeGreaterThan(0);
        expect(shown).toBeLessThanOrEqual(1);
        const exact = Math.exp(log);
        expect(Math.abs(shown / exact - 1)).toBeLessThan(0.0527);
      }),
      SEEDED,
    );
  });
});

describe('numbers with so many decimals', () => {
  test.each([
    [1234567.891, 2, '1,234,567.89'],
    [999.999, 2, '1,000.00'],
    [-1234.5, 1, '−1,234.5'],
    [-0, 2, '0.00'],
    [-0.004, 2, '0.00'],
    [0.004, 2, '0.00'],
    [123456, 0, '123,456'],
    [1e6, 0, '1,000,000'],
    [0.000123, 6, '0.000123'],
    [123456, -3, '123,456'],
    [0, 9, '0'],
    [1.234e-7, 9, '1.23e-7'],
    [-1.234e-12, 9, '−1e-12'],
    [206_443_001_818, -9, '2.06e11'],
    [-1_000_000_123, 0, '−1.000000123e9'],
    [1e300, 2, '1.00000000000000005e300'],
  ])('%d to %d', (value, decimals, text) => expect(formatFixed(value, decimals)).toBe(text));

  test('a sign always stands, but for one that rounds away', () => {
    expect(formatSigned(1.5, 1)).toBe('+1.5');
    expect(formatSigned(-1.5, 1)).toBe('−1.5');
    expect(formatSigned(0, 1)).toBe('+0.0');
    expect(formatSigned(-0, 1)).toBe('+0.0');
    expect(formatSigned(-0.04, 1)).toBe('+0.0');
  });

  test('counts have separators and no decimals', () => {
    expect(formatCount(0)).toBe('0');
    expect(formatCount(999)).toBe('999');
    expect(formatCount(1000)).toBe('1,000');
    expect(formatCount(Number.MAX_SAFE_INTEGER)).toBe('9,007,199,254,740,991');
    expect(formatCount(-1000)).toBe('−1,000');
  });

  // A bug of today: toFixed itself turns to exponents from 1e21 on.
  test('counts have no exponent however large', () => {
    expect(formatCount(1.5e22)).not.toContain('e');
  });
});

describe('percentages', () => {
  test.each([
    [0.0151, 2, '1.51 %'],
    [0.99999, 2, '100.00 %'],
    [1, 0, '100 %'],
    [-0.05, 1, '−5.0 %'],
    [-0.00001, 1, '0.0 %'],
    [12.345, 0, '1,235 %'],
  ])('%d to %d', (share, decimals, text) => expect(formatPercent(share, decimals)).toBe(text));

  test.each([
    [0.05, '5 %'],
    [0.95, '95 %'],
    [0.975, '97.5 %'],
    [1 - 0.05 / 3, '98.333 %'],
    [0.8, '80 %'],
    [0.29, '29 %'],
    [2e-9, '2e-7 %'],
    [3.4e-120, '3e-118 %'],
    [5e-324, '5e-322 %'],
    [1e-9, '1e-7 %'],
    [1e-120, '1e-118 %'],
  ])('a level of %d', (share, text) => expect(formatLevel(share)).toBe(text));
});

describe('three significant digits', () => {
  test.each([
    [0, '0'],
    [0.3, '0.300'],
    [1, '1.00'],
    [9.994, '9.99'],
    [12.34, '12.3'],
    [123.4, '123'],
    [1234.5, '1,235'],
    [-1.5, '−1.50'],
    [0.001, '0.00100'],
    [0.000123, '0.000123'],
    [1.5e-7, '1.50e-7'],
    [-1.5e-7, '−1.50e-7'],
    [999_999_999, '999,999,999'],
    [1e9, '1.00e9'],
  ])('%d', (value, text) => expect(formatShort(value)).toBe(text));
});

test('decimals show so many digits', () => {
  expect(decimalsFor(0.0123, 2)).toBe(3);
  expect(decimalsFor(1.23, 2)).toBe(1);
  expect(decimalsFor(123, 2)).toBe(-1);
  expect(decimalsFor(0, 2)).toBe(0);
  expect(decimalsFor(Number.NaN, 2)).toBe(0);
  expect(decimalsFor(Number.POSITIVE_INFINITY, 2)).toBe(0);
  expect(decimalsFor(1e-300, 2)).toBe(301);
});

test.each([
  [0, '0.0 %'],
  [0.0003, '0.030 %'],
  [4.8e-8, '4.8e-6 %'],
  [0.0099, '0.99 %'],
  [0.349, '34.9 %'],
  [1, '100.0 %'],
])('a share of %d is told as %s: none that is not 0 as 0', (share, text) => {
  expect(formatShare(share)).toBe(text);
});
