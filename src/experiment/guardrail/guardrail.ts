import { weakest } from '../../stats/margin/equivalence.js';
import type { Interval } from '../../stats/tests/two-sample-test.js';
import type { Tested } from '../compare/tested.js';
import type { Method } from '../compare/tests.js';
import type { Comparison, Margin, Outcome } from '../comparison.js';
import type { Design, MarginDesign } from '../design.js';
import { progressOf } from '../monitoring/pair-monitoring.js';
import { isDue } from '../monitoring/progress.js';
import { guardrailSize } from '../size/guardrail-size.js';
import { checkMargin } from './margin-fit.js';
import { isExact, marginTestOf, type Side, sideOf, sidesOf } from './margin-side.js';

/**
 * A guardrail's comparison: whether the metric is shown not to be worse by its margin or more, or, for
 * equivalence, not to differ by it. It is judged at alpha by itself: every guardrail must hold, and
 * that all of several hold is never shown by chance more often than that one of them is.
 *
 * @throws {UserError} when the margin fits no such metric.
 */
export function guardrailComparison(tested: Tested, design: Design): Comparison {
  const margin = tested.metric.margin!;
  checkMargin(tested, margin);
  const sides = sidesOf(tested.metric).map((better) => sideOf(tested, margin, better, design));
  const why = sides.find((side) => typeof side === 'string') ?? null;
  const shown = why === null ? sides.filter((side) => typeof side !== 'string') : [];
  const compared = {
    ...described(tested, margin, design),
    ...judged(shown, design),
    ...intervals(tested, shown),
    reason: why,
  };
  return { ...compared, sampleSize: guardrailSize(compared, tested.metric, design) };
}

/**
 * What that comparison comes to, without its intervals and its size.
 *
 * @throws {UserError} as guardrailComparison.
 */
export function guardrailOutcome(tested: Tested, design: Design): Outcome {
  const margin = tested.metric.margin!;
  checkMargin(tested, margin);
  const tests = sidesOf(tested.metric).map((better) =>
    marginTestOf(tested, margin, better, design),
  );
  const all = tests.filter((test) => typeof test !== 'string');
  return outcomeOf(all.length < tests.length ? [] : all, design);
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
    posterior,
    ranks,
    margin,
    netEffect: null,
    progress: progressOf(design, treatment.variant),
    method: methodOf(tested, design),
  };
}

function methodOf(tested: Tested, design: Design): Method {
  if (design.monitoring?.plan.method === 'always-valid') return 'confidence-sequence';
  if (tested.kind !== 'proportion') return 'welch';
  return isExact(tested, design) ? 'exact' : 'farrington-manning';
}

/** What the tests say together: both must reject, so the larger p-value is that of the two. */
function judged(sides: readonly Side[], design: Design) {
  const { alpha } = design;
  const tests = sides.map(({ test }) => test);
  const test = weakest(tests);
  return {
    statistic: test?.statistic ?? null,
    df: test?.df ?? null,
    pValue: test?.pValue ?? null,
    logPValue: test?.logPValue ?? null,
    adjustedPValue: test?.pValue ?? null,
    confidence: test === undefined ? null : 1 - tests.length * alpha,
    // Each guardrail must hold by itself, so that its interval speaks for itself.
    coverage: test === undefined ? null : ('alone' as const),
    criticalValue: test?.criticalValue(alpha) ?? null,
    // Of equivalence either side may be overstepped, so the smaller p-value is that of the claim.
    logPBeyond:
      test === undefined ? null : Math.min(...tests.map(({ logPValueBeyond }) => logPValueBeyond)),
    outcome: outcomeOf(tests, design),
  };
}

function outcomeOf(tests: readonly Side['test'][], design: Design): Outcome {
  const { alpha } = design;
  if (tests.length === 0) return 'untestable';
  if (!isDue(design)) return 'inconclusive';
  if (tests.every(({ pValue }) => pValue < alpha)) return 'win';
  return tests.some(({ pValueBeyond }) => pValueBeyond < alpha) ? 'loss' : 'inconclusive';
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
