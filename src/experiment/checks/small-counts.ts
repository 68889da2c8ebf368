import {
  firstOrderError,
  MOST_ERROR,
  type ScoreAccuracy,
  scoreAccuracy,
} from '../../stats/tests/score-accuracy.js';
import type { Counts } from '../../stats/tests/score-statistics.js';
import type { Arm } from '../arm.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import { marginsOf } from '../guardrail/margin-side.js';
import type { CheckedData } from './check.js';

interface SmallCountsCheck {
  code: 'SMALL_COUNTS';
  status: 'warn';
  metric: string;
  treatment: string;
  /** The smallest number of successes or failures that an arm would have under the null. */
  expected: number;
  /**
   * By what share the test may err more often than its level says on one side, to the first order, where
   * that is why; `null` where so few are expected that no expansion tells.
   */
  excess: number | null;
  /** Where there is no exact test to turn to: of a guardrail, and of what is adjusted for a covariate. */
  noExactTest: boolean;
}

/** Below this many expected in a cell the normal approximation is rough (Cochran 1954, Biometrics 10). */
const FEW_EXPECTED = 5;

/**
 * The comparisons of rates whose test is rough: with few events, or with arms so unequal that at the level
 * of this comparison a skewed count decides. An exact test and one that holds at every look are neither.
 */
export function smallCounts({
  comparisons,
  design,
}: Pick<CheckedData, 'comparisons' | 'design'>): SmallCountsCheck[] {
  return comparisons.flatMap((comparison) => smallCountsOf(comparison, design));
}

const HOLDS_WITH_FEW: readonly Comparison['method'][] = ['exact', 'fisher', 'confidence-sequence'];

function smallCountsOf(comparison: Comparison, design: Design): SmallCountsCheck[] {
  const { kind, treatment, method, metric, reason, role, covariate } = comparison;
  if (kind !== 'proportion' || HOLDS_WITH_FEW.includes(method) || reason !== null) return [];
  const accuracy = leastAccurate(comparison, design);
  const few = accuracy.expected < FEW_EXPECTED;
  const excess = covariate === null ? excessOf(accuracy, comparison) : 0;
  if (!few && !(excess > MOST_ERROR)) return [];
  return [
    {
      code: 'SMALL_COUNTS',
      status: 'warn',
      metric,
      treatment: treatment.variant,
      expected: accuracy.expected,
      excess: few ? null : excess,
      noExactTest: role === 'guardrail' || covariate !== null,
    },
  ];
}

/** Under the hypothesis at which the approximation is worst. */
function leastAccurate({ control, treatment, metric, role }: Comparison, design: Design) {
  const guarded = design.metrics.find(({ name }) => name === metric)!;
  const hypotheses = role === 'guardrail' ? marginsOf(guarded) : [{ shift: 0 }];
  const [c, t] = [countsOf(control), countsOf(treatment)];
  return hypotheses
    .map((hypothesis) => scoreAccuracy(c, t, hypothesis))
    .reduce((a, b) => (b.expected < a.expected ? b : a));
}

function countsOf({ successes, n }: Arm): Counts {
  return { successes: successes!, n };
}

/** At the level that it is judged at; a look that cannot stop a test cannot err. */
function excessOf(accuracy: ScoreAccuracy, { criticalValue }: Comparison): number {
  if (criticalValue === null || !Number.isFinite(criticalValue)) return 0;
  return firstOrderError(accuracy, Math.abs(criticalValue));
}
