import { studentReference } from '../distributions/reference-distribution.js';
import type { ExactPValues } from './exact-p-values.js';
import { crossing } from './p-crossing.js';
import { type Counts, rate } from './score-statistics.js';
import { ratesTest, SCORE } from './score-test.js';

/** The ends of an interval at a one-sided level, each worked out by itself. */
export interface Bounds {
  lower(level: number): number;
  upper(level: number): number;
}

/**
 * The differences, and the relative differences, that the exact p-values do not reject on either side. Each
 * end is sought from the score test's own.
 *
 * @param control of the relative ones with a success.
 */
export function exactBounds(
  control: Counts,
  treatment: Counts,
  p: ExactPValues,
): { differences: Bounds; ratios: Bounds } {
  const reference = studentReference(null);
  const score = ratesTest('score', { control, treatment }, SCORE, reference, 'two-sided');
  const both = (level: number) => Math.min(MOST_LEVEL, 2 * level);
  const difference = rate(treatment) - rate(control);
  const ratio = rate(treatment) / rate(control);
  const guess = (level: number) => score.effectInterval(both(level));
  const relative = (level: number) => score.relativeInterval(both(level))!;
  const differences = { least: -1, most: 1 };
  return {
    differences: {
      lower: (level) =>
        crossing(
          {
            ...differences,
            estimate: difference,
            beyondAt: (at) => p.beyondDifference(at, 'greater'),
          },
          level,
          guess(level).lower!,
        ),
      upper: (level) =>
        -crossing(
          {
            ...differences,
            estimate: -difference,
            beyondAt: (at) => p.beyondDifference(-at, 'less'),
          },
          level,
          -guess(level).upper!,
        ),
    },
    ratios: {
      lower: (level) =>
        treatment.successes === 0
          ? -1
          : crossing(
              {
                least: 0,
                most: Number.POSITIVE_INFINITY,
                estimate: ratio,
                beyondAt: (at) => p.beyondRatio(at, 'greater'),
              },
              level,
              relative(level).lower! + 1,
            ) - 1,
      upper: (level) =>
        -crossing(
          {
            least: Number.NEGATIVE_INFINITY,
            most: 0,
            estimate: -ratio,
            beyondAt: (at) => p.beyondRatio(-at, 'less'),
          },
          level,
          -(1 + (relative(level).upper ?? Number.POSITIVE_INFINITY)),
        ) - 1,
    },
  };
}

/** Two-sided levels of the score test end here; its ends are but where the search starts. */
const MOST_LEVEL = 0.99;
