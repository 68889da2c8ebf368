import { strictestLevel } from '../../stats/multiplicity.js';
import { wantedSign } from '../design.js';
import { withoutFutility } from '../monitoring/stopping-rule.js';
import { type Baseline, sizeInUnit } from './baseline.js';
import { type CountedSize, countedSize } from './counted-size.js';
import {
  type DecisionPower,
  type DecisionTest,
  decisionPower,
  decisionUnits,
} from './decision-power.js';
import { marginDecisionTest } from './margin-units.js';
import { payingDecisionTest } from './paying-test.js';
import type { Plan, PlannedMetric } from './plan.js';
import { smallestWeight, weightOf } from './planned-weights.js';
import { effectDecisionTest, type PowerDesign } from './power-plan.js';

/** How surely a plan ships a treatment that deserves it. */
export interface PlannedDecision extends DecisionPower {
  treatment: string;
  /** Guardrails of which too little is expected to count them in. */
  uncounted: string[];
}

/**
 * How surely each treatment ships that has the primary metric's MDE and is else like the control, with so
 * many units in the treatment with the smallest share; `null` where the plan cannot tell.
 * @example
 * const { plan } = await readPlan('fixtures/plan.yaml');
 * // Of a treatment that has the MDE and leaves the guardrail as it is.
 * const [light] = plannedDecisions(plan, 121_000) ?? [];
 * light?.treatment; // => 'light'
 * light?.metrics; // => [ { metric: 'signup', power: 0.954 }, { metric: 'unsubscribe', power: 1.000 } ]
 * light?.mostDemanding; // => 'signup'
 */
export function plannedDecisions(plan: Plan, units: number): PlannedDecision[] | null {
  const decisions = plan.treatments.map((treatment) => {
    const { tests, uncounted } = decisionTests(plan, treatment);
    if (tests === null) return null;
    const own = (units * weightOf(plan, treatment)) / smallestWeight(plan);
    return { treatment, ...decisionPower(tests, own), uncounted };
  });
  const known = decisions.filter((decision) => decision !== null);
  return known.length < decisions.length ? null : known;
}

/**
 * The units, unrounded, that the decision takes in the treatment with the smallest share, so that
 * whichever treatment deserves it is shipped with the plan's power; `null` where that cannot be told.
 */
export function decidingUnits(plan: Plan): number | null {
  return overTreatments(plan, (treatment) => {
    const { tests } = decisionTests(plan, treatment);
    return tests === null ? null : decisionUnits(tests, plan.power);
  });
}

/**
 * The units, unrounded, that a metric by itself takes in the treatment with the smallest share: to detect
 * its MDE, or where it is priced, that it pays; or for a guardrail to be shown within its margin where
 * both arms are alike. `null` where no baseline, or no such effect is known, or no size is to be had.
 */
export function requiredUnits(plan: Plan, metric: PlannedMetric): number | null {
  return overTreatments(
    plan,
    (treatment) => testOf(plan, metric, treatment)?.units(plan.power) ?? null,
  );
}

/** The most that any treatment takes, in units of the one with the smallest share. */
function overTreatments(plan: Plan, unitsOf: (treatment: string) => number | null): number | null {
  const sizes = plan.treatments.map((treatment) => {
    const units = unitsOf(treatment);
    return units === null ? null : (units * smallestWeight(plan)) / weightOf(plan, treatment);
  });
  const known = sizes.filter((size) => size !== null);
  return known.length < sizes.length ? null : Math.max(...known);
}

/** The tests that shipping a treatment waits for; `null` where that of the primary metric is not known. */
function decisionTests(
  plan: Plan,
  treatment: string,
): { tests: DecisionTest[] | null; uncounted: string[] } {
  const [primary, ...others] = plan.metrics;
  const first = testOf(plan, primary!, treatment);
  const guardrails = others.filter(({ role }) => role === 'guardrail');
  const margins = guardrails.map((metric) => {
    const test = testOf(plan, metric, treatment);
    return test === null || test.units(plan.power) === null ? null : test;
  });
  return {
    tests: first === null ? null : [first, ...margins.filter((margin) => margin !== null)],
    uncounted: guardrails.filter((_, i) => margins[i] === null).map(({ name }) => name),
  };
}

/**
 * The test of a metric in a treatment: that it detects its MDE, or that this pays; or of a guardrail, that
 * it is shown within its margin where both arms are alike. `null` where no baseline or no such effect is
 * known.
 */
