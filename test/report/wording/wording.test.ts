import { describe, expect, test } from 'vitest';
import { FLAG_WORDS } from '../../../src/cli/flags/flag-words.js';
import type { Check } from '../../../src/experiment/checks/checks.js';
import type { Reason } from '../../../src/experiment/decision/reason.js';
import { wordCheck } from '../../../src/report/wording/check-wording.js';
import { wordSize } from '../../../src/report/wording/effects.js';
import { planWords } from '../../../src/report/wording/plan-words.js';
import {
  adjustedLogP,
  wordReason,
  wordUntestable,
} from '../../../src/report/wording/reason-wording.js';
import type { Untestable } from '../../../src/stats/tests/two-sample-test.js';
import { cellsOf, comparisonOf, designOf, metricOf, rate } from '../../experiment/given.js';

const aggregates = cellsOf(['signup'], { generic: [rate(1, 9)], personal: [rate(1, 9)] });
const mde = { scale: 'relative', size: 0.05 } as const;
const design = designOf(aggregates, { metrics: [metricOf('signup', { mde })] });
const shares = [
  { variant: 'generic', observed: 0.482, expected: 0.5 },
  { variant: 'personal', observed: 0.518, expected: 0.5 },
];

const error = { side: 'above', nominal: 0.025, actual: 0.15, times: 2500 } as const;
const skewness = {
  control: 27.5,
  treatment: 71,
  difference: -1.2,
  error,
  pValue: 0.05,
  undecided: true,
};
const arms = {
  control: { variant: 'generic', n: 1000 },
  treatment: { variant: 'personal', n: 9000 },
};
const skewed = { status: 'warn', metric: 'm', treatment: 'personal' } as const;

