import { describe, expect, test } from 'vitest';
import { adjustedForms } from '../../../src/experiment/compare/adjusted-forms.js';
import { linearized } from '../../../src/experiment/compare/linearized.js';
import { monitoredMargin } from '../../../src/experiment/compare/margin-forms.js';
import { monitoredTest } from '../../../src/experiment/compare/monitored-test.js';
import { testPair } from '../../../src/experiment/compare/pair.js';
import { formsOf } from '../../../src/experiment/compare/test-forms.js';
import { CHOSEN_BY_DATA, usualTest } from '../../../src/experiment/compare/tests.js';
import type { Monitoring } from '../../../src/experiment/monitoring/monitoring.js';
import type { MonitoringRule } from '../../../src/experiment/monitoring/pair-monitoring.js';
import {
  sequenceNonInferiority,
  sequenceTest,
} from '../../../src/stats/sequential/confidence-sequence.js';
import { lookScale, marginAtLook, testAtLook } from '../../../src/stats/sequential/look.js';
import { rateSequenceTest } from '../../../src/stats/sequential/rate-sequence.js';
import { adjustedArms } from '../../../src/stats/tests/adjusted-test.js';
import { welchTest } from '../../../src/stats/tests/means-test.js';
import { estimatedDifference } from '../../../src/stats/tests/point-estimate.js';
import type { TwoSampleTest, Untestable } from '../../../src/stats/tests/two-sample-test.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

import {
  ARMS,
  COUNTS,
  forms,
  MEANS,
  ofRates,
  RATES,
  sampleOf,
  TIME,
  told,
  unitsOf,
} from './forms.js';

describe('without a margin', () => {
  test('each kind has its sequence, at no difference too', () => {
    const arms = estimatedDifference(MEANS.control.moments, MEANS.treatment.moments);
    const [c, t] = [ARMS.control, ARMS.treatment].map(({ moments }) => linearized(moments)!);
    for (const [samples, kind, expected] of [
      [RATES, 'proportion', rateSequenceTest(COUNTS, TIME, 'greater')],
      [MEANS, 'mean', sequenceTest(arms, TIME, 'greater')],
      [ARMS, 'ratio', sequenceTest(estimatedDifference(c!, t!), TIME, 'greater')],
    ] as const) {
      const { sequence, atZero } = forms(samples, kind);
      expect(told(sequence(TIME, 'greater'))).toEqual(told(expected));
      expect(told(atZero(false).sequence(TIME, 'greater'))).toEqual(told(expected));
    }
  });

  test('a test that was asked for is not that at no difference, but for the exact one', () => {
    const tests = { ...CHOSEN_BY_DATA, proportion: 'fisher' } as const;
    const { plain, atZero } = formsOf(RATES, 'proportion', null, tests);
    const method = (test: TwoSampleTest | Untestable) =>
      typeof test === 'string' ? test : test.method;
    expect(method(plain('greater'))).toBe('fisher');
    expect(method(atZero(false).plain('greater'))).toBe('score');
    expect(method(atZero(true).plain('greater'))).toBe('exact');
    expect(method(forms(ofRates(1, 2), 'proportion').plain('greater'))).toBe('exact');
  });

  test('a ratio over nothing has no test of any form', () => {
    const nothing = {
      ...ARMS,
      control: sampleOf([
        [1, 0],
        [2, 0],
        [4, 0],
      ]),
    };
    for (const samples of [nothing, { control: ARMS.control, treatment: nothing.control }]) {
      const { plain, sequence, margin, sequenceMargin } = forms(samples, 'ratio');
      const asked = { size: 1, relative: false, better: 'increase', exact: false } as const;
      for (const found of [plain('less'), sequence(TIME, 'less'), margin(asked)])
        expect(found).toBe('ZERO_DENOMINATOR');
      expect(sequenceMargin(asked, TIME)).toBe('ZERO_DENOMINATOR');
    }
  });
});

describe('adjusted for a covariate', () => {
  const adjusted = (n: number, m: number) => {
    const arm = (size: number, by: number) =>
      sampleOf(unitsOf(size, by).map(([own, before]) => [by * own + 2 * before, before, 0]));
    const [control, treatment] = [arm(n, 9), arm(m, 1)];
    return {
      control,
      treatment,
      found: adjustedForms({ control, treatment }, 'mean', ['x'], CHOSEN_BY_DATA)!,
    };
  };

  test('it is judged at any look with fewer degrees of freedom than at the end', () => {
    const { control, treatment, found } = adjusted(12, 4);
    const arms = adjustedArms(control.moments, treatment.moments, 'welch');
    if (typeof arms === 'string') throw new Error(arms);
    expect(arms.earlyDf).toBeLessThan(arms.df);
    const early = { ...arms, df: arms.earlyDf };
    const expected = told(sequenceTest(early, TIME, 'greater'));
    expect(told(found.forms.sequence(TIME, 'greater'))).toEqual(expected);
    expect(told(found.forms.atZero(false).sequence(TIME, 'greater'))).toEqual(expected);
    const asked = { size: 1, relative: false, better: 'increase', exact: false } as const;
    const margin = told(sequenceNonInferiority(early, TIME, 1, 'increase'));
    expect(told(found.forms.sequenceMargin(asked, TIME))).toEqual(margin);
    expect(told(found.forms.margin(asked))).toMatchObject({ df: arms.df });
    expect(found.means.treatment).toBe(arms.treatment.estimate);
    expect(found.means.control).toBe(arms.control.estimate);
  });

  test('where an arm has one unit there is no test, and its plain means are told', () => {
    const { control, treatment, found } = adjusted(12, 1);
    const asked = { size: 1, relative: false, better: 'increase', exact: false } as const;
    const { forms: own, covariate } = found;
    for (const test of [
      ...[own.plain('two-sided'), own.sequence(TIME, 'two-sided')],
      ...[own.margin(asked), own.sequenceMargin(asked, TIME)],
    ]) {
      expect(test).toBe('TOO_FEW_UNITS');
    }
    const [c, t] = [control, treatment].map(({ moments }) => moments.mean[0]!);
    expect(c).not.toBe(t);
    expect(found.means).toEqual({ control: c, treatment: t });
    expect(found.skew).toBeNull();
    expect(covariate).toMatchObject({ column: 'x', theta: 0, varianceReduction: 0 });
    expect(covariate.covariates).toMatchObject([
      { column: 'x', theta: 0, leftOut: 'too-few-units', known: { control: 1, treatment: 1 } },
    ]);
  });
});

