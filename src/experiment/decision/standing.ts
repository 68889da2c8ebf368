import type { Adjusted } from '../../stats/multiplicity.js';
import type { TwoSampleTest } from '../../stats/tests/two-sample-test.js';
import type { Aggregates } from '../aggregates.js';
import { adjustedTests, pricesOf } from '../compare/compare.js';
import { futilityOf } from '../compare/futile.js';
import { limitsOf, NO_LIMITS } from '../compare/limits.js';
import { outcomeOf, type Weighed } from '../compare/outcome.js';
import { isUndecided, reachedLimits, reachOf } from '../compare/skew.js';
import { isTest, type Tested, testAll } from '../compare/tested.js';
import type { Design } from '../design.js';
import { marginOutcome } from '../guardrail/guardrail.js';
import type { Standing } from './decision.js';

/**
 * How every comparison of an analysis stands, and no more: no size, and only the intervals that an
 * outcome turns on. For whoever decides so often that the rest would take too long.
 *
 * @param byPAlone whether skewness is overlooked, as by whoever reads p-values only.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const { aggregates, files } = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(files, sources);
 * const { design } = decideUnrecorded({ read, aggregates, data, time: new Date() });
 * // Of other data by the same design: those of a simulation, or of a resample.
 * const standings = standingsOf(aggregates, design);
 * standings.map(({ treatment, outcome }) => `${treatment.variant}: ${outcome}`);
 * // => [ 'light: inconclusive', 'full: win', 'light: win', 'full: win' ]
 */
export function standingsOf(aggregates: Aggregates, design: Design, byPAlone = false): Standing[] {
  const all = testAll(aggregates, design);
  const tested = byPAlone ? all.map((one) => ({ ...one, skew: null })) : all;
  const { judged, sizes } = adjustedTests(tested, design);
  return tested.map((one, i): Standing => {
    const { role, metric, treatment } = one;
    const effect = { estimate: Number.isFinite(one.effect) ? one.effect : 0 };
    if (metric.margin !== null) {
      const outcome = marginOutcome(one, design, judged[i]!);
      return { role, treatment, effect, netEffect: null, outcome, futility: null };
    }
    const family = role === 'primary' ? sizes.primary : sizes.secondary;
    const prices = pricesOf(one, design, family);
    const outcome = outcomeOf(weighed(one, judged[i]!, prices), metric, design);
    const futility = futilityOf(one, outcome, design);
    return { role, treatment, effect, netEffect: prices.netEffect, outcome, futility };
  });
}

function weighed(
  tested: Tested,
  judged: Adjusted | null,
  { netEffect, leastNet, mostNet }: Pick<Weighed, 'netEffect' | 'leastNet' | 'mostNet'>,
): Weighed {
  const { metric, kind, control, test, skew } = tested;
  return {
    metric: metric.name,
    kind,
    control,
    netEffect,
    leastNet,
    mostNet,
    undecided: isTest(test) && isUndecided(skew, test, judged!.level),
    effect: { estimate: tested.effect },
    adjustedPValue: judged?.adjusted ?? null,
    limits: isTest(test) ? limitsAt(tested, test, judged!.interval.level) : NO_LIMITS,
  };
}

function limitsAt(tested: Tested, test: TwoSampleTest, level: number): Weighed['limits'] {
  const limits = limitsOf(test, tested.oppositeSide, level);
  return reachedLimits(limits, tested, reachOf(tested.skew, test, level));
}