/* One of each code; a code that is added and missing here does not compile. */
const split = (status: 'pass' | 'warn' | 'fail', planned: boolean): Check => {
  const judged = { status, planned, sequential: false, pValue: 0.004, logPValue: Math.log(0.004) };
  return { code: 'SAMPLE_RATIO_MISMATCH', ...judged, shares };
};
const exposure = {
  column: 'seen',
  span: 28,
  isHorizon: true,
  units: 3214,
  waiting: 12,
  unexposed: 1,
  rowsBefore: 40,
  rowsAfter: 7,
};
const CHECKS_FOUND: Record<Check['code'], Check> = {
  PLAN_CHANGED: { code: 'PLAN_CHANGED', status: 'fail', since: 3 },
  DATA_SHRANK: {
    ...{ code: 'DATA_SHRANK', status: 'fail', variant: 'generic', before: 1200, now: 900, look: 3 },
    valued: false,
  },
  REPEATED_LOOK: { code: 'REPEATED_LOOK', status: 'pass', look: 3 },
  LOOKS_ASSUMED: { code: 'LOOKS_ASSUMED', status: 'warn', looks: 2 },
  ONE_LOOK_TESTS: { code: 'ONE_LOOK_TESTS', status: 'pass' },
  NO_NEW_UNITS: { code: 'NO_NEW_UNITS', status: 'warn', look: 3, spendsNothing: true },
  LOOK_UNRECORDED: { code: 'LOOK_UNRECORDED', status: 'warn' },
  UNDER_A_WEEK: { code: 'UNDER_A_WEEK', status: 'warn', days: 5 },
  PARTIAL_DAY: {
    code: 'PARTIAL_DAY',
    status: 'pass',
    day: 20_514,
    which: 'last',
    units: 120,
    usual: 980,
  },
  DIFFERS_BY_WEEKDAY: {
    code: 'DIFFERS_BY_WEEKDAY',
    status: 'warn',
    effect: {
      ...{ metric: 'm', kind: 'proportion', role: 'primary', treatment: 'personal' },
      ...{ confidence: 0.95, eachConfidence: 0.99, band: 'confidence-sequence', points: [] },
      slope: {
        ...{ perDay: null, confidence: 0.95, statistic: null, df: null, pValue: null },
        ...{ logPValue: null, reason: 'TOO_FEW_DAYS' },
      },
      weekdays: {
        ...{ method: 'score', statistic: 30, df: 6, denominatorDf: null, reason: null },
        ...{ pValue: 4e-5, logPValue: Math.log(4e-5) },
        effects: [
          { weekday: 0, effect: 0.01 },
          { weekday: 5, effect: 0.08 },
          { weekday: 6, effect: -0.02 },
        ],
      },
    },
    logPValue: Math.log(4e-5),
  },
  BEFORE_EXPOSURE: { code: 'BEFORE_EXPOSURE', status: 'pass', exposure, last: 20_514 },
  HORIZON: { code: 'HORIZON', status: 'pass', exposure, last: 20_514 },
  SAMPLE_RATIO_MISMATCH: split('warn', false),
  TRIGGERED_RATIO_MISMATCH: {
    ...{ code: 'TRIGGERED_RATIO_MISMATCH', status: 'warn', planned: false, sequential: false },
    ...{ pValue: 0.004, logPValue: Math.log(0.004), shares },
  },
  TRIGGER_RATE_MISMATCH: {
    ...{ code: 'TRIGGER_RATE_MISMATCH', status: 'warn', column: 'saw' },
    ...{ pValue: 0.004, logPValue: Math.log(0.004) },
    rates: [
      { variant: 'generic', rate: 0.3, units: 1000 },
      { variant: 'personal', rate: 0.35, units: 1000 },
    ],
  },
  UNTRIGGERED_DIFFER: {
    ...{ code: 'UNTRIGGERED_DIFFER', status: 'warn', column: 'saw', metric: 'm' },
    ...{ treatment: 'personal', pValue: 0.001, logPValue: Math.log(0.001) },
  },
  CAPPED: {
    ...{ code: 'CAPPED', status: 'pass', metric: 'm', share: 0.99, limit: 493 },
    touched: [{ variant: 'generic', units: 3, of: 1000 }],
  },
  FORETOLD_METRIC: {
    ...{ code: 'FORETOLD_METRIC', status: 'warn', metric: 'm', outcome: 'revenue_12m' },
  },
  UNITS_IN_TWO_VARIANTS: {
    ...{ code: 'UNITS_IN_TWO_VARIANTS', status: 'warn', inTwo: 12, units: 3214 },
  },
  MISSING_VALUES: { code: 'MISSING_VALUES', status: 'warn', metric: 'm', missing: 8, units: 2000 },
  SMALL_COUNTS: {
    code: 'SMALL_COUNTS',
    status: 'warn',
    metric: 'm',
    treatment: 'personal',
    expected: 4.5,
    excess: null,
    noExactTest: false,
  },
  SKEWED_MEAN: {
    code: 'SKEWED_MEAN',
    ...skewed,
    skewness,
    error,
    adjustedPValue: 0.02,
    arms,
    cap: 'first',
  },
  SKEWNESS_UNKNOWN: { code: 'SKEWNESS_UNKNOWN', ...skewed, arms },
  SKEWED_AVERAGE: { code: 'SKEWED_AVERAGE', ...skewed, error, segmentColumn: 'country' },
  HEAVY_DENOMINATORS: {
    code: 'HEAVY_DENOMINATORS',
    ...{
      status: 'warn',
      metric: 'm',
      treatment: 'personal',
      variant: 'a',
      units: 300,
      effective: 9,
    },
  },
  NO_RELATIVE_EFFECT: {
    code: 'NO_RELATIVE_EFFECT',
    status: 'warn',
    metric: 'm',
    treatment: 'personal',
    zero: true,
  },
  ALIKE_VARIANTS: {
    ...{ code: 'ALIKE_VARIANTS', status: 'warn', variants: ['a', 'A'], samePlain: true },
  },
  MISSING_DIFFERS: {
    ...{
      code: 'MISSING_DIFFERS',
      status: 'warn',
      metric: 'm',
      byCounts: false,
      pValue: 1e-5,
      logPValue: -11.5,
    },
    shares: [
      { variant: 'generic', missing: 0.01 },
      { variant: 'personal', missing: 0.02 },
    ],
  },
  COVARIATE_IMBALANCE: {
    ...{ code: 'COVARIATE_IMBALANCE', status: 'warn', metric: 'm', treatment: 'personal' },
    ...{ column: 'before', known: null, pValue: 1e-5, logPValue: -11.5 },
  },
  SEGMENT_IMBALANCE: {
    ...{ code: 'SEGMENT_IMBALANCE', status: 'warn', column: 'c', pValue: 1e-5, logPValue: -11.5 },
  },
  SIMPSON: {
    code: 'SIMPSON',
    status: 'warn',
    effect: {
      ...{ metric: 'm', kind: 'proportion', treatment: 'personal', segmentColumn: 'country' },
      ...{ method: 'score', statistic: 3, df: 2, denominatorDf: null, reason: null },
      ...{ pValue: 0.22, logPValue: Math.log(0.22), crude: -0.05 },
      averageError: null,
      mantelHaenszel: null,
      stratified: {
        ...{ method: 'mantel-haenszel', confidence: 0.95, df: null, pValue: 0.01 },
        ...{ estimate: 0.05, lower: 0.01, upper: 0.09 },
      },
      pointsApart: true,
    },
  },
};

