import { describe, expect, test } from 'vitest';
import {
  averageOf,
  averageSkewness,
  hasTooFewEvents,
  isCounted,
  type StratumPart,
} from '../../../src/experiment/compare/strata.js';
import type { StratifiedEffect } from '../../../src/stats/tests/stratified-effect.js';

const arm = (n: number, mean: number, variance: number | null) => ({
  ...{ variant: 'x', n, mean, variance },
});

/** Of 20 and 30 units, with a weight of 12: an effect of 2 whose own t has an error of 0.5 and 40 df. */
const PART: StratumPart = {
  ...{ kind: 'mean', covariate: null, method: 'welch', statistic: 4, df: 40 },
  ...{ control: arm(20, 5, 8), treatment: arm(30, 7, 6), effect: { estimate: 2 } },
  skewness: { difference: 0.3 },
};
/** Of 8 and 24 units, with a weight of 6: an effect of −1 whose t has an error of 1 and 20 df. */
const OTHER: StratumPart = {
  ...{ ...PART, statistic: -1, df: 20, effect: { estimate: -1 } },
  ...{ control: arm(8, 5, 4), treatment: arm(24, 4, 12), skewness: { difference: -0.6 } },
};

function averaged(...parts: StratumPart[]): StratifiedEffect {
  const found = averageOf(parts, false, 'two-sided');
  if (typeof found === 'string') throw new Error(found);
  return found;
}

test('effects are averaged by n m ÷ (n + m), with the errors that their own tests have', () => {
  const { estimate, variance, df } = averaged(PART, OTHER);
  // Shares of 2/3 and 1/3; Satterthwaite's degrees of freedom.
  expect(estimate).toBeCloseTo((2 * 2 - 1) / 3, 12);
  const terms = [(4 / 9) * 0.25, 1 / 9];
  const whole = terms[0]! + terms[1]!;
  expect(variance).toBeCloseTo(whole, 12);
  expect(df).toBeCloseTo(whole ** 2 / (terms[0]! ** 2 / 40 + terms[1]! ** 2 / 20), 10);
});

describe('the error of a stratum', () => {
  const own = 8 / 20 + 6 / 30;
  // Welch's: (0.4 + 0.2)² ÷ (0.4² ÷ 19 + 0.2² ÷ 29).
  const welch = own ** 2 / (0.4 ** 2 / 19 + 0.2 ** 2 / 29);

  test.each<[string, Partial<StratumPart>]>([
    ['a test of another error', { method: 'student' }],
    ['a sequence', { method: 'confidence-sequence' }],
    ['a test without degrees of freedom', { df: null }],
    ['no statistic', { statistic: null }],
    ['an effect of nothing', { statistic: 0 }],
    ['a test at a margin', { margin: { absolute: 1 } }],
  ])('is that of its arms where there is %s', (_, rest) => {
    const { variance, df } = averaged({ ...PART, ...rest });
    expect(variance).toBeCloseTo(own, 12);
    expect(df).toBeCloseTo(welch, 9);
  });

  test('is its own of a ratio, too, and of its arms less what a covariate explains', () => {
    expect(averaged({ ...PART, method: 'delta' }).variance).toBeCloseTo(0.25, 12);
    const covariate = { column: 'x', theta: 1, varianceReduction: 0.75, covariates: [] };
    const { variance } = averaged({ ...PART, covariate, statistic: null });
    expect(variance).toBeCloseTo(0.25 * own, 12);
  });

  test('is nothing where nothing varies, which says nothing of how free others are', () => {
    const constant = { control: arm(20, 5, 0), treatment: arm(30, 7, 0), statistic: null };
    const { variance, df, estimate } = averaged({ ...PART, ...constant }, OTHER);
    expect(estimate).toBeCloseTo(1, 12);
    expect(variance).toBeCloseTo(1 / 9, 12);
    expect(df).toBeCloseTo(20, 10);
    expect(averageOf([{ ...PART, ...constant }], false, 'two-sided')).toBe('ZERO_VARIANCE');
  });

  test('leaves out strata without one, and those where an arm has one unit', () => {
    const alone = averaged(OTHER);
    const unknown = { ...PART, statistic: null, control: arm(20, 5, null) };
    const [few, fewer] = [
      { ...PART, control: arm(1, 9, null) },
      { ...PART, treatment: arm(1, 9, null) },
    ];
    for (const part of [unknown, few, fewer]) {
      expect(averaged(OTHER, part)).toMatchObject({
        ...{ estimate: alone.estimate, variance: alone.variance, df: alone.df },
      });
    }
    expect(averageOf([few], false, 'two-sided')).toBe('TOO_FEW_UNITS');
    expect(averaged(OTHER, { ...PART, control: arm(2, 5, 8) }).estimate).not.toBe(-1);
  });
});

describe('the skewness of an average', () => {
  test('is that of its strata, by their shares of its spread to the power of 3/2', () => {
    const spread = [144 * 0.25, 36];
    const share = (i: number) => (spread[i]! / (spread[0]! + spread[1]!)) ** 1.5;
    const expected = share(0) * 0.3 + share(1) * -0.6;
    expect(averageSkewness([PART, OTHER], false)).toBeCloseTo(expected, 12);
    expect(averageSkewness([PART], false)).toBeCloseTo(0.3, 12);
  });

  test('is not known of counts, of a stratum that does not know it, or where nothing varies', () => {
    expect(averageSkewness([PART, OTHER], true)).toBeNull();
    expect(averageSkewness([PART, { ...OTHER, skewness: null }], false)).toBeNull();
    const left = { ...OTHER, skewness: null, control: arm(1, 5, null) };
    expect(averageSkewness([PART, left], false)).toBeCloseTo(0.3, 12);
    const constant = { control: arm(9, 5, 0), treatment: arm(9, 5, 0), statistic: null };
    expect(averageSkewness([{ ...PART, ...constant }], false)).toBeNull();
  });
});

test('counts are rates that no covariate adjusts', () => {
  const covariate = { column: 'x', theta: 1, varianceReduction: 0.5, covariates: [] };
  expect(isCounted({ kind: 'proportion', covariate: null })).toBe(true);
  expect(isCounted({ kind: 'proportion', covariate })).toBe(false);
  expect(isCounted({ kind: 'mean', covariate: null })).toBe(false);
});

test('events are too few below five that chance could have moved either way', () => {
  const part = (a: number, b: number): StratumPart => ({
    ...PART,
    ...{ kind: 'proportion', method: 'score' },
    control: { ...arm(100, a / 100, null), successes: a },
    treatment: { ...arm(100, b / 100, null), successes: b },
  });
  // Half of the successes are expected in the treatment, and as many fewer, or more, are possible.
  expect(hasTooFewEvents([part(4, 5)])).toBe(true);
  expect(hasTooFewEvents([part(5, 5)])).toBe(false);
  expect(hasTooFewEvents([part(2, 3), part(4, 1)])).toBe(false);
  expect(hasTooFewEvents([part(95, 96)])).toBe(true);
});
