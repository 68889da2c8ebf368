import type { JournalArm, JournalComparison } from '../read/journal/version-2.js';
import { COLUMNS_OF_COVARIATE } from '../stats/tests/covariate.js';

type MomentsOnRecord = NonNullable<JournalArm['moments']>;

/** Whether each moment of so many measurements is there once. */
export function isWhole(moments: MomentsOnRecord, measures: number): boolean {
  const { mean, residual, comoment, third } = moments;
  const pairs = (measures * (measures + 1)) / 2;
  const triples = (pairs * (measures + 2)) / 3;
  return (
    mean.length === measures &&
    residual.length === measures &&
    comoment.length === pairs &&
    (third === null || third.length === triples)
  );
}

/**
 * Whether some n units have these moments, as far as two measurements tell: squares that add up to no less
 * than 0, products to no more than the squares let them (Cauchy–Schwarz), and shares between 0 and 1.
 */
export function arePossible(
  n: number,
  { mean, residual, comoment }: MomentsOnRecord,
  kind: JournalComparison['kind'],
): boolean {
  // What left the doubles is as large as anything.
  const at = (i: number, j: number) => comoment[(i * (i + 1)) / 2 + j] ?? Number.POSITIVE_INFINITY;
  const own = kind === 'ratio' ? 2 : 1;
  return mean.every((value, i) => {
    const isLack = i >= own && (i - own) % COLUMNS_OF_COVARIATE === 1;
    if (isLack && !((value ?? 0) >= 0 && (value ?? 0) <= 1)) return false;
    // What its double cannot hold of a mean is less than the last digit.
    if (value !== null && value + (residual[i] ?? 0) !== value) return false;
    if (!(at(i, i) >= 0)) return false;
    const size = (k: number) => Math.abs(mean[k] ?? 0) + Math.sqrt(at(k, k) / Math.max(1, n));
    return mean.slice(0, i).every((_, j) => {
      const most = Math.sqrt(at(i, i)) * Math.sqrt(at(j, j));
      return !(Math.abs(at(i, j)) > most + ROUNDING * (most + n * size(i) * size(j)));
    });
  });
}

/** Far more than moments err by (1e-14, test/stats/moments.test.ts), far less than what could matter. */
const ROUNDING = 1e-9;
