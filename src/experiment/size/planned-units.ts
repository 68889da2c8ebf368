import { strictestLevel } from '../../stats/multiplicity.js';
import { wantedSign } from '../design.js';
import { type Baseline, sizeInUnit } from './baseline.js';
import {
  type DecisionPower,
  type DecisionTest,
  decisionPower,
  decisionUnits,
} from './decision-power.js';
import { marginDecisionTest } from './margin-units.js';
import type { Plan, PlannedMetric } from './plan.js';
import { effectDecisionTest, type PowerDesign } from './power-plan.js';

/**
 * The units that each variant is to have in the end, the control first; `null` where the plan has no
 * sample size and too little to compute one from, which `missingForSize` names. A computed size is that
 * of the decision: that the primary metric's MDE is detected and every guardrail shown within its margin.
 *
 * The sample size is of the treatment with the smallest share: of all treatments it needs the longest.
 */
export function plannedUnits(plan: Plan): Map<string, number> | null {
  const size = plan.sampleSize ?? computedSize(plan);
  return size === null ? null : unitsByVariant(plan, size);
}

function computedSize(plan: Plan): number | null {
  const { tests } = decisionTests(plan);
  return tests === null ? null : decisionUnits(tests, plan.power);
}

/** Who is compared, and in which shares. */
type Arms = Pick<Plan, 'control' | 'treatments' | 'allocation'>;

/** Units of every variant where the treatment with the smallest share has that many; rounded up. */
export function unitsByVariant(plan: Arms, size: number): Map<string, number> {
  const smallest = smallestWeight(plan);
  return new Map(
    [plan.control, ...plan.treatments].map((variant) => [
      variant,
      wholeUnits((size * weightOf(plan, variant)) / smallest),
    ]),
  );
}

/**
 * The units, unrounded, that a metric by itself takes in the treatment with the smallest share: to detect
 * its MDE, or for a guardrail to be shown within its margin where both arms are alike; `null` where no
 * baseline, or no such effect is known, or no size is to be had.
 */
export function requiredUnits(plan: Plan, metric: PlannedMetric): number | null {
  return testOf(plan, metric)?.units(plan.power) ?? null;
}

/** How surely a plan with a size ships a treatment that deserves it. */
export interface PlannedDecision extends DecisionPower {
  /** Guardrails of which too little is expected to count them in. */
  uncounted: string[];
}

/**
 * How surely a treatment ships that has the primary metric's MDE and is else like the control, with so
 * many units in the treatment with the smallest share; `null` where the plan cannot tell.
 */
export function plannedDecision(plan: Plan, units: number): PlannedDecision | null {
  const { tests, uncounted } = decisionTests(plan);
  return tests === null ? null : { ...decisionPower(tests, units), uncounted };
}

/** The tests that shipping waits for; `null` where that of the primary metric has no size. */
function decisionTests(plan: Plan): { tests: DecisionTest[] | null; uncounted: string[] } {
  const waited = plan.metrics.filter(({ role }) => role !== 'secondary');
  const tests = waited.map((metric) => testOf(plan, metric));
  const sized = tests.filter((test) => (test?.units(plan.power) ?? null) !== null);
  const uncounted = waited.filter((_, i) => !sized.includes(tests[i]!)).map(({ name }) => name);
  const known = sized.filter((test) => test !== null);
  return { tests: uncounted.includes(waited[0]!.name) ? null : known, uncounted };
}

/** A key without which a plan has no size: of its primary metric, or where no size can be computed, its own. */
export const MISSING_FOR_SIZE = ['baseline', 'mde', 'sampleSize'] as const;

/** One of MISSING_FOR_SIZE. */
export type MissingForSize = (typeof MISSING_FOR_SIZE)[number];

/** What a plan lacks to be sized; empty where `plannedUnits` gives a size. */
export function missingForSize(plan: Plan): MissingForSize[] {
  if (plannedUnits(plan) !== null) return [];
  const { baseline, mde } = plan.metrics[0]!;
  const missing: MissingForSize[] = [];
  if (baseline === null) missing.push('baseline');
  if (mde === null) missing.push('mde');
  return missing.length === 0 ? ['sampleSize'] : missing;
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

/**
 * The test of a metric in the treatment with the smallest share: that it detects its MDE, or of a
 * guardrail, that it is shown within its margin where both arms are alike; `null` where no baseline or no
 * such effect is known.
 */
function testOf(plan: Plan, metric: PlannedMetric): DecisionTest | null {
  const { baseline, margin } = metric;
  if (baseline === null) return null;
  const expected: Baseline =
    'rate' in baseline ? { kind: 'proportion', ...baseline } : { kind: 'mean', ...baseline };
  const test = margin === null ? effectTest : marginTest;
  return test(plan, metric, expected);
}

function effectTest(plan: Plan, metric: PlannedMetric, baseline: Baseline): DecisionTest | null {
  const { mde, role, name } = metric;
  const size = mde === null ? null : sizeInUnit(mde, baseline);
  if (size === null) return null;
  const test: PowerDesign = {
    baseline,
    alpha: plannedComparisonLevel(plan, role === 'secondary' ? role : 'primary'),
    alternative: plan.alternative,
    // The level is that of one comparison already.
    correction: 'none',
    variants: 2,
    allocation: allocationOf(plan),
    monitoring: plan.monitoring,
  };
  return effectDecisionTest(name, test, wantedSign(plan, metric) * size);
}

/** By itself and one-sided, whatever the alternative of the other metrics is. */
function marginTest(plan: Plan, metric: PlannedMetric, baseline: Baseline): DecisionTest {
  const { alpha, monitoring } = plan;
  const { size, kind } = metric.margin!;
  return marginDecisionTest(metric.name, {
    baseline,
    effect: 0,
    kind,
    margin: size.size,
    relative: size.scale === 'relative',
    lowerIsBetter: metric.lowerIsBetter,
    allocation: allocationOf(plan),
    alpha,
    monitoring,
  });
}

/** Units of the treatment with the smallest share for every unit of the control. */
function allocationOf(plan: Plan): number {
  return smallestWeight(plan) / weightOf(plan, plan.control);
}

function smallestWeight(plan: Arms): number {
  return Math.min(...plan.treatments.map((variant) => weightOf(plan, variant)));
}

function weightOf({ allocation }: Arms, variant: string): number {
  return allocation?.get(variant) ?? 1;
}

/** Rounded up, but for what only the arithmetic of weights such as 0.1 and 0.3 added. */
function wholeUnits(units: number): number {
  const nearest = Math.round(units);
  // A product and a quotient round twice, each time by half an ulp at most, on weights that did so too.
  return Math.abs(units - nearest) <= 4 * Number.EPSILON * nearest ? nearest : Math.ceil(units);
}
