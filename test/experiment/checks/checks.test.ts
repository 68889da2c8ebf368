import { describe, expect, test } from 'vitest';
import type { Aggregates } from '../../../src/experiment/aggregates.js';
import { type Check, checkData } from '../../../src/experiment/checks/checks.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { segmentedEffects } from '../../../src/experiment/compare/heterogeneity.js';
import { compareSegments } from '../../../src/experiment/compare/segments.js';
import { CHOSEN_BY_DATA, USUAL_TESTS } from '../../../src/experiment/compare/tests.js';
import type { Design } from '../../../src/experiment/design.js';
import { cellsOf, designOf, mean, rate } from '../given.js';

function checks(aggregates: Aggregates, rest: Partial<Design> = {}): Check[] {
  const design = designOf(aggregates, rest);
  const overall = compareAll(aggregates, design);
  const effects = segmentedEffects(overall, compareSegments(aggregates, design), design);
  return checkData({ aggregates, design, comparisons: overall, effects });
}

function found<C extends Check['code']>(code: C, all: Check[]) {
  return all.filter((one): one is Extract<Check, { code: C }> => one.code === code);
}

describe('the sample ratio', () => {
  const ratio = (control: number, treatment: number, rest: Partial<Design> = {}) => {
    const aggregates = cellsOf(['m'], {
      generic: [rate(Math.min(9, control), control)],
      personal: [rate(Math.min(9, treatment), treatment)],
    });
    return found('SAMPLE_RATIO_MISMATCH', checks(aggregates, rest))[0];
  };

  // R, chisq.test(c(5000, …)): 0.01026, 0.00998, 0.00102, 0.00098
  test.each([
    [5260, 'pass', 0.0102628435556526],
    [5261, 'warn', 0.00997796323693651],
    [5334, 'warn', 0.00101772112539068],
    [5335, 'fail', 0.000983309750100878],
  ])('of 5,000 : %d: %s', (treatment, status, pValue) => {
    const check = ratio(5000, treatment)!;
    expect(check.status).toBe(status);
    expect(check.pValue).toBeCloseTo(pValue, 14);
    expect(check.logPValue).toBeCloseTo(Math.log(pValue), 9);
  });

  test('is held against the planned split where there is one', () => {
    const allocation = new Map([
      ['generic', 1],
      ['personal', 2],
    ]);
    const planned = ratio(3400, 6600, { allocation })!;
    expect(planned).toMatchObject({ status: 'pass', planned: true });
    expect(planned.pValue).toBeCloseTo(0.157299207050284, 13);
    expect(planned.shares[1]).toEqual({ variant: 'personal', observed: 0.66, expected: 2 / 3 });
    expect(ratio(3400, 6600)).toMatchObject({ status: 'fail', planned: false });
  });

  test('never has p = 0, however lopsided', () => {
    const { pValue, logPValue } = ratio(2e6, 10)!;
    expect(pValue).toBeGreaterThan(0);
    expect(logPValue).toBeLessThan(-1e5);
    expect(Number.isFinite(logPValue)).toBe(true);
  });

  test('fails for a variant without units, and is nothing where nobody is there', () => {
    expect(ratio(100, 0, {})).toBeDefined();
    const nobody = cellsOf(['m'], { generic: [rate(0, 0)], personal: [rate(0, 0)] });
    expect(checks(nobody)).toEqual([]);
  });

  test('counts the units with a missing value too', () => {
    const aggregates = cellsOf(['m'], { generic: [rate(9, 900, 100)], personal: [rate(9, 1000)] });
    expect(found('SAMPLE_RATIO_MISMATCH', checks(aggregates))[0]!.pValue).toBe(1);
  });
});

test('missing values are counted over all variants, metric by metric', () => {
  const aggregates = cellsOf(['a', 'b'], {
    generic: [rate(50, 97, 3), rate(50, 100)],
    personal: [rate(50, 95, 5), rate(50, 100)],
  });
  expect(found('MISSING_VALUES', checks(aggregates))).toEqual([
    { code: 'MISSING_VALUES', status: 'warn', metric: 'a', missing: 8, units: 200 },
  ]);
});

