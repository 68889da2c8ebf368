import { memoizedByKey } from '../../stats/numeric/memoized.js';
import { rootAt } from '../../stats/tests/likelihood-root.js';
import type { ArmSizes } from '../../stats/tests/line-hypothesis.js';
import { type BothRates, nearbyRates } from '../../stats/tests/nearby-statistic.js';
import { accuracyAt, isScoreRough, type ScoreAccuracy } from '../../stats/tests/score-accuracy.js';
import { type Counts, ratesAtRatio } from '../../stats/tests/score-statistics.js';
import { type RateStatistics, SCORE } from '../../stats/tests/score-test.js';
import { type Distances, ROUNDING } from './distances.js';
import { mostExactDistance } from './exact-distance.js';
import { FIGURES, N, SUCCESSES } from './population.js';

/** A hypothesis about two rates: that they differ by so much, or have that ratio. */
export type RateHypothesis = { shift: number } | { ratio: number };

/**
 * How far two rates lie from hypotheses, by those statistics.
 *
 * @param rough under which hypotheses counts may be too few for them, so that the gate takes the exact test: then
 * they are bounds.
 */
export function rateDistances(
  metric: number,
  statistics: RateStatistics,
  rough: readonly RateHypothesis[],
): Distances {
  const at = FIGURES * metric;
  const control: Counts = { successes: 0, n: 0 };
  const treatment: Counts = { successes: 0, n: 0 };
  const sizes = { control: 0, treatment: 0 };
  const sought = memoizedByKey(String, (difference: number) => seekerOf(sizes, difference));
  const ratesUnder = rough.map((hypothesis) =>
    'shift' in hypothesis
      ? soughtUnder(sought(hypothesis.shift).seek)
      : (c: Counts, t: Counts) => ratesAtRatio(c, t, hypothesis.ratio),
  );
  const isFine = () => {
    for (let i = 0; i < ratesUnder.length; i += 1) {
      const rates = ratesUnder[i]!(control, treatment);
      if (!isClearlyFine(accuracyAt(rates, control.n, treatment.n))) return false;
    }
    return true;
  };
  const statisticUnder = statistics === SCORE ? statisticAt : rootUnder;
  let isBound = false;
  const ofRatio = (ratio: number) => () =>
    isBound
      ? mostExactDistance(ratesAtRatio(control, treatment, ratio), control, treatment)
      : statistics.ofRatio(control, treatment, ratio);
  return {
    take: (a, b) => {
      control.n = a.figures[at + N]!;
      control.successes = a.figures[at + SUCCESSES]!;
      treatment.n = b.figures[at + N]!;
      treatment.successes = b.figures[at + SUCCESSES]!;
      sizes.control = control.n;
      sizes.treatment = treatment.n;
      if (!(control.n >= 1 && treatment.n >= 1 && keepsDigits(control, treatment))) return false;
      isBound = !isFine();
      return true;
    },
    isBound: () => isBound,
    units: () => control.n + treatment.n,
    leastDf: () => Number.POSITIVE_INFINITY,
    ofDifference: (difference) => {
      // The ratio of equal rates is 1, which takes no search.
      if (difference === 0) return ofRatio(1);
      const { rates, seek } = sought(difference);
      const isTaken = rough.some((one) => 'shift' in one && one.shift === difference);
      return () => {
        if (!isTaken || isBound) seek(control.successes, treatment.successes);
        if (isBound) return mostExactDistance(rates, control, treatment);
        return statisticUnder(rates, control, treatment, difference);
      };
    },
    ofRatio,
    ofShare: (share, better) => {
      const distance = ofRatio(Math.max(0, 1 + better * share));
      return () => better * distance();
    },
  };
}

function soughtUnder(seek: (control: number, treatment: number) => BothRates) {
  return (control: Counts, treatment: Counts) => seek(control.successes, treatment.successes);
}

/** The most likely rates that differ by so much, as they were sought last. */
function seekerOf(sizes: ArmSizes, difference: number) {
  const seek = nearbyRates(sizes, difference);
  return { seek, rates: seek(0, 0) };
}

function statisticAt(
  { control: c, treatment: t }: BothRates,
  control: Counts,
  treatment: Counts,
  difference: number,
): number {
  const variance = (c.rate * c.complement) / control.n + (t.rate * t.complement) / treatment.n;
  const apart = treatment.successes / treatment.n - control.successes / control.n - difference;
  return apart === 0 ? 0 : apart / Math.sqrt(variance);
}

function rootUnder(
  rates: BothRates,
  control: Counts,
  treatment: Counts,
  difference: number,
): number {
  const apart = treatment.successes / treatment.n - control.successes / control.n - difference;
  return rootAt(control, treatment, rates, apart);
}

/** Rates are sought by their distance from 0, which next to 1 tells little of what is left to 1. */
function keepsDigits(control: Counts, treatment: Counts): boolean {
  return (
    control.n - control.successes >= LEAST_LEFT * control.n &&
    treatment.n - treatment.successes >= LEAST_LEFT * treatment.n
  );
}

/** A root is exact to 1e-13 (nearbyStatistic), so that this much of it is exact to 1e-8. */
const LEAST_LEFT = 1e-5;

/** Whether the score test is taken, by more than rounding might change. */
function isClearlyFine({ expected, skewness }: ScoreAccuracy): boolean {
  return !isScoreRough({
    expected: expected * (1 - ROUNDING),
    skewness: skewness * (1 + ROUNDING),
  });
}
