import type { Adjusted } from '../../stats/multiplicity.js';
import type { TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import type { ComparedOnly } from '../comparison.js';
import type { Design } from '../design.js';
import { progressOf } from '../monitoring/pair-monitoring.js';
import { judgedIntervals } from './judged-intervals.js';
import { limitsOf, NO_LIMITS } from './limits.js';
import { isUndecided, reachedLimits, reachOf, skewnessOf } from './skew.js';
import { isCounted } from './strata.js';
import { isTest, type Tested } from './tested.js';
import { type Method, USUAL_TESTS } from './tests.js';

/** A comparison as it was tested and judged within its family, without its prices. */
export function testable(
  tested: Tested,
  test: TwoSampleTest,
  judged: Adjusted,
  design: Design,
): Omit<ComparedOnly, 'netEffect'> {
  const { adjusted, level, interval } = judged;
  const { skew, oppositeSide } = tested;
  const critical = test.criticalValue(level);
  const tail = { statistic: test.statistic, df: test.df, critical };
  const undecided = isUndecided(skew, test, level);
  const limits = limitsOf(test, oppositeSide, interval.level);
  return {
    ...described(tested, design),
    statistic: test.statistic,
    df: test.df,
    pValue: test.pValue,
    logPValue: test.logPValue,
    adjustedPValue: adjusted,
    confidence: 1 - interval.level,
    coverage: interval.coverage,
    criticalValue: critical,
    skewness: skewnessOf(skew, tail, { pValue: adjusted, undecided }),
    ...judgedIntervals(tested, test, judged, design),
    limits: { ...reachedLimits(limits, tested, reachOf(skew, test, interval.level)) },
    reason: null,
  };
}

/** One that has no test, with the reason. */
export function untestable(
  tested: Tested,
  reason: Untestable,
  design: Design,
): Omit<ComparedOnly, 'netEffect'> {
  const { effect, relativeEffect } = tested;
  const open = { lower: null, upper: null };
  return {
    ...described(tested, design),
    statistic: null,
    df: null,
    pValue: null,
    logPValue: null,
    adjustedPValue: null,
    confidence: null,
    coverage: null,
    criticalValue: null,
    skewness: null,
    effect: { estimate: Number.isFinite(effect) ? effect : 0, ...open },
    relativeEffect: relativeEffect === null ? null : { estimate: relativeEffect, ...open },
    limits: NO_LIMITS,
    reason,
  };
}

function described(tested: Tested, design: Design) {
  const { metric, role, kind, segment, control, treatment } = tested;
  const { covariate, strata, posterior, ranks } = tested;
  const arms = { control, treatment, covariate, strata, posterior, ranks };
  const progress = progressOf(design, treatment.variant);
  return {
    metric: metric.name,
    role,
    kind,
    segment,
    margin: null,
    logPBeyond: null,
    progress,
    method: methodOf(tested, design),
    ...arms,
  };
}

/** What a comparison is judged by; a rate that is adjusted for a covariate is tested as a mean. */
function methodOf(
  { kind, covariate, strata, test }: Tested,
  { tests, monitoring }: Design,
): Method {
  if (monitoring?.plan.method === 'always-valid') return 'confidence-sequence';
  if (strata !== null)
    return isCounted({ kind, covariate }) ? 'mantel-haenszel' : 'post-stratified';
  const tested = kind === 'proportion' && covariate !== null ? 'mean' : kind;
  if (tested === 'proportion' && isTest(test)) return test.method as Method;
  return tests[tested] ?? USUAL_TESTS[tested];
}
