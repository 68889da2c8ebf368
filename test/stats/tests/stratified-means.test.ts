import { expect, test } from 'vitest';
import { sequenceReference } from '../../../src/stats/sequential/confidence-sequence.js';
import { postStratifiedTest } from '../../../src/stats/tests/stratified-means.js';

const STRATA = [
  { estimate: 2, variance: 0.5, df: 8, weight: 30 },
  { estimate: -1, variance: 2, df: 4, weight: 10 },
];

test('effects of strata weighted by their units, with Satterthwaite’s degrees of freedom, by hand', () => {
  const found = postStratifiedTest(STRATA, 'two-sided');
  const [a, b] = [0.5 * 0.75 ** 2, 2 * 0.25 ** 2];
  expect(found).toMatchObject({
    estimate: expect.closeTo(1.25, 14),
    variance: expect.closeTo(a + b, 14),
    statistic: expect.closeTo(1.25 / Math.sqrt(a + b), 13),
    df: expect.closeTo((a + b) ** 2 / (a ** 2 / 8 + b ** 2 / 4), 12),
  });
  const known = STRATA.map((one) => ({ ...one, df: Number.POSITIVE_INFINITY }));
  expect(postStratifiedTest(known, 'two-sided')).toMatchObject({ df: Number.POSITIVE_INFINITY });
});

test('effects of which nothing can be told say why', () => {
  const [first, second] = STRATA as [(typeof STRATA)[number], (typeof STRATA)[number]];
  const by = (change: object) => postStratifiedTest([first, { ...second, ...change }], 'less');
  expect(postStratifiedTest([], 'less')).toBe('TOO_FEW_UNITS');
  expect(by({ estimate: Number.NaN })).toBe('TOO_FEW_UNITS');
  expect(by({ variance: Number.NaN })).toBe('TOO_FEW_UNITS');
  expect(by({ variance: Number.POSITIVE_INFINITY })).toBe('NUMBERS_TOO_LARGE');
  expect(by({ estimate: 1e200 })).toBe('NUMBERS_TOO_LARGE');
  expect(by({ variance: 0 })).not.toBe('ZERO_VARIANCE');
  expect(postStratifiedTest([{ ...first, variance: 0 }], 'less')).toBe('ZERO_VARIANCE');
});

test('a sequence of one side is moved by anything on it, and by nothing on the other', () => {
  const time = { units: 400, plannedUnits: 100, alpha: 0.025 };
  const { pValue } = sequenceReference(time, 'greater');
  // N·rho² = 4 · (x + ln(1 + x)), x = −2 ln 0.05; p = √(1 + Nρ²) ⁄ (2 (exp(z² share ⁄ 2) − 1)), at most 1.
  const x = -2 * Math.log(0.05);
  const nu = 4 * (x + Math.log(1 + x));
  const p = (z: number) =>
    Math.min(1, Math.sqrt(1 + nu) / (2 * Math.expm1((0.5 * z * z * nu) / (1 + nu))));
  for (const z of [0.5, 0.9, 2, 3.5, 5]) {
    expect(pValue(z, 'greater').pValue / p(z)).toBeCloseTo(1, 12);
    expect(pValue(-z, 'less').pValue / p(z)).toBeCloseTo(1, 12);
    expect(pValue(-z, 'greater').pValue).toBe(1);
    expect(pValue(z, 'less').pValue).toBe(1);
  }
  expect(pValue(0, 'greater').pValue).toBe(1);
});
