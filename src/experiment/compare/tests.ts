import type { Alternative } from '../../stats/alternative.js';
import type { Moments } from '../../stats/moments.js';
import { exactTest } from '../../stats/tests/exact-test.js';
import { fisherTest } from '../../stats/tests/fisher-test.js';
import { studentTest, welchTest } from '../../stats/tests/means-test.js';
import { ratioTest } from '../../stats/tests/ratio-test.js';
import { isScoreRough, scoreAccuracy } from '../../stats/tests/score-accuracy.js';
import type { Counts } from '../../stats/tests/score-statistics.js';
import { scoreTest } from '../../stats/tests/score-test.js';
import type { TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import type { MetricAggregate } from '../aggregates.js';
import type { MetricKind } from '../metric-kind.js';
import { quantileComparison } from './quantile.js';

/** The samples of one metric in two variants. */
export interface Samples {
  control: MetricAggregate;
  treatment: MetricAggregate;
}

type Answer = TwoSampleTest | Untestable;

/** A test of two samples: what it is of, what reports call it, and how it is run. */
interface SampleTest {
  kind: MetricKind;
  label: string;
  /** @param at which quantile, of a quantile. */
  run(samples: Samples, alternative: Alternative, at: number | null): Answer;
}

const ofCounts =
  (test: (control: Counts, treatment: Counts, alternative: Alternative) => Answer) =>
  ({ control, treatment }: Samples, alternative: Alternative) =>
    test(countsOf(control), countsOf(treatment), alternative);

const ofMoments =
  (test: (control: Moments, treatment: Moments, alternative: Alternative) => Answer) =>
  ({ control, treatment }: Samples, alternative: Alternative) =>
    test(control.moments, treatment.moments, alternative);

/**
 * Every test of two samples by its name, a line each: `--test` takes these names, reports have them as
 * their method. Of each kind the first is taken where nothing else is said.
 */
export const TESTS = {
  score: { kind: 'proportion', label: 'score test', run: ofCounts(scoreTest) },
  exact: {
    kind: 'proportion',
    label: 'exact unconditional score test',
    run: ofCounts(exactTest),
  },
  fisher: { kind: 'proportion', label: "Fisher's exact test", run: ofCounts(fisherTest) },
  welch: { kind: 'mean', label: "Welch's t-test", run: ofMoments(welchTest) },
  student: { kind: 'mean', label: "Student's t-test", run: ofMoments(studentTest) },
  delta: {
    kind: 'ratio',
    label: 't-test of the ratio by the delta method',
    run: ofMoments(ratioTest),
  },
  bootstrap: {
    kind: 'quantile',
    label: 'bootstrap of the quantile',
    run: ({ control, treatment }, alternative, at) =>
      quantileComparison(control, treatment, at!, alternative),
  },
} as const satisfies Record<string, SampleTest>;

export type TestName = keyof typeof TESTS;

/** The names of the tests of a kind, the usual one first. */
export function testsOf(kind: MetricKind): TestName[] {
  return (Object.keys(TESTS) as TestName[]).filter((name) => TESTS[name].kind === kind);
}

/** The test that is taken of each kind where nothing else is said, and enough was counted. */
export const USUAL_TESTS: Readonly<Record<MetricKind, TestName>> = {
  proportion: testsOf('proportion')[0]!,
  mean: testsOf('mean')[0]!,
  ratio: testsOf('ratio')[0]!,
  quantile: testsOf('quantile')[0]!,
};

/** No test is asked for, of any kind. */
export const CHOSEN_BY_DATA: Readonly<Record<MetricKind, TestName | null>> = {
  proportion: null,
  mean: null,
  ratio: null,
  quantile: null,
};

/** The test of two samples where nothing else is said: of rates the exact one where the score test is rough. */
export function usualTest({ control, treatment }: Samples, kind: MetricKind): TestName {
  if (kind !== 'proportion') return USUAL_TESTS[kind];
  const [c, t] = [countsOf(control), countsOf(treatment)];
  if (c.n < 1 || t.n < 1) return 'score';
  return isScoreRough(scoreAccuracy(c, t, { shift: 0 })) ? 'exact' : 'score';
}

/** What a comparison may have been judged by: a test, one at a margin, or a sequence. */
export const METHODS = {
  ...labels(),
  'farrington-manning': 'Farrington–Manning score test',
  'mantel-haenszel': 'Mantel–Haenszel score test',
  'post-stratified': 't-test of the post-stratified difference',
  'confidence-sequence': 'asymptotic confidence sequence',
};
export type Method = keyof typeof METHODS;

/** The names of all methods. */
export const METHOD_NAMES = Object.keys(METHODS) as Method[];

function labels(): Record<TestName, string> {
  const named = Object.entries(TESTS).map(([name, { label }]) => [name, label]);
  return Object.fromEntries(named) as Record<TestName, string>;
}

/** The successes among the units of a rate's sample. */
export function countsOf({ successes, moments }: MetricAggregate): Counts {
  return { successes: successes!, n: moments.n };
}
