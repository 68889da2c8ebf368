import type { Alternative } from '../../stats/alternative.js';
import { exactNonInferiority } from '../../stats/margin/exact-margin.js';
import {
  type Direction,
  type MarginTest,
  meanNonInferiority,
  proportionNonInferiority,
} from '../../stats/margin/margin.js';
import {
  meanRelativeNonInferiority,
  proportionRelativeNonInferiority,
  type RelativeMarginTest,
} from '../../stats/margin/relative-margin.js';
import { type Moments, summaryMoments } from '../../stats/moments.js';
import {
  type SequenceTime,
  sequenceNonInferiority,
  sequenceRelativeNonInferiority,
  sequenceTest,
} from '../../stats/sequential/confidence-sequence.js';
import { marginAtLook } from '../../stats/sequential/look.js';
import {
  rateSequenceNonInferiority,
  rateSequenceRelativeNonInferiority,
  rateSequenceTest,
} from '../../stats/sequential/rate-sequence.js';
import { exactTest } from '../../stats/tests/exact-test.js';
import { welchTest } from '../../stats/tests/means-test.js';
import { estimatedDifference } from '../../stats/tests/point-estimate.js';
import { isScoreRough, scoreAccuracy } from '../../stats/tests/score-accuracy.js';
import { scoreTest } from '../../stats/tests/score-test.js';
import type { Interval, Untestable } from '../../stats/tests/two-sample-test.js';
import type { Arm } from '../arm.js';
import { monitoredTest, type TestForms } from '../compare/monitored-test.js';
import type { Tested } from '../compare/tested.js';
import type { Design, MarginDesign, MetricDesign } from '../design.js';
import { type MonitoringRule, monitoringRuleOf } from '../monitoring/pair-monitoring.js';

/** The one-sided test at one end of the margin, with its bounds at alpha on both scales. */
export interface Side {
  test: RelativeMarginTest;
  effect: Interval;
  relativeEffect: Interval | null;
}

/** The directions in which the metric may not fall short of its margin. */
export function sidesOf({ margin, lowerIsBetter }: MetricDesign): Direction[] {
  if (margin!.kind === 'equivalence') return ['increase', 'decrease'];
  return lowerIsBetter ? ['decrease'] : ['increase'];
}

/** The test in one direction at its margin, as it is judged at this look; or why there is none. */
export function marginTestOf(
  tested: Tested,
  { size: { scale, size } }: MarginDesign,
  better: Direction,
  design: Design,
): RelativeMarginTest | MarginTest | Untestable {
  const relative = scale === 'relative';
  const { forms, judging } = askedOf(tested, { size, relative, better }, design);
  const test = monitoredMargin(forms, judging);
  if (typeof test === 'string' || !relative) return test;
  // A look that cannot stop the test bounds nothing.
  const stops = test.criticalValue(design.alpha) !== Number.POSITIVE_INFINITY;
  return stops && test.bound(design.alpha) === null ? 'NO_RELATIVE_MARGIN' : test;
}

/** The same with its intervals. */
export function sideOf(
  tested: Tested,
  margin: MarginDesign,
  better: Direction,
  design: Design,
): Side | Untestable {
  const test = marginTestOf(tested, margin, better, design);
  if (typeof test === 'string') return test;
  const { alpha } = design;
  const { scale, size } = margin.size;
  const relative = scale === 'relative';
  const end = test.bound(alpha);
  const bound = end !== null && Number.isFinite(end) ? end : null;
  const own = better === 'increase' ? { lower: bound, upper: null } : { lower: null, upper: bound };
  // The scale that the margin was not given in has the interval of the same test at difference 0.
  const { forms, judging } = askedOf(tested, { size, relative, better }, design);
  const zero = monitoredTest(forms, judging, claimOf(better));
  const other = typeof zero === 'string' ? null : zero;
  return {
    test,
    effect: relative ? other!.effectInterval(alpha) : own,
    relativeEffect: relative ? own : (other?.relativeInterval(alpha) ?? null),
  };
}

function askedOf(tested: Tested, asked: Omit<Asked, 'exact'>, design: Design) {
  const { control, treatment, kind } = tested;
  const formsFor = kind === 'proportion' ? formsOfCounts : formsOfMeans;
  const judging = monitoringRuleOf(design, treatment.variant, control.n + treatment.n);
  const exact = judging.method !== 'always-valid' && isExact(tested, design);
  return { forms: formsFor(control, treatment, { ...asked, exact }), judging };
}