const comparison = comparisonOf();
const priced = comparisonOf({
  netEffect: {
    ...{
      estimate: 0.1,
      lower: 0.02,
      upper: 0.18,
      pValue: 0.01,
      logPValue: Math.log(0.01),
      confidence: 0.95,
    },
    breakEven: { absolute: 0.002, relative: 0.02 },
    returnOnCost: { estimate: 5, lower: 1, upper: 9 },
  },
});
const guarded = comparisonOf({
  role: 'guardrail',
  margin: { absolute: 0.002, relative: null, kind: 'non-inferiority' },
  effect: { estimate: 0.001, lower: -0.0015, upper: null },
  logPBeyond: Math.log(0.0059),
});
const futile = comparisonOf({ futility: { bound: 0.43, z: 0.2, effect: 0.003, isCrossed: true } });
const REASONS: Record<Reason['code'], Reason> = {
  FUTILE: { code: 'FUTILE', comparison: futile },
  PLAN_CHANGED: { code: 'PLAN_CHANGED', status: 'fail', since: 3 },
  DATA_SHRANK: {
    code: 'DATA_SHRANK',
    status: 'fail',
    variant: 'generic',
    before: 1200,
    now: 900,
    look: 3,
    valued: true,
  },
  MISSING_DIFFERS: {
    ...{
      code: 'MISSING_DIFFERS',
      status: 'fail',
      metric: 'm',
      byCounts: true,
      pValue: 1e-5,
      logPValue: -11.5,
    },
    shares: [
      { variant: 'generic', missing: 0.1 },
      { variant: 'personal', missing: 0.2 },
    ],
  },
  TRIGGERED_RATIO_MISMATCH: {
    ...{ code: 'TRIGGERED_RATIO_MISMATCH', status: 'fail', planned: true, sequential: false },
    ...{ pValue: 1e-9, logPValue: Math.log(1e-9), shares },
  },
  TRIGGER_RATE_MISMATCH: {
    ...{ code: 'TRIGGER_RATE_MISMATCH', status: 'fail', column: 'saw' },
    ...{ pValue: 1e-9, logPValue: Math.log(1e-9) },
    rates: [
      { variant: 'generic', rate: 0.3, units: 1000 },
      { variant: 'personal', rate: 0.35, units: 1000 },
    ],
  },
  NOT_DUE: { code: 'NOT_DUE' },
  FEW_UNITS: {
    code: 'FEW_UNITS',
    floor: new Map([
      ['generic', 310],
      ['personal', 155],
    ]),
  },
  FEW_DAYS: { code: 'FEW_DAYS', days: 1, minimum: 14 },
  NO_WHOLE_WEEK: { code: 'NO_WHOLE_WEEK', days: 8 },
  DATE_HAS_COME: { code: 'DATE_HAS_COME' },
  PLANNED_UNITS_AHEAD: { code: 'PLANNED_UNITS_AHEAD', fraction: 0.42, units: 31_200, days: 3 },
  PLAN_ENDED: { code: 'PLAN_ENDED' },
  DECIDED_AT_LOOK: { code: 'DECIDED_AT_LOOK', look: 5, decision: 'keep-control' },
  SAMPLE_RATIO_MISMATCH: {
    code: 'SAMPLE_RATIO_MISMATCH',
    status: 'fail',
    pValue: 1e-9,
    logPValue: Math.log(1e-9),
    planned: true,
    sequential: false,
    shares: [],
  },
  UNITS_IN_TWO_VARIANTS: { code: 'UNITS_IN_TWO_VARIANTS', status: 'fail', inTwo: 1, units: 20 },
  SEGMENT_IMBALANCE: {
    ...{ code: 'SEGMENT_IMBALANCE', status: 'fail', column: 'c', pValue: 1e-9, logPValue: -20.7 },
  },
  COVARIATE_IMBALANCE: {
    ...{ code: 'COVARIATE_IMBALANCE', status: 'fail', metric: 'm', treatment: 'personal' },
    ...{ column: 'before', known: null, pValue: 1e-300, logPValue: -690 },
  },
  NULL_REJECTED: {
    code: 'NULL_REJECTED',
    comparison: comparisonOf({ effect: { estimate: 0.03, lower: 0.01, upper: 0.05 } }),
  },
  SHIPS_BY_SURROGATE: { code: 'SHIPS_BY_SURROGATE', comparison, outcome: 'revenue_12m' },
  SURROGATE_MAY_NOT_SHIP: { code: 'SURROGATE_MAY_NOT_SHIP', comparison, outcome: null },
  LARGEST_OF_SEVERAL: {
    ...{ code: 'LARGEST_OF_SEVERAL', treatment: 'full', others: ['light'], beaten: [] },
  },
  SMALLER_THAN_MDE: { code: 'SMALLER_THAN_MDE', comparison },
  WORSE: { code: 'WORSE', comparison },
  PAYS: { code: 'PAYS', comparison: priced },
  DOES_NOT_PAY: { code: 'DOES_NOT_PAY', comparison: priced },
  MAY_NOT_PAY: { code: 'MAY_NOT_PAY', comparison: priced },
  MDE_RULED_OUT: { code: 'MDE_RULED_OUT', comparison },
  TOO_SKEWED: { code: 'TOO_SKEWED', comparison: { ...comparison, skewness } },
  NOT_REJECTED: { code: 'NOT_REJECTED', comparison },
  MORE_UNITS: { code: 'MORE_UNITS', comparison, units: { control: 13_751, treatment: 900 } },
  NO_MDE: { code: 'NO_MDE' },
  GUARDRAIL_HOLDS: { code: 'GUARDRAIL_HOLDS', comparison: guarded },
  GUARDRAIL_UNPROVEN: { code: 'GUARDRAIL_UNPROVEN', comparison: guarded },
  GUARDRAIL_SKEWED: { code: 'GUARDRAIL_SKEWED', comparison: { ...guarded, skewness } },
  GUARDRAIL_BROKEN: { code: 'GUARDRAIL_BROKEN', comparison: guarded },
  UNTESTABLE: { code: 'UNTESTABLE', comparison, why: 'ZERO_VARIANCE' },
};

