import { UserError } from '../../errors.js';
import { binaryMoments, summaryMoments } from '../../stats/moments.js';
import { binomialDraws, drawChiSquare, drawNormal } from '../../stats/random/random-draws.js';
import type { MetricAggregate } from '../aggregates.js';
import type { PlannedBaseline } from '../size/plan.js';
import { absoluteShift, type Batch, type Population, type Shift } from './population.js';

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
  const batches = metrics.map((metric, i) => metricBatch(metric, shifts[i]!));
  return {
    batchOf: (units) => {
      const draws = batches.map((batchOf) => batchOf(units));
      return (random) => draws.map((draw) => draw(random));
    },
  };
}

type Draw = (random: Parameters<Batch>[0]) => MetricAggregate;

function metricBatch(
  { name, baseline }: ExpectedMetric,
  shift: Shift | null,
): (units: number) => Draw {
  const level = 'rate' in baseline ? baseline.rate : baseline.mean;
  const moved = level + (shift === null ? 0 : absoluteShift(shift, level));
  if ('rate' in baseline) {
    checkRate(name, moved);
    return (units) => rateDraw(units, moved);
  }
  return (units) => meanDraw(units, moved, baseline.sd);
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

function rateDraw(units: number, rate: number): Draw {
  const draw = binomialDraws(units, rate);
  return (random) => {
    const successes = draw(random);
    return { moments: binaryMoments(successes, units), successes, missing: 0 };
  };
}

/** Mean and variance of normal units are independent: a normal and a chi-square (Fisher 1925). */
function meanDraw(units: number, mean: number, sd: number): Draw {
  return (random) => {
    const average = units === 0 ? 0 : mean + (sd / Math.sqrt(units)) * drawNormal(random);
    const variance = units < 2 ? 0 : (sd ** 2 * drawChiSquare(random, units - 1)) / (units - 1);
    return { moments: summaryMoments(units, average, variance), successes: null, missing: 0 };
  };
}
