import { weakest } from '../../stats/margin/equivalence.js';
import type { Adjusted } from '../../stats/multiplicity.js';
import type { Interval } from '../../stats/tests/two-sample-test.js';
import type { Tested } from '../compare/tested.js';
import { type Method, USUAL_TESTS } from '../compare/tests.js';
import type { Comparison, Margin, Outcome } from '../comparison.js';
import type { Design, MarginDesign } from '../design.js';
import { progressOf } from '../monitoring/pair-monitoring.js';
import { isDue } from '../monitoring/progress.js';
import { guardrailSize } from '../size/guardrail-size.js';
import { checkMargin } from './margin-fit.js';
import { isExact, marginTestOf, type Side, sideOf, sidesOf } from './margin-side.js';
import { guardrailSkewness, type MarginSide, withinDespiteSkew } from './skewed-margin.js';

/**
 * The comparison of a metric with a margin: whether it is shown not to be worse by that or more, or, for
 * equivalence, not to differ by it. A guardrail is judged at alpha by itself: every one must hold, and
 * that all of several hold is never shown by chance more often than that one of them is. A primary
 * metric is judged as one of its family.
 *
 * @param judged how that is; `null` of a guardrail.
 * @throws {UserError} when the margin fits no such metric.
 */
export function marginComparison(
  tested: Tested,
  design: Design,
  judged: Adjusted | null,
): Comparison {
  const margin = tested.metric.margin!;
  checkMargin(tested, margin);
  const at = judged ?? byItself(design);
  const sides = sidesOf(tested.metric).map((better) =>
    sideOf(tested, margin, better, { design, level: at.interval.level }),
  );
  const why = sides.find((side) => typeof side === 'string') ?? null;
  const shown = why === null ? sides.filter((side) => typeof side !== 'string') : [];
  const compared = {
    ...described(tested, margin, design),
    ...foundBy(tested, shown, at, design),
    ...intervals(tested, shown),
    reason: why,
  };
  const sampleSize = guardrailSize(compared, tested.metric, { ...design, alpha: at.level });
  return { ...compared, sampleSize, futility: null };
}

/** Each guardrail must hold by itself, so that its interval speaks for itself. */
function byItself({ alpha }: Design): Omit<Adjusted, 'adjusted'> {
  return { level: alpha, interval: { level: alpha, coverage: 'alone' } };
}

/**
 * What that comparison comes to, without its intervals and its size.
 *
 * @throws {UserError} as marginComparison.
 */
export function marginOutcome(tested: Tested, design: Design, judged: Adjusted | null): Outcome {
  return outcomeOf(tested, testsOf(tested, design), (judged ?? byItself(design)).level, design);
}

/**
 * The p-value of that claim; `null` where it cannot be tested.
 *
 * @throws {UserError} as marginComparison.
 */
export function marginPValue(tested: Tested, design: Design): number | null {
  return weakest(testsOf(tested, design).map(({ test }) => test))?.pValue ?? null;
}

/** The tests that must all reject; none where any of them cannot be had. */
function testsOf(tested: Tested, design: Design): MarginSide[] {
  const margin = tested.metric.margin!;
  checkMargin(tested, margin);
  const betters = sidesOf(tested.metric);
  const all = betters.flatMap((better) => {
    const test = marginTestOf(tested, margin, better, design);
    return typeof test === 'string' ? [] : [{ better, test }];
  });
  return all.length < betters.length ? [] : all;
}

function described(tested: Tested, { kind, size: { scale, size } }: MarginDesign, design: Design) {
  const { metric, role, segment, control, treatment, covariate, posterior, ranks } = tested;
  const relative = scale === 'relative';
  const margin: Margin = {
    absolute: relative ? null : size,
    relative: relative ? size : null,
    kind,
  };
  return {
    metric: metric.name,
    role,
    kind: tested.kind,
    segment,
    control,
    treatment,
    covariate,
    strata: null,
    posterior,
    ranks,
    margin,
    netEffect: null,
    progress: progressOf(design, treatment.variant),
    method: methodOf(tested, design),
  };
}

function methodOf(tested: Tested, design: Design): Method {
  const { kind, covariate } = tested;
  if (design.monitoring?.plan.method === 'always-valid') return 'confidence-sequence';
  if (kind !== 'proportion') return USUAL_TESTS[kind];
  if (covariate !== null) return 'welch';
  return isExact(tested, design) ? 'exact' : 'farrington-manning';
}

/** What the tests say together: both must reject, so the larger p-value is that of the two. */
function foundBy(
  tested: Tested,
  sides: readonly Side[],
  at: Omit<Adjusted, 'adjusted'> & Partial<Adjusted>,
  design: Design,
) {
  const { level, interval } = at;
  const tests = sides.map(({ test }) => test);
  const test = weakest(tests);
  return {
    statistic: test?.statistic ?? null,
    df: test?.df ?? null,
    pValue: test?.pValue ?? null,
    logPValue: test?.logPValue ?? null,
    adjustedPValue: test === undefined ? null : (at.adjusted ?? test.pValue),
    confidence: test === undefined ? null : 1 - tests.length * interval.level,
    coverage: test === undefined ? null : interval.coverage,
    criticalValue: test?.criticalValue(level) ?? null,
    mdePValue: null,
    // Of equivalence either side may be overstepped, so the smaller p-value is that of the claim.
    logPBeyond:
      test === undefined ? null : Math.min(...tests.map(({ logPValueBeyond }) => logPValueBeyond)),
    skewness: guardrailSkewness(tested.skew, sides, level),
    outcome: outcomeOf(tested, sides, level, design),
  };
}

function outcomeOf(
  { skew }: Tested,
  sides: readonly MarginSide[],
  level: number,
  design: Design,
): Outcome {
  if (sides.length === 0) return 'untestable';
  if (!isDue(design)) return 'inconclusive';
  const shown = sides.map((side) => withinDespiteSkew(skew, side, level));
  if (shown.every(({ within }) => within)) return 'win';
  return shown.some(({ beyond }) => beyond) ? 'loss' : 'inconclusive';
}

function intervals({ effect, relativeEffect }: Tested, sides: readonly Side[]) {
  const both = joined(sides.map((side) => side.effect));
  const relative = sides.map((side) => side.relativeEffect);
  const known = relative.filter((interval) => interval !== null);
  const hasRelative = relativeEffect !== null && known.length === sides.length;
  return {
    effect: { estimate: Number.isFinite(effect) ? effect : 0, ...both },
    relativeEffect: hasRelative ? { estimate: relativeEffect, ...joined(known) } : null,
    limits: { effect: both, relativeEffect: null },
  };
}

function joined(intervals: readonly Interval[]): Interval {
  const end = (side: keyof Interval) =>
    intervals.map((interval) => interval[side]).find((bound) => bound !== null) ?? null;
  return { lower: end('lower'), upper: end('upper') };
}
