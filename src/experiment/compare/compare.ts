import {
  type Adjusted,
  adjustSerially,
  type Serially,
  strictestLevel,
} from '../../stats/multiplicity.js';
import { once } from '../../stats/numeric/memoized.js';
import type { Aggregates } from '../aggregates.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import { marginComparison, marginPValue } from '../guardrail/guardrail.js';
import { ONE_LOOK } from '../monitoring/stopping-rule.js';
import { withDecisionSizes } from '../size/decision-size.js';
import { sampleSizeOf } from '../size/sample-size.js';
import type { Skewness } from '../skewness.js';
import { aroundControl, testAllPairs } from './all-pairs.js';
import { testable, untestable } from './compared.js';
import { futilityOf } from './futile.js';
import { mdePValue } from './mde-p-value.js';
import { mostNet, netEffect } from './money.js';
import { outcomeOf, type Weighed } from './outcome.js';
import { reached, reachOf } from './skew.js';
import { isTest, type Tested, testAll } from './tested.js';

/** Every metric of every treatment against the control, and of the treatments against one another. */
export interface Compared {
  /** Metric by metric in the design's order. */
  overall: Comparison[];
  /** The same among the treatments; none unless asked for. */
  pairs: Comparison[];
}

/**
 * All comparisons over all units. For the correction those of the primary metric that can be tested make
 * one family, pairs of treatments included, and those of secondary metrics another, which is judged once
 * all of the first are rejected.
 */
export function compareEvery(aggregates: Aggregates, design: Design): Compared {
  const against = testAll(aggregates, design);
  const among = design.allPairs ? testAllPairs(aggregates, design) : [];
  const all = adjustedFamilies([...against, ...among], design);
  return { overall: all.slice(0, against.length), pairs: all.slice(against.length) };
}

/** Every metric of every treatment against the control, as compareEvery has them. */
export function compareAll(aggregates: Aggregates, design: Design): Comparison[] {
  return compareEvery(aggregates, design).overall;
}

/**
 * Comparisons judged as families by their role, with their outcomes and the sizes that they need.
 * Guardrails are of neither: each is judged by itself.
 */
export function adjustedFamilies(tested: readonly Tested[], design: Design): Comparison[] {
  const { judged, sizes } = adjustedTests(tested, design);
  const comparisons = tested.map((one, i) => {
    const own = aroundControl(design, one.control.variant);
    if (one.metric.margin !== null) return marginComparison(one, own, judged[i]!);
    return comparisonOf(
      one,
      judged[i]!,
      own,
      one.role === 'primary' ? sizes.primary : sizes.secondary,
    );
  });
  const level = strictestLevel(design.alpha, design.correction, sizes.primary);
  const monitoring = design.monitoring?.plan ?? ONE_LOOK;
  return withDecisionSizes(comparisons, { design, level, monitoring });
}

/** A comparison as judged among so many of its family. */
function comparisonOf(
  one: Tested,
  judged: Adjusted | null,
  design: Design,
  family: number,
): Comparison {
  const { test } = one;
  const compared = isTest(test)
    ? testable(one, test, judged!, design)
    : untestable(one, test, design);
  const prices = pricesOf(one, design, family);
  const skewness = pricedSkewness(compared.skewness, prices);
  const result = { ...compared, netEffect: prices.netEffect, skewness };
  const undecided = skewness?.undecided === true;
  const sampleSize = sampleSizeOf(result, one.metric, design, family);
  const { level } = judged?.interval ?? { level: 0 };
  const ruledOut = once(() =>
    isTest(test) ? mdePValue(one, test, result, { level, design }) : null,
  );
  const outcome = outcomeOf({ ...result, ...prices, undecided }, one.metric, design);
  const futility = futilityOf(one, outcome, design);
  return {
    ...result,
    // It decides nothing, and takes longer than all else where looks are judged anew.
    get mdePValue() {
      return ruledOut();
    },
    sampleSize,
    outcome,
    futility,
  };
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
): Pick<Weighed, 'netEffect' | 'leastNet' | 'mostNet'> {
  const level = strictestLevel(design.alpha, design.correction, family);
  const net = tested.role === 'primary' ? netEffect(tested, design, level) : null;
  if (net === null || !isTest(tested.test))
    return { netEffect: net, leastNet: null, mostNet: null };
  const ends = { lower: net.lower, upper: mostNet(net, tested, design, level) };
  const { lower, upper } = reached(ends, net.estimate, reachOf(tested.skew, tested.test, level));
  return { netEffect: net, leastNet: lower, mostNet: upper };
}

/** With prices it is decided by the net effect, so that it is that which skewness leaves open. */
function pricedSkewness(
  skewness: Skewness | null,
  { netEffect, leastNet, mostNet }: Pick<Weighed, 'netEffect' | 'leastNet' | 'mostNet'>,
): Skewness | null {
  if (skewness === null || netEffect === null) return skewness;
  const isAbove = (end: number | null) => end !== null && end > 0;
  const isBelow = (end: number | null) => end !== null && end < 0;
  const gains = isAbove(netEffect.lower) && !isAbove(leastNet);
  return { ...skewness, undecided: gains || (isBelow(netEffect.upper) && !isBelow(mostNet)) };
}