describe('small counts', () => {
  const small = (a: [number, number], b: [number, number], rest: Partial<Design> = {}) => {
    const aggregates = cellsOf(['m'], { generic: [rate(...a)], personal: [rate(...b)] });
    const tests = { ...CHOSEN_BY_DATA, proportion: 'score' } as const;
    return found('SMALL_COUNTS', checks(aggregates, { tests, ...rest }));
  };

  test('warn below five expected in a cell, not at five', () => {
    expect(small([5, 100], [5, 100])).toEqual([]);
    expect(small([5, 100], [4, 100])).toEqual([
      {
        code: 'SMALL_COUNTS',
        status: 'warn',
        metric: 'm',
        treatment: 'personal',
        expected: 4.5,
        excess: null,
        noExactTest: false,
      },
    ]);
  });

  test('are of failures as much as of successes, and of the smaller arm', () => {
    expect(small([96, 100], [95, 100])[0]!.expected).toBeCloseTo(4.5, 12);
    // 40 of 1,040 in an arm of 40 is 1.5
    expect(small([38, 1000], [2, 40])[0]!.expected).toBeCloseTo((40 * 40) / 1040, 12);
    expect(small([2, 40], [38, 1000])[0]!.expected).toBeCloseTo((40 * 40) / 1040, 12);
  });

  test('do not matter to Fisher’s test, nor where nothing is tested', () => {
    const tests = { ...USUAL_TESTS, proportion: 'fisher', mean: 'welch' } as const;
    expect(small([5, 100], [4, 100], { tests })).toEqual([]);
    expect(small([0, 100], [0, 0])).toEqual([]);
  });

  test('are left to the exact test where none is asked for', () => {
    expect(small([5, 100], [4, 100], { tests: CHOSEN_BY_DATA })).toEqual([]);
  });

  test('are of arms so unequal that the level is exceeded, which many equal ones do not', () => {
    const [one] = small([540, 5400], [60, 600]);
    // Skewness (1 − 2p) ⁄ √(p (1 − p)) · (n² − m²) ⁄ (n m (n + m))^½ ⁄ …, worked out by hand from the cumulants.
    const [p, n, m] = [0.1, 5400, 600];
    const second = p * (1 - p) * (1 / n + 1 / m);
    const third = p * (1 - p) * (1 - 2 * p) * (1 / m ** 2 - 1 / n ** 2);
    const z = 1.959963984540054;
    const density = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
    const excess = ((third / second ** 1.5 / 6) * (z ** 2 - 1) * density) / 0.025;
    expect(one).toMatchObject({ expected: 60 });
    expect(one!.excess).toBeCloseTo(excess, 9);
    expect(small([600, 6000], [600, 6000])).toEqual([]);
    expect(small([4500, 45000], [500, 5000])).toEqual([]);
    // At a stricter level the same arms are too unequal.
    expect(small([4500, 45000], [500, 5000], { alpha: 0.0001 })).toHaveLength(1);
  });

  test('do not concern means', () => {
    const aggregates = cellsOf(['m'], { generic: [mean(3, 1, 1)], personal: [mean(3, 2, 1)] });
    expect(found('SMALL_COUNTS', checks(aggregates))).toEqual([]);
  });
});

describe('names that are alike', () => {
  const alike = (...names: string[]) =>
    found(
      'ALIKE_VARIANTS',
      checks(cellsOf(['m'], Object.fromEntries(names.map((name) => [name, [rate(50, 100)]])))),
    ).map(({ variants }) => variants);

  test('differ in case or inner space only', () => {
    expect(alike('generic', 'Generic', 'other')).toEqual([['generic', 'Generic']]);
    expect(alike('a', 'no mail', 'no  mail')).toEqual([['no mail', 'no  mail']]);
    expect(alike('a', 'b', 'c')).toEqual([]);
  });
});

describe('no relative effect', () => {
  const none = (aggregates: Aggregates, rest: Partial<Design> = {}) =>
    found('NO_RELATIVE_EFFECT', checks(aggregates, rest)).map(({ zero }) => zero);

  test('where the control is 0, or cannot be told from it', () => {
    expect(none(cellsOf(['m'], { generic: [rate(0, 100)], b: [rate(20, 100)] }))).toEqual([true]);
    const noise = cellsOf(['m'], { generic: [mean(100, 0.1, 100)], b: [mean(100, 9, 100)] });
    expect(none(noise)).toEqual([false]);
  });

  test('is not said where there is one, nor where there is no test at all', () => {
    expect(none(cellsOf(['m'], { generic: [rate(10, 100)], b: [rate(20, 100)] }))).toEqual([]);
    expect(none(cellsOf(['m'], { generic: [rate(0, 100)], b: [rate(0, 0)] }))).toEqual([]);
  });
});

test('the sample ratio comes first', () => {
  const aggregates = cellsOf(['m'], { generic: [rate(0, 90, 10)], personal: [rate(3, 100)] });
  expect(checks(aggregates).map(({ code }) => code)).toEqual([
    'SAMPLE_RATIO_MISMATCH',
    'MISSING_VALUES',
    'NO_RELATIVE_EFFECT',
  ]);
});
