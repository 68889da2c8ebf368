import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNumber } from '../../../src/read/values/numbers.js';

const plain = { decimal: '.', thousands: '' } as const;
const german = { decimal: ',', thousands: '.' } as const;

test.each([
  ['0', 0],
  ['-0.5', -0.5],
  ['+7', 7],
  ['1.', 1],
  ['.5', 0.5],
  ['1e3', 1000],
  ['1.5E-3', 0.0015],
  ['007', 7],
  ['1e-400', 0],
])('%s is %d', (text, value) => {
  expect(parseNumber(text, plain)).toBe(value);
});

test.each([
  ['', 'not-a-number'],
  ['.', 'not-a-number'],
  ['-', 'not-a-number'],
  ['1e', 'not-a-number'],
  ['1 2', 'not-a-number'],
  ['1.2.3', 'not-a-number'],
  ['١٢', 'other-digits'],
  ['१२.५', 'other-digits'],
  ['12-', 'minus-behind'],
  ['1.5k', 'short-form'],
  ['0b1', 'not-a-number'],
  ['12,5', 'decimal-comma'],
  ['1,234', 'thousands'],
  ['1.234.567', 'thousands'],
  ["1'234", 'thousands'],
  ['1\u202f234,50', 'thousands'],
  ['80 %', 'percent'],
  ['2.6%', 'percent'],
  ['$12.50', 'currency'],
  ['12,50 €', 'currency'],
  ['NaN', 'nan'],
  ['-Inf', 'infinite'],
  ['∞', 'infinite'],
  ['0x1F', 'hexadecimal'],
  ['1_000', 'underscores'],
  ['1e400', 'too-large'],
])('%j is none: %s', (text, why) => {
  expect(parseNumber(text, plain)).toBe(why);
});

describe('with a decimal comma and points between thousands', () => {
  test.each([
    ['1.234,5', 1234.5],
    ['-1.234.567', -1234567],
    ['12,5', 12.5],
    ['1234,5', 1234.5],
    ['1,5e3', 1500],
  ])('%s is %d', (text, value) => {
    expect(parseNumber(text, german)).toBe(value);
  });

  test.each(['12.5', '1.23.456', '.123', '1234.567', '1,2,3', '1,234.567', '1.234.'])(
    '%s is none, since its separators are misplaced',
    (text) => {
      expect(parseNumber(text, german)).toBeTypeOf('string');
    },
  );
});

test('spaces between thousands may be of any kind', () => {
  const french = { decimal: ',', thousands: ' ' } as const;
  for (const space of [' ', '\u00a0', '\u202f']) {
    expect(parseNumber(`1${space}234${space}567,5`, french)).toBe(1234567.5);
  }
});

test('a decimal comma alone leaves points without meaning', () => {
  expect(parseNumber('12.5', { decimal: ',', thousands: '' })).toBe('decimal-point');
});

test('every double up to 1e150 that is written out is read back to the last bit', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e150, max: 1e150 }), (any) => {
      const value = any + 0; // which leaves no −0, since that is written 0
      expect(parseNumber(String(value), plain)).toBe(value);
      expect(parseNumber(String(value).replace('.', ','), { ...german, thousands: '' })).toBe(
        value,
      );
    }),
    { seed: 20261122, numRuns: 500 },
  );
});

test('whatever is written, it is a finite number or a reason', () => {
  const scrap = fc.constantFrom('1', '23', '456', '.', ',', '-', 'e', ' ', '%', '_', 'x', '€');
  fc.assert(
    fc.property(fc.array(scrap, { maxLength: 8 }), fc.constantFrom(plain, german), (parts, as) => {
      const value = parseNumber(parts.join(''), as);
      expect(typeof value === 'string' || Number.isFinite(value)).toBe(true);
    }),
    { seed: 20261122, numRuns: 2000 },
  );
});

test.each(['1'.repeat(900_000), `1${' '.repeat(900_000)}`, '1,'.repeat(450_000)])(
  'a field of almost a million characters is judged in linear time (%#)',
  (start) => {
    const begun = performance.now();
    expect(parseNumber(`${start}x`, plain)).toBe('not-a-number');
    expect(performance.now() - begun).toBeLessThan(1000);
  },
);
