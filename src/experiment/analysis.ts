import { sum } from 'simple-statistics';
import type { Aggregates } from './aggregates.js';
import { type Check, checkData } from './checks/checks.js';
import { compareEvery } from './compare/compare.js';
import { type SegmentedEffect, segmentedEffects } from './compare/heterogeneity.js';
import { compareSegments } from './compare/segments.js';
import { type Trend, trendsOf } from './compare/trend.js';
import type { Comparison } from './comparison.js';
import { type Verdict, verdictOf } from './decision/verdict.js';
import { asColumnsAre, type Design } from './design.js';
import type { OverTime } from './over-time/effect-over-time.js';
import { overTimeOf } from './over-time/over-time.js';
import { withPooledTreatments } from './pooled.js';
import { type Targeting, targetingsOf } from './targeting/targeting.js';
import { type TriggeredUnits, triggeredUnits } from './triggered-units.js';

/** All that an analysis of one experiment found, as data. */
export interface Analysis {
  design: Design;
  variants: { name: string; units: number; share: number }[];
  /** Who could see a difference, where a column says so: the comparisons are of these units alone. */
  triggered: TriggeredUnits | null;
  /** Over all units, then by segment. */
  comparisons: Comparison[];
  /** Of the treatments with one another, over all units; empty unless asked for. */
  pairs: Comparison[];
  segmentedEffects: SegmentedEffect[];
  trends: Trend[];
  /** Rules that give each segment its own variant, and what they gain; empty unless asked for. */
  targetings: Targeting[];
  /** `null` where nobody asked for days. */
  overTime: OverTime | null;
  checks: Check[];
  verdict: Verdict;
}

/**
 * The analysis of an experiment's aggregates under its design; pure, and the same for everyone.
 *
 * @example
 * // 48 of 80 against 56 of 70: Newcombe (1998), Statistics in Medicine 17, table II (a), method 5.
 * const aggregates = emptyAggregates(['success']);
 * for (const [variant, successes, units] of [['generic', 48, 80], ['personalized', 56, 70]] as const) {
 *   const arm = variantAggregates(aggregates, variant);
 *   arm.units = units;
 *   for (let unit = 0; unit < units; unit += 1) addValue(arm.samples[0]!, unit < successes ? 1 : 0);
 * }
 * const { comparisons, verdict } = analyzeAggregates(aggregates, {
 *   ...DEFAULTS,
 *   control: 'generic', treatments: ['personalized'],
 *   metrics: [{
 *     name: 'success', kind: 'proportion', quantile: null, mde: null, lowerIsBetter: false, covariates: [], margin: null,
 *   }],
 *   allocation: null, intensity: null, money: null, bayes: false, prior: 'flat', stratify: null, pooled: false,
 *   allPairs: false, poolBelow: 0, monitoring: null,
 *   tests: { proportion: 'score', mean: null, ratio: null, quantile: null },
 * });
 * comparisons[0]?.effect?.lower; // => 0.0533
 * comparisons[0]?.effect?.upper; // => 0.3377
 * verdict.decision; // => 'ship'
 */
export function analyzeAggregates(assigned: Aggregates, asked: Design): Analysis {
  const given = asColumnsAre(asked, assigned);
  const asAssigned = { aggregates: assigned, design: given };
  const { aggregates, design } = given.pooled ? withPooledTreatments(assigned, given) : asAssigned;
  const { overall, pairs } = compareEvery(aggregates, design);
  const segmented = compareSegments(aggregates, design);
  const effects = segmentedEffects(overall, segmented, design);
  const overTime = overTimeOf(aggregates, design, overall);
  const checks = checkData({
    aggregates,
    design,
    comparisons: overall,
    effects,
    overTime,
    asAssigned,
  });
  const all = [...overall, ...segmented, ...pairs];
  const names = [given.control, ...given.treatments];
  return {
    design,
    variants: variantShares(assigned, given),
    triggered: triggeredUnits(aggregates, { assigned, names }, all, design),
    comparisons: [...overall, ...segmented],
    pairs,
    segmentedEffects: effects,
    trends: trendsOf(aggregates, design),
    targetings: design.target === true ? targetingsOf(aggregates, design) : [],
    overTime,
    checks,
    verdict: verdictOf(checks, overall, design, pairs),
  };
}

function variantShares(
  aggregates: Aggregates,
  { control, treatments }: Design,
): Analysis['variants'] {
  const names = [control, ...treatments];
  const units = names.map((name) => aggregates.variants.get(name)!.units);
  const total = sum(units);
  return names.map((name, i) => ({
    name,
    units: units[i]!,
    share: total === 0 ? 0 : units[i]! / total,
  }));
}
