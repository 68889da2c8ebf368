import type { Aggregates } from '../aggregates.js';
import type { Design } from '../design.js';
import { withoutFutility } from '../monitoring/stopping-rule.js';
import { type Tested, testMetric } from './tested.js';

/**
 * Every metric of every treatment against each treatment that was named before it, not yet judged. What
 * differs is asked, so that a margin, which is kept against the control, asks nothing here: a guardrail
 * is left out, and a primary metric with a margin is compared without it.
 */
export function testAllPairs(aggregates: Aggregates, design: Design): Tested[] {
  const { treatments, metrics } = design;
  // What earlier tests tell is of treatments and their control.
  const plain = { ...design, learned: null };
  const asked = { ...plain, metrics: metrics.map((metric) => ({ ...metric, margin: null })) };
  return metrics.flatMap(({ margin }, index) => {
    if (index > 0 && margin !== null) return [];
    return treatments.slice(0, -1).flatMap((control, i) => {
      const pairs = { ...aroundControl(asked, control), treatments: treatments.slice(i + 1) };
      return testMetric(aggregates, aggregates.variants, pairs, index, null);
    });
  });
}

/**
 * The design as it is for comparisons with that variant: where it is no control of it, each other variant
 * is a treatment, and none is given up, since that is asked of treatments and the control alone.
 */
export function aroundControl(design: Design, control: string): Design {
  if (control === design.control) return design;
  const { monitoring } = design;
  const others = [design.control, ...design.treatments].filter((variant) => variant !== control);
  return {
    ...design,
    control,
    treatments: others,
    monitoring: monitoring && { ...monitoring, plan: withoutFutility(monitoring.plan) },
  };
}
