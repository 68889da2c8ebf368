import type { Adjusted } from '../../stats/multiplicity.js';
import type { Aggregates } from '../aggregates.js';
import { adjustedTests, pricesOf } from '../compare/compare.js';
import { limitsOf, NO_LIMITS } from '../compare/limits.js';
import { outcomeOf, type Weighed } from '../compare/outcome.js';
import { isTest, type Tested, testAll } from '../compare/tested.js';
import type { Design } from '../design.js';
import { marginOutcome } from '../guardrail/guardrail.js';
import type { Standing } from './decision.js';

/**
 * How every comparison of compareAll stands, and no more: no size, and only the intervals that an
 * outcome turns on. For whoever decides so often that the rest would take too long.
 */
export function standingsOf(aggregates: Aggregates, design: Design): Standing[] {
  const tested = testAll(aggregates, design);
  const { judged, sizes } = adjustedTests(tested, design);
  return tested.map((one, i): Standing => {
    const { role, metric, treatment } = one;
    const effect = { estimate: Number.isFinite(one.effect) ? one.effect : 0 };
    if (metric.margin !== null) {
      const outcome = marginOutcome(one, design, judged[i]!);
      return { role, treatment, effect, netEffect: null, outcome };
    }
    const family = role === 'primary' ? sizes.primary : sizes.secondary;
    const prices = pricesOf(one, design, family);
    const outcome = outcomeOf(weighed(one, judged[i]!, prices), metric, design);
    return { role, treatment, effect, netEffect: prices.netEffect, outcome };
  });
}

function weighed(
  tested: Tested,
  judged: Adjusted | null,
  { netEffect, mostNet }: Pick<Weighed, 'netEffect' | 'mostNet'>,
): Weighed {
  const { metric, kind, control, test, oppositeSide } = tested;
  return {
    metric: metric.name,
    kind,
    control,
    netEffect,
    mostNet,
    effect: { estimate: tested.effect },
    adjustedPValue: judged?.adjusted ?? null,
    limits: isTest(test) ? limitsOf(test, oppositeSide, judged!.interval.level) : NO_LIMITS,
  };
}
