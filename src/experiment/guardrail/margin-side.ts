import type { Direction } from '../../stats/margin/margin.js';
import { isScoreRough, scoreAccuracy } from '../../stats/tests/score-accuracy.js';
import type { Interval, Untestable } from '../../stats/tests/two-sample-test.js';
import { type AnyMarginTest, claimOf, monitoredMargin } from '../compare/margin-forms.js';
import { monitoredTest } from '../compare/monitored-test.js';
import type { Tested } from '../compare/tested.js';
import type { Design, MarginDesign, MetricDesign } from '../design.js';
import { type MonitoringRule, monitoringRuleOf } from '../monitoring/pair-monitoring.js';

/** The one-sided test at one end of the margin, with its bounds at alpha on both scales. */
export interface Side {
  test: AnyMarginTest;
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
): AnyMarginTest | Untestable {
  const { forms } = tested;
  if (forms === null) return 'ZERO_DENOMINATOR';
  const relative = scale === 'relative';
  const test = monitoredMargin(
    forms,
    { size, relative, better, exact: isExact(tested, design) },
    judgingOf(tested, design),
  );
  if (typeof test === 'string' || !relative) return test;
  // A look that cannot stop the test bounds nothing.
  const stops = test.criticalValue(design.alpha) !== Number.POSITIVE_INFINITY;
  return stops && test.bound(design.alpha) === null ? 'NO_RELATIVE_MARGIN' : test;
}

/** The same with its bounds at that one-sided level. */
export function sideOf(
  tested: Tested,
  margin: MarginDesign,
  better: Direction,
  { design, level }: { design: Design; level: number },
): Side | Untestable {
  const test = marginTestOf(tested, margin, better, design);
  if (typeof test === 'string') return test;
  const relative = margin.size.scale === 'relative';
  const end = test.bound(level);
  const bound = end !== null && Number.isFinite(end) ? end : null;
  const own = better === 'increase' ? { lower: bound, upper: null } : { lower: null, upper: bound };
  // The scale that the margin was not given in has the interval of the same test at difference 0.
  const zero = monitoredTest(
    tested.forms!.atZero(isExact(tested, design)),
    judgingOf(tested, design),
    claimOf(better),
  );
  const other = typeof zero === 'string' ? null : zero;
  return {
    test,
    effect: relative ? other!.effectInterval(level) : own,
    relativeEffect: relative ? own : (other?.relativeInterval(level) ?? null),
  };
}

function judgingOf(
  { control, treatment }: Pick<Tested, 'control' | 'treatment'>,
  design: Design,
): MonitoringRule {
  return monitoringRuleOf(design, treatment.variant, control.n + treatment.n);
}

/**
 * Whether a guardrail of a rate is judged by the exact test: its counts are few, or as skewed as that, under
 * one of the hypotheses that it is to reject, unless the score test was asked for.
 */
export function isExact(
  tested: Pick<Tested, 'metric' | 'kind' | 'control' | 'treatment' | 'covariate'>,
  design: Design,
): boolean {
  const { metric, kind, control, treatment, covariate } = tested;
  if (kind !== 'proportion' || covariate !== null || design.tests.proportion === 'score')
    return false;
  if (design.monitoring?.plan.method === 'always-valid') return false;
  if (design.tests.proportion === 'exact') return true;
  if (control.n < 1 || treatment.n < 1) return false;
  const [c, t] = [control, treatment].map(({ successes, n }) => ({ successes: successes!, n }));
  return marginsOf(metric).some((margin) => isScoreRough(scoreAccuracy(c!, t!, margin)));
}

/** The hypotheses that a guardrail of a rate is to reject. */
export function marginsOf(metric: MetricDesign): ({ shift: number } | { ratio: number })[] {
  const { scale, size } = metric.margin!.size;
  return sidesOf(metric).map((better) => {
    const signed = better === 'increase' ? -size : size;
    return scale === 'relative' ? { ratio: 1 + signed } : { shift: signed };
  });
}
