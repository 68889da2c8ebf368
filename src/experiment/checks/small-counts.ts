import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import type { CheckedData } from './check.js';

interface SmallCountsCheck {
  code: 'SMALL_COUNTS';
  status: 'warn';
  metric: string;
  treatment: string;
  /** The smallest number of successes or failures that an arm would have under the null. */
  expected: number;
  /** Where there is no exact test to turn to: of a guardrail, and of a running test. */
  noExactTest: boolean;
}

/** Below this many expected in a cell the normal approximation is rough (Cochran 1954, Biometrics 10). */
const FEW_EXPECTED = 5;

/** The comparisons of rates with so few events that their test is rough. */
export function smallCounts({
  comparisons,
  design,
}: Pick<CheckedData, 'comparisons' | 'design'>): SmallCountsCheck[] {
  return comparisons.flatMap((comparison) => smallCountsOf(comparison, design));
}

function smallCountsOf(comparison: Comparison, { monitoring }: Design): SmallCountsCheck[] {
  const { kind, control, treatment, method, metric, reason, role } = comparison;
  if (kind !== 'proportion' || method === 'fisher' || reason !== null) return [];
  const successes = control.successes! + treatment.successes!;
  const units = control.n + treatment.n;
  const rarer = Math.min(successes, units - successes) / units;
  const expected = rarer * Math.min(control.n, treatment.n);
  if (expected >= FEW_EXPECTED) return [];
  return [
    {
      code: 'SMALL_COUNTS',
      status: 'warn',
      metric,
      treatment: treatment.variant,
      expected,
      noExactTest: role === 'guardrail' || monitoring !== null,
    },
  ];
}
