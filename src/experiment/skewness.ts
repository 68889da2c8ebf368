import type { SkewedError } from '../stats/tests/skew-reach.js';
import type { SkewedDifference } from '../stats/tests/skewed-difference.js';

/** How skewed a mean's values are, and what that does to its test. */
export interface Skewness extends Pick<SkewedDifference, 'control' | 'treatment' | 'difference'> {
  /** The side that errs more than a tenth too often at the level that is spent here; `null` where none does. */
  error: SkewedError | null;
  /** About what the p-value is in truth; `null` where that is the p-value, or cannot be told. */
  pValue: number | null;
  /** Whether the test rejects, but would not once its skewness is allowed for: it decides nothing. */
  undecided: boolean;
}
