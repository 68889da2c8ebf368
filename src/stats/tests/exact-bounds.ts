import type { PValue } from '../distributions/reference-distribution.js';
import { studentReference } from '../distributions/reference-distribution.js';
import { memoized } from '../numeric/memoized.js';
import { bracketedRoot } from '../numeric/roots.js';
import type { ExactPValues } from './exact-p-values.js';
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
  const lowest = { least: -1, most: 1, estimate: difference };
  return {
    differences: {
      lower: (level) =>
        crossing((at) => p.ofDifference(at, 'greater'), level, guess(level).lower!, lowest),
      upper: (level) =>
        -crossing((at) => p.ofDifference(-at, 'less'), level, -guess(level).upper!, {
          ...lowest,
          estimate: -difference,
        }),
    },
    ratios: {
      lower: (level) =>
        treatment.successes === 0
          ? -1
          : crossing((at) => p.ofRatio(at, 'greater'), level, relative(level).lower! + 1, {
              least: 0,
              most: Number.POSITIVE_INFINITY,
              estimate: ratio,
            }) - 1,
      upper: (level) =>
        -crossing(
          (at) => p.ofRatio(-at, 'less'),
          level,
          -(1 + (relative(level).upper ?? Number.POSITIVE_INFINITY)),
          {
            least: Number.NEGATIVE_INFINITY,
            most: 0,
            estimate: -ratio,
          },
        ) - 1,
    },
  };
}

/** Two-sided levels of the score test end here; its ends are but where the search starts. */
const MOST_LEVEL = 0.99;

/** Of an end, as a share of its distance from the estimate. */
const ACCURACY = 1e-9;

/** How much ln p changes over that distance, about: z² of a one-sided 2.5 %. Tries go half as far again. */
const STEEPNESS = 3.84;
const FURTHER = 1.5;

/**
 * Where a rising p-value comes up to the level, next to the guess; the least value there is where it is
 * never below it.
 */
function crossing(
  pValueAt: (x: number) => PValue,
  level: number,
  guess: number,
  { least, most, estimate }: { least: number; most: number; estimate: number },
): number {
  const target = Math.log(level);
  const above = memoized((x) => pValueAt(x).logPValue - target);
  const isIn = (x: number) => x > least && x < most;
  const reach = Math.max(Math.abs(estimate - guess), Number.EPSILON);
  const start = isIn(guess) ? guess : estimate;
  const rising = isIn(start) && above(start) < 0;
  const [end, sign] = rising ? [most, 1] : [least, -1];
  const off = isIn(start) ? Math.abs(above(start)) : STEEPNESS;
  const scale = Number.isFinite(reach) ? reach : 1;
  let [last, step] = [start, Math.max(ACCURACY, (FURTHER * off) / STEEPNESS) * scale];
  for (;;) {
    const away = last + sign * step;
    const next = isIn(away) ? away : (last + end) / 2;
    if (!isIn(next) || Math.abs(next - last) <= ACCURACY * scale) return end;
    if (above(next) < 0 !== rising) {
      const [from, to] = rising ? [last, next] : [next, last];
      return bracketedRoot(above, from, to, ACCURACY * scale);
    }
    [last, step] = [next, 2 * step];
  }
}