function testOf(plan: Plan, metric: PlannedMetric, treatment: string): DecisionTest | null {
  const { margin, mde } = metric;
  const expected = expectedOf(metric);
  if (expected === null) return null;
  if (margin !== null) return marginTest(plan, metric, expected, treatment);
  const size = mde === null ? null : sizeInUnit(mde, expected);
  if (size === null) return null;
  return effectTestOf(plan, metric, treatment, wantedSign(plan, metric) * size);
}

/** What a plan expects of the control in a metric; `null` where it does not say. */
export function expectedOf({ baseline }: PlannedMetric): Baseline | null {
  if (baseline === null) return null;
  return 'rate' in baseline ? { kind: 'proportion', ...baseline } : { kind: 'mean', ...baseline };
}

/**
 * The test that detects an effect of a metric, signed and in its unit, in a treatment, or where the metric is priced
 * that this pays; `null` where nothing is expected of the control, or no rate can have the effect.
 */
export function effectTestOf(
  plan: Plan,
  metric: PlannedMetric,
  treatment: string,
  effect: number,
): DecisionTest | null {
  const { name, value } = metric;
  const test = effectDesignOf(plan, metric, treatment);
  if (test === null) return null;
  const { baseline } = test;
  if (baseline.kind === 'proportion' && !isRate(baseline.rate + effect)) return null;
  if (value === null) return effectDecisionTest(name, test, effect);
  const cost = costOf(plan, treatment) - costOf(plan, plan.control);
  return payingDecisionTest(name, test, { effect, breakEven: cost / value });
}

/** How one comparison of a metric in a treatment is planned; `null` where nothing is expected of the control. */
function effectDesignOf(plan: Plan, metric: PlannedMetric, treatment: string): PowerDesign | null {
  const { role } = metric;
  const baseline = expectedOf(metric);
  if (baseline === null) return null;
  return {
    baseline,
    alpha: plannedComparisonLevel(plan, role === 'secondary' ? role : 'primary'),
    alternative: plan.alternative,
    // The level is that of one comparison already.
    correction: 'none',
    variants: 2,
    allocation: allocationOf(plan, treatment),
    monitoring: role === 'primary' ? plan.monitoring : withoutFutility(plan.monitoring),
  };
}

/**
 * What the size truly has of the primary metric's MDE, where it is a rate of so few events that its power is none of the
 * normal approximation; `null` where that will do, and of a margin or prices, which have tests of their own.
 *
 * @param units in the treatment with the smallest share.
 */
export function countedPrimary(plan: Plan, units: number): CountedSize | null {
  const [primary] = plan.metrics;
  const { margin, value, mde } = primary!;
  const smallest = smallestWeight(plan);
  const treatment = plan.treatments.find((name) => weightOf(plan, name) === smallest)!;
  const test = effectDesignOf(plan, primary!, treatment);
  if (test === null || margin !== null || value !== null || mde === null) return null;
  const size = sizeInUnit(mde, test.baseline);
  const effect = size === null ? 0 : wantedSign(plan, primary!) * size;
  const { baseline } = test;
  if (baseline.kind === 'proportion' && !isRate(baseline.rate + effect)) return null;
  return countedSize(test, effect, units, plan.power);
}

/** One-sided, whatever the alternative of the other metrics is; of a guardrail by itself. */
function marginTest(
  plan: Plan,
  metric: PlannedMetric,
  baseline: Baseline,
  treatment: string,
): DecisionTest {
  const { monitoring } = plan;
  const alpha = metric.role === 'primary' ? plannedComparisonLevel(plan) : plan.alpha;
  const { size, kind } = metric.margin!;
  return marginDecisionTest(metric.name, {
    baseline,
    effect: 0,
    kind,
    margin: size.size,
    relative: size.scale === 'relative',
    lowerIsBetter: metric.lowerIsBetter,
    allocation: allocationOf(plan, treatment),
    alpha,
    alternative: 'greater',
    monitoring,
  });
}

/**
 * The level that each comparison of the primary metric is planned at, or of a secondary one: alpha over
 * how many its family has, the strictest that a correction may come to. Secondary metrics wait for the
 * primary one and cost it nothing; guardrails are judged by themselves.
 */
export function plannedComparisonLevel(
  { alpha, correction, metrics, treatments }: Plan,
  role: 'primary' | 'secondary' = 'primary',
): number {
  const judged = metrics.filter((metric) => metric.role === role).length;
  return strictestLevel(alpha, correction, judged * treatments.length);
}

function isRate(rate: number): boolean {
  return rate >= 0 && rate <= 1;
}

function costOf({ cost }: Plan, variant: string): number {
  return cost?.get(variant) ?? 0;
}

/** Units of a treatment for every unit of the control. */
function allocationOf(plan: Plan, treatment: string): number {
  return weightOf(plan, treatment) / weightOf(plan, plan.control);
}