/**
 * Whether a guardrail of a rate is judged by the exact test: its counts are few, or as skewed as that, under
 * one of the hypotheses that it is to reject, unless the score test was asked for.
 */
export function isExact(
  tested: Pick<Tested, 'metric' | 'kind' | 'control' | 'treatment'>,
  design: Design,
): boolean {
  const { metric, kind, control, treatment } = tested;
  if (kind !== 'proportion' || design.tests.proportion === 'score') return false;
  if (design.tests.proportion === 'exact') return true;
  const [c, t] = [countsOf(control), countsOf(treatment)];
  if (c.n < 1 || t.n < 1) return false;
  return marginsOf(metric).some((margin) => isScoreRough(scoreAccuracy(c, t, margin)));
}

/** The hypotheses that a guardrail of a rate is to reject. */
export function marginsOf(metric: MetricDesign): ({ shift: number } | { ratio: number })[] {
  const { scale, size } = metric.margin!.size;
  return sidesOf(metric).map((better) => {
    const signed = better === 'increase' ? -size : size;
    return scale === 'relative' ? { ratio: 1 + signed } : { shift: signed };
  });
}

interface Asked {
  /** Of rates, whether by the exact test. */
  exact: boolean;
  size: number;
  relative: boolean;
  better: Direction;
}

interface MarginForms extends TestForms {
  /** The test at the margin as it is by itself. */
  margin: () => AnyMarginTest | Untestable;
  /** The same as a sequence that holds at every look. */
  sequenceMargin: (time: SequenceTime) => AnyMarginTest | Untestable;
}

type AnyMarginTest = MarginTest | RelativeMarginTest;

function monitoredMargin(
  { margin, sequenceMargin }: Pick<MarginForms, 'margin' | 'sequenceMargin'>,
  judging: MonitoringRule,
): AnyMarginTest | Untestable {
  switch (judging.method) {
    case 'fixed':
      return margin();
    case 'always-valid':
      return judging.time.units > 0 ? sequenceMargin(judging.time) : 'TOO_FEW_UNITS';
    case 'group-sequential': {
      const test = margin();
      return typeof test === 'string' ? test : marginAtLook(test, judging.looks, judging.scaleOf);
    }
  }
}

function formsOfCounts(
  control: Arm,
  treatment: Arm,
  { size, relative, better, exact }: Asked,
): MarginForms {
  const atMargin = relative ? proportionRelativeNonInferiority : proportionNonInferiority;
  const everyLook = relative ? rateSequenceRelativeNonInferiority : rateSequenceNonInferiority;
  const [c, t] = [countsOf(control), countsOf(treatment)];
  const arms = { control: c, treatment: t };
  return {
    plain: (alternative: Alternative) => (exact ? exactTest : scoreTest)(c, t, alternative),
    margin: () =>
      exact
        ? exactNonInferiority(c, t, { margin: size, relative, better })
        : atMargin(c, t, size, better),
    sequence: (time: SequenceTime, alternative: Alternative) =>
      rateSequenceTest(arms, time, alternative),
    sequenceMargin: (time: SequenceTime) => everyLook(arms, time, size, better),
  };
}

function formsOfMeans(
  control: Arm,
  treatment: Arm,
  { size, relative, better }: Asked,
): MarginForms {
  const atMargin = relative ? meanRelativeNonInferiority : meanNonInferiority;
  const everyLook = relative ? sequenceRelativeNonInferiority : sequenceNonInferiority;
  const [c, t] = [momentsOf(control), momentsOf(treatment)];
  return {
    plain: (alternative: Alternative) => welchTest(c, t, alternative),
    margin: () => atMargin(c, t, size, better),
    sequence: (time: SequenceTime, alternative: Alternative) =>
      sequenceTest(estimatedDifference(c, t), time, alternative),
    sequenceMargin: (time: SequenceTime) =>
      everyLook(estimatedDifference(c, t), time, size, better),
  };
}

function claimOf(better: Direction): Alternative {
  return better === 'increase' ? 'greater' : 'less';
}

function countsOf({ successes, n }: Arm): { successes: number; n: number } {
  return { successes: successes ?? 0, n };
}

function momentsOf({ n, mean, variance }: Arm): Moments {
  return summaryMoments(n, mean, variance ?? 0);
}