function expectSentence(text: string): void {
  expect(text).toMatch(/[.?]$/);
  expect(text).not.toMatch(/undefined|null\b(?! is)|NaN|Infinity|\[object| {2}/);
}

test.each(Object.values(CHECKS_FOUND))('a check has a sentence: $code', (check) => {
  expectSentence(wordCheck(check, FLAG_WORDS));
});

test.each(Object.values(REASONS))('a reason has a sentence: $code', (reason) => {
  expectSentence(wordReason(reason, design, FLAG_WORDS));
});

test('every reason why there is no test has a sentence, for rates and for means', () => {
  const WHYS: Record<Untestable, true> = {
    TOO_FEW_UNITS: true,
    TOO_FEW_EVENTS: true,
    ZERO_VARIANCE: true,
    NUMBERS_TOO_LARGE: true,
    ZERO_DENOMINATOR: true,
    NO_RELATIVE_MARGIN: true,
  };
  for (const why of Object.keys(WHYS) as Untestable[]) {
    for (const kind of ['proportion', 'mean'] as const) expectSentence(wordUntestable(why, kind));
  }
});

test('where a plan is followed no sentence names a flag that a gate lacks', () => {
  const say = planWords(FLAG_WORDS);
  const texts = [
    ...Object.values(CHECKS_FOUND).map((check) => wordCheck(check, say)),
    ...Object.values(REASONS).map((reason) => wordReason(reason, design, say)),
  ];
  const flags = texts.flatMap((text) => text.match(/--[a-z-]+/g) ?? []);
  expect(new Set(flags)).toEqual(new Set(['--journal']));
  expect(wordCheck(CHECKS_FOUND.SMALL_COUNTS, FLAG_WORDS)).toContain('; --test exact is exact.');
  expect(wordCheck(CHECKS_FOUND.SMALL_COUNTS, say)).toMatch(/approximation is rough\.$/);
  expect(wordReason(REASONS.NO_MDE, design, say)).toContain('(metrics.mde: 5% in the plan)');
});

test('nothing is ever called safe, nor said to have no effect', () => {
  const texts = [
    ...Object.values(CHECKS_FOUND).map((check) => wordCheck(check, FLAG_WORDS)),
    ...Object.values(REASONS).map((reason) => wordReason(reason, design, FLAG_WORDS)),
  ];
  for (const text of texts)
    expect(text).not.toMatch(/\bsafe\b|has no effect|is no effect\.$|proves/);
});

describe('the split', () => {
  test('is told with its shares and p, and what to do', () => {
    expect(wordCheck(split('pass', true), FLAG_WORDS)).toBe(
      'split 48.2 : 51.8: no sign of a fault against the planned shares (p = 0.004).',
    );
    expect(wordCheck(split('pass', false), FLAG_WORDS)).toContain('equal shares');
    expect(wordCheck(split('warn', false), FLAG_WORDS)).toContain('--allocation');
    expect(wordCheck(split('warn', true), FLAG_WORDS)).not.toContain('--allocation');
    expect(wordCheck(split('fail', true), FLAG_WORDS)).toContain(
      'no other figure here can be trusted',
    );
  });

  test('of many variants is not listed', () => {
    const many = Array.from({ length: 9 }, () => shares[0]!);
    const check = { ...split('warn', true), shares: many } as Check;
    expect(wordCheck(check, FLAG_WORDS)).toContain('the split over 9 variants');
  });
});

describe('a rejected null', () => {
  const rejected = (rest: Parameters<typeof comparisonOf>[0], alternative = design.alternative) =>
    wordReason(
      { code: 'NULL_REJECTED', comparison: comparisonOf(rest) },
      { ...design, alternative },
      FLAG_WORDS,
    );

  test('is told with the end of the interval that is nearest to 0', () => {
    const up = { estimate: 0.03, lower: 0.01, upper: 0.05 };
    expect(rejected({ effect: up })).toContain('above 0, from +1.0 pp');
    const down = { estimate: -0.03, lower: null, upper: -0.01 };
    expect(rejected({ effect: down }, 'less' as never)).toContain('below 0, up to −1.0 pp');
  });

  // A bug of today: the nearest end is rounded to 0, so the sentence contradicts itself.
  test('never says that an interval above 0 begins at 0', () => {
    const barely = { estimate: 0.028, lower: 0.0001, upper: 0.056 };
    expect(rejected({ effect: barely })).not.toContain('from +0.0 pp');
  });

  test('speaks of no interval where there is none', () => {
    const none = { estimate: 0.03, lower: null, upper: null };
    expect(rejected({ effect: none })).not.toContain('interval');
  });

  test('says that p is adjusted exactly where it is', () => {
    const effect = { estimate: 0.03, lower: 0.01, upper: 0.05 };
    expect(rejected({ effect, pValue: 0.01, adjustedPValue: 0.02 })).toContain('adjusted p = ');
    expect(rejected({ effect, pValue: 0.01, adjustedPValue: 0.01 })).not.toContain('adjusted');
  });
});

test('an adjusted p-value is right where p itself underflows', () => {
  const tiny = { pValue: Number.MIN_VALUE, adjustedPValue: 2 * Number.MIN_VALUE, logPValue: -9999 };
  expect(adjustedLogP(tiny)).toBeCloseTo(-9999 + Math.LN2, 9);
});

test('a size of effect is worded as it was asked for', () => {
  expect(wordSize({ scale: 'relative', size: 0.05 }, 'proportion')).toBe('5 %');
  expect(wordSize({ scale: 'points', size: 0.005 }, 'proportion')).toBe('0.5 pp');
  expect(wordSize({ scale: 'absolute', size: 0.005 }, 'proportion')).toBe('0.5 pp');
  expect(wordSize({ scale: 'absolute', size: 0.3 }, 'mean')).toBe('0.300');
});
