import type { Comparison, DecisionSize } from '../comparison.js';
import type { Design } from '../design.js';
import type { StoppingRule } from '../monitoring/stopping-rule.js';
import { type DecisionTest, decisionPower, decisionUnits } from './decision-power.js';
import { marginTruth } from './guardrail-size.js';
import { marginDecisionTest } from './margin-units.js';
import { payingDecisionTest } from './paying-test.js';
import { detectionTest, type PlannedTest, testOfLikeUnits, unitsAtSplit } from './sample-size.js';

/** What a primary comparison and the guardrails of its treatment are sized by. */
export interface SizedBy {
  design: Design;
  /** The level that the primary comparison may be judged at, at its strictest. */
  level: number;
  monitoring: StoppingRule;
}

/**
 * The comparisons with the size of the decision at each of the primary metric's: that a treatment with
 * its MDE is detected, and shown within every margin where it is else like the control.
 */
export function withDecisionSizes(
  comparisons: readonly Comparison[],
  sizedBy: SizedBy,
): Comparison[] {
  return comparisons.map((comparison) => {
    // What is decided is whether a treatment takes the place of the control.
    if (comparison.control.variant !== sizedBy.design.control) return comparison;
    const guardrails = guardrailsBeside(comparison, comparisons);
    if (guardrails.length === 0 && comparison.netEffect === null) return comparison;
    const decision = decisionSize(comparison, guardrails, sizedBy);
    return { ...comparison, sampleSize: { ...comparison.sampleSize, decision } };
  });
}

function guardrailsBeside(
  { role, treatment, segment }: Comparison,
  comparisons: readonly Comparison[],
): Comparison[] {
  if (role !== 'primary' || segment !== null) return [];
  return comparisons.filter(
    (other) => other.role === 'guardrail' && other.treatment.variant === treatment.variant,
  );
}

function decisionSize(
  primary: Comparison,
  guardrails: readonly Comparison[],
  sizedBy: SizedBy,
): DecisionSize | null {
  const { design } = sizedBy;
  const waited = testsOf(primary, guardrails, sizedBy);
  const units = waited === null ? null : decisionUnits(waited.tests, design.power);
  if (waited === null || units === null) return null;
  const { mostDemanding, metrics } = decisionPower(waited.tests, units);
  const required = unitsAtSplit(units, primary.treatment.variant, design);
  return { required, mostDemanding, metrics, uncounted: waited.uncounted };
}

/**
 * The exact units of the treatment that the decision takes, whether there are guardrails or none; `null`
 * where the primary metric has no MDE or no size.
 */
export function exactDecisionUnits(
  primary: Comparison,
  comparisons: readonly Comparison[],
  sizedBy: SizedBy,
): number | null {
  const waited = testsOf(primary, guardrailsBeside(primary, comparisons), sizedBy);
  return waited === null ? null : decisionUnits(waited.tests, sizedBy.design.power);
}

/** What a decision waits for, and the guardrails that have no size, so that they cannot be counted in. */
function testsOf(
  primary: Comparison,
  guardrails: readonly Comparison[],
  { design, level, monitoring }: SizedBy,
): { tests: DecisionTest[]; uncounted: string[] } | null {
  const { basis, required, effect } = primary.sampleSize;
  if (basis === 'observed' || required === null || effect.absolute === null) return null;
  const planned = { alpha: level, monitoring };
  const first =
    primary.margin === null
      ? shippingTest(primary, effect.absolute, design, planned)
      : marginTestOf(primary, { ...design, alpha: level }, monitoring);
  if (first === null) return null;
  const margins = guardrails.map((one) => marginTestOf(one, design, monitoring));
  return {
    tests: [first, ...margins.filter((margin) => margin !== null)],
    uncounted: guardrails.filter((_, i) => margins[i] === null).map(({ metric }) => metric),
  };
}

/** Of the primary metric: that its effect is detected, or, where it is priced, that it pays. */
function shippingTest(
  primary: Comparison,
  effect: number,
  design: Design,
  planned: PlannedTest,
): DecisionTest | null {
  const { netEffect, metric } = primary;
  if (netEffect === null) return detectionTest(primary, effect, design, planned);
  const test = testOfLikeUnits(primary, design, planned);
  const breakEven = netEffect.breakEven.absolute;
  return test === null ? null : payingDecisionTest(metric, test, { effect, breakEven });
}

function marginTestOf(
  guardrail: Comparison,
  design: Design,
  monitoring: StoppingRule,
): DecisionTest | null {
  if (guardrail.sampleSize.required === null) return null;
  const metric = design.metrics.find(({ name }) => name === guardrail.metric)!;
  const truth = marginTruth(guardrail, metric, design, monitoring);
  return truth === null ? null : marginDecisionTest(guardrail.metric, truth);
}
