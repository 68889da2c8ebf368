import { UserError } from '../../errors.js';
import { binaryMoments, summaryMoments } from '../../stats/moments.js';
import { memoizedByKey } from '../../stats/numeric/memoized.js';
import type { Random } from '../../stats/random/random.js';
import { binomialDraws, chiSquareDraws, drawNormal } from '../../stats/random/random-draws.js';
import type { MetricAggregate } from '../aggregates.js';
import type { PlannedBaseline } from '../size/plan.js';
import {
  absoluteShift,
  FIGURES,
  MEAN,
  N,
  type Population,
  type Shift,
  SQUARES,
  SUCCESSES,
} from './population.js';

/** A metric and what its control is expected to do. */
export interface ExpectedMetric {
  name: string;
  baseline: PlannedBaseline;
}

/**
 * Units whose metrics are independent of each other: rates, or normal with the same deviation in every
 * arm. Only what a test uses of a sample is drawn, from its exact distribution.
 *
 * @param shifts one for each metric; `null` for none.
 * @throws {UserError} when a rate would leave 0 to 1.
 */
export function plannedPopulation(
  metrics: readonly ExpectedMetric[],
  shifts: readonly (Shift | null)[],
): Population {
  const expected = metrics.map((metric, i) => moved(metric, shifts[i]!));
  return {
    growing: (units) => {
      const figures = new Float64Array(FIGURES * expected.length);
      const parts = expected.map((baseline, i) =>
        growing(baseline, units, figures.subarray(FIGURES * i, FIGURES * (i + 1))),
      );
      return {
        figures,
        clear: () => figures.fill(0),
        grow: (look, random) => {
          for (let i = 0; i < parts.length; i += 1) parts[i]!.grow(look, random);
        },
        sample: (metric) => parts[metric]!.sample(),
      };
    },
  };
}

function moved({ name, baseline }: ExpectedMetric, shift: Shift | null): PlannedBaseline {
  const level = 'rate' in baseline ? baseline.rate : baseline.mean;
  const at = level + (shift === null ? 0 : absoluteShift(shift, level));
  if (!('rate' in baseline)) return { ...baseline, mean: at };
  checkRate(name, at);
  return { rate: at };
}

/**
 * Checks that a rate is one.
 *
 * @throws {UserError} when it lies outside 0 to 1.
 */
export function checkRate(name: string, rate: number): void {
  if (rate >= 0 && rate <= 1) return;
  throw new UserError(`${name}: its effect takes the rate to ${Number(rate.toPrecision(6))}`, {
    hint: 'a rate lies between 0 and 1; 5% is relative to the control, 5pp are points',
  });
}

/** One metric of a growing arm, which has its figures here. */
interface Part {
  grow(look: number, random: Random): void;
  sample(): MetricAggregate;
}

function growing(baseline: PlannedBaseline, units: readonly number[], own: Float64Array): Part {
  return 'rate' in baseline
    ? growingRate(baseline.rate, units, own)
    : growingMean(baseline.mean, baseline.sd, units, own);
}

function growingRate(rate: number, units: readonly number[], own: Float64Array): Part {
  const drawsOf = memoizedByKey(String, (count: number) => binomialDraws(count, rate));
  const byLook = units.map((count) => drawsOf(count));
  return {
    grow: (look, random) => {
      own[N]! += units[look]!;
      own[SUCCESSES]! += byLook[look]!(random);
    },
    sample: () => {
      const [n, successes] = [own[N]!, own[SUCCESSES]!];
      return { moments: binaryMoments(successes, n), successes, missing: 0 };
    },
  };
}

/** Mean and variance of normal units are independent: a normal and a chi-square (Fisher 1925). */
function growingMean(mean: number, sd: number, units: readonly number[], own: Float64Array): Part {
  const squaresOf = memoizedByKey(String, (count: number) =>
    count < 2 ? () => 0 : chiSquareDraws(count - 1),
  );
  const byLook = units.map((count) => squaresOf(count));
  const spread = sd ** 2;
  return {
    grow: (look, random) => {
      const added = units[look]!;
      if (added === 0) return;
      const average = mean + (sd / Math.sqrt(added)) * drawNormal(random);
      const squares = spread * byLook[look]!(random);
      addNormal(own, added, average, squares);
    },
    sample: () => {
      const n = own[N]!;
      const moments = summaryMoments(n, own[MEAN]!, n < 2 ? 0 : own[SQUARES]! / (n - 1));
      return { moments, successes: null, missing: 0 };
    },
  };
}

/** As addMoments has it (Chan, Golub & LeVeque 1979). */
function addNormal(own: Float64Array, added: number, average: number, squares: number): void {
  const before = own[N]!;
  const n = before + added;
  const shift = average - own[MEAN]!;
  own[N] = n;
  own[MEAN]! += (shift * added) / n;
  own[SQUARES]! += squares + ((shift * shift) / n) * (before * added);
}