describe('as it is judged at a look', () => {
  const asked = { size: 2, relative: false, better: 'increase', exact: false } as const;
  const own = forms(MEANS, 'mean');
  const looks = { spending: 'pocock', fractions: [0.3, 0.6] } as const;
  const rule = (method: 'always-valid' | 'group-sequential', nothing = false): MonitoringRule =>
    method === 'always-valid'
      ? { method, time: { ...TIME, units: nothing ? 0 : TIME.units } }
      : { method, looks: nothing ? { ...looks, fractions: [0] } : looks, scaleOf: lookScale };

  test('it is itself, a sequence, or itself at the level of the look', () => {
    const [c, t] = [MEANS.control.moments, MEANS.treatment.moments];
    const plain = welchTest(c, t, 'two-sided') as TwoSampleTest;
    const at = (rule: MonitoringRule) => told(monitoredTest(own, rule, 'two-sided'));
    expect(at({ method: 'fixed' })).toEqual(told(plain));
    expect(at(rule('always-valid'))).toEqual(told(own.sequence(TIME, 'two-sided')));
    const both = { ...looks, alternative: 'two-sided' } as const;
    expect(at(rule('group-sequential'))).toEqual(told(testAtLook(plain, both, lookScale(both))));
    const margin = own.margin(asked);
    if (typeof margin === 'string') throw new Error(margin);
    const held = (rule: MonitoringRule) => told(monitoredMargin(own, asked, rule));
    expect(held({ method: 'fixed' })).toEqual(told(margin));
    expect(held(rule('always-valid'))).toEqual(told(own.sequenceMargin(asked, TIME)));
    expect(held(rule('group-sequential'))).toEqual(told(marginAtLook(margin, looks, lookScale)));
  });

  test('without units of what decides there is none', () => {
    for (const method of ['always-valid', 'group-sequential'] as const) {
      expect(monitoredTest(own, rule(method, true), 'greater')).toBe('TOO_FEW_UNITS');
      expect(monitoredMargin(own, asked, rule(method, true))).toBe('TOO_FEW_UNITS');
    }
    const few = forms({ ...MEANS, control: sampleOf([[1]]) }, 'mean');
    expect(monitoredTest(few, rule('group-sequential'), 'less')).toBe('TOO_FEW_UNITS');
    expect(monitoredMargin(few, asked, rule('group-sequential'))).toBe('TOO_FEW_UNITS');
  });
});

test('rates are tested exactly where counts are few, and by score without units to count', () => {
  const usual = (c: [number, number], t: [number, number]) =>
    usualTest({ control: rate(...c), treatment: rate(...t) }, 'proportion');
  expect(usual([1, 50], [2, 50])).toBe('exact');
  expect(usual([300, 3000], [320, 3000])).toBe('score');
  expect(usual([0, 0], [2, 50])).toBe('score');
  expect(usual([2, 50], [0, 0])).toBe('score');
  expect(usual([0, 1], [1, 1])).toBe('exact');
});

test('what is adjusted is judged by the plan of its own variant, and all of its units', () => {
  const arm = (n: number, by: number) =>
    sampleOf(unitsOf(n, by).map(([own, before]) => [own + before, before, 0]));
  const samples = { control: arm(40, 3), treatment: arm(25, 4) };
  const planned = new Map(Object.entries({ a: 300, b: 200 }));
  const monitoring: Monitoring = {
    ...{ plan: { method: 'always-valid' }, plannedUnits: planned, units: planned, look: 1 },
    ...{ earlierLooks: [], looksAssumed: false, dailyUnits: null },
    ...{ planChangedSince: null, repeats: null },
  };
  const design = { ...designOf(cellsOf(['m'], { a: [rate(1, 2)], b: [rate(1, 2)] })), monitoring };
  const { test: found } = testPair(
    { variant: 'a', sample: samples.control },
    { variant: 'b', sample: samples.treatment },
    'mean',
    metricOf('m', { covariates: ['x'] }),
    design,
  );
  const { forms: own } = adjustedForms(samples, 'mean', ['x'], CHOSEN_BY_DATA)!;
  const time = { units: 65, plannedUnits: 500, alpha: 0.05 };
  expect(told(found)).toEqual(told(own.sequence(time, 'two-sided')));
});
