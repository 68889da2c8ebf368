import type { Alternative } from '../../stats/alternative.js';
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
import { welchTest } from '../../stats/tests/means-test.js';
import { estimatedDifference } from '../../stats/tests/point-estimate.js';
import { scoreTest } from '../../stats/tests/score-test.js';
import type { Interval, Untestable } from '../../stats/tests/two-sample-test.js';
import type { Arm } from '../arm.js';
import { monitoredTest, type TestForms } from '../compare/monitored-test.js';
import type { Tested } from '../compare/tested.js';
import type { Design, MarginDesign, MetricDesign } from '../design.js';
import { type MonitoringRule, monitoringRuleOf } from '../monitoring/pair-monitoring.js';

/** The one-sided test at one end of the margin, with its bounds at alpha on both scales. */
export interface Side {
  better: Direction;
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
  const asked = { size, relative, better };
  const { forms, judging } = askedOf(tested, asked, design);
  const test = monitoredMargin(forms, judging);
  if (typeof test === 'string' || !relative) return test;
  // A look that cannot stop the test bounds nothing.
  const stops = Number.isFinite(test.criticalValue(design.alpha));
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
    better,
    test,
    effect: relative ? other!.effectInterval(alpha) : own,
    relativeEffect: relative ? own : (other?.relativeInterval(alpha) ?? null),
  };
}

function askedOf({ control, treatment, kind }: Tested, asked: Asked, design: Design) {
  const formsFor = kind === 'proportion' ? formsOfCounts : formsOfMeans;
  const judging = monitoringRuleOf(design, treatment.variant, control.n + treatment.n);
  return { forms: formsFor(control, treatment, asked), judging };
}

interface Asked {
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
  { size, relative, better }: Asked,
): MarginForms {
  const atMargin = relative ? proportionRelativeNonInferiority : proportionNonInferiority;
  const everyLook = relative ? rateSequenceRelativeNonInferiority : rateSequenceNonInferiority;
  const [c, t] = [countsOf(control), countsOf(treatment)];
  const arms = { control: c, treatment: t };
  return {
    plain: (alternative: Alternative) => scoreTest(c, t, alternative),
    margin: () => atMargin(c, t, size, better),
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
