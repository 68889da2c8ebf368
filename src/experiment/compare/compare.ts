import {
  type Adjusted,
  adjustSerially,
  type Serially,
  strictestLevel,
} from '../../stats/multiplicity.js';
import type { TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import type { Aggregates } from '../aggregates.js';
import type { ComparedOnly, Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import { marginComparison, marginPValue } from '../guardrail/guardrail.js';
import { progressOf } from '../monitoring/pair-monitoring.js';
import { ONE_LOOK } from '../monitoring/stopping-rule.js';
import { withDecisionSizes } from '../size/decision-size.js';
import { sampleSizeOf } from '../size/sample-size.js';
import { judgedIntervals } from './judged-intervals.js';
import { limitsOf, NO_LIMITS } from './limits.js';
import { mostNet, netEffect } from './money.js';
import { outcomeOf, type Weighed } from './outcome.js';
import { isCounted } from './strata.js';
import { isTest, type Tested, testAll } from './tested.js';
import { type Method, USUAL_TESTS } from './tests.js';

/**
 * Every metric of every treatment against the control, metric by metric in the design's order. For the
 * correction the comparisons of the primary metric that can be tested make one family, and those of
 * secondary metrics another, which is judged once all of the first are rejected.
 */
export function compareAll(aggregates: Aggregates, design: Design): Comparison[] {
  return adjustedFamilies(testAll(aggregates, design), design);
}

/**
 * Comparisons judged as families by their role, with their outcomes and the sizes that they need.
 * Guardrails are of neither: each is judged by itself.
 */
export function adjustedFamilies(tested: readonly Tested[], design: Design): Comparison[] {
  const { judged, sizes } = adjustedTests(tested, design);
  const level = strictestLevel(design.alpha, design.correction, sizes.primary);
  const comparisons = tested.map((one, i) => {
    if (one.metric.margin !== null) return marginComparison(one, design, judged[i]!);
    const { test } = one;
    const size = one.role === 'primary' ? sizes.primary : sizes.secondary;
    const compared = isTest(test)
      ? testable(one, test, judged[i]!, design)
      : untestable(one, test, design);
    const { netEffect, mostNet } = pricesOf(one, design, size);
    const result = { ...compared, netEffect };
    const sampleSize = sampleSizeOf(result, one.metric, design, size);
    return {
      ...result,
      sampleSize,
      outcome: outcomeOf({ ...result, mostNet }, one.metric, design),
    };
  });
  const monitoring = design.monitoring?.plan ?? ONE_LOOK;
  return withDecisionSizes(comparisons, { design, level, monitoring });
}

/** How each test is judged within the family of its role, `null` where it is of none; and how many each has. */
export function adjustedTests(
  tested: readonly Tested[],
  design: Design,
): { judged: (Adjusted | null)[]; sizes: Serially<number> } {
  const all = tested.map((one) => pValueOf(one, design));
  const ofRole = (role: Comparison['role']) =>
    all.filter((pValue, i) => pValue !== null && tested[i]!.role === role) as number[];
  const pValues = { primary: ofRole('primary'), secondary: ofRole('secondary') };
  const inOrder = adjustSerially(pValues, design.alpha, design.correction);
  const next = { primary: 0, secondary: 0 };
  const judged = tested.map(({ role }, i) =>
    all[i] !== null && role !== 'guardrail' ? inOrder[role][next[role]++]! : null,
  );
  return {
    judged,
    sizes: { primary: pValues.primary.length, secondary: pValues.secondary.length },
  };
}

/** What a comparison is judged by in its family; `null` where it cannot be tested, or is of none. */
function pValueOf(one: Tested, design: Design): number | null {
  if (one.role === 'guardrail') return null;
  if (one.metric.margin !== null) return marginPValue(one, design);
  return isTest(one.test) ? one.test.pValue : null;
}

/** Money is of the primary metric; every comparison is judged at the same level, which needs no order. */
export function pricesOf(
  tested: Tested,
  design: Design,
  family: number,
): Pick<Weighed, 'netEffect' | 'mostNet'> {
  const level = strictestLevel(design.alpha, design.correction, family);
  const net = tested.role === 'primary' ? netEffect(tested, design, level) : null;
  return { netEffect: net, mostNet: net === null ? null : mostNet(net, tested, design, level) };
}

function testable(
  tested: Tested,
  test: TwoSampleTest,
  judged: Adjusted,
  design: Design,
): Omit<ComparedOnly, 'netEffect'> {
  const { adjusted, level, interval } = judged;
  return {
    ...described(tested, design),
    statistic: test.statistic,
    df: test.df,
    pValue: test.pValue,
    logPValue: test.logPValue,
    adjustedPValue: adjusted,
    confidence: 1 - interval.level,
    coverage: interval.coverage,
    criticalValue: test.criticalValue(level),
    ...judgedIntervals(tested, test, judged, design),
    limits: { ...limitsOf(test, tested.oppositeSide, interval.level) },
    reason: null,
  };
}

function untestable(
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
