import type { ShippedSums } from '../experiment/simulate/simulation-counts.js';
import { normalQuantile } from '../stats/distributions/normal.js';
import { clopperPearson } from '../stats/tests/proportion-interval.js';
import type { ShippedReport, SimulatedRate } from './simulation-report.js';

/** How often something happened among so many, with its interval at that confidence. */
export function simulatedRate(count: number, of: number, confidence: number): SimulatedRate {
  return { count, rate: count / of, ...clopperPearson(count, of, 1 - confidence) };
}

/**
 * What is shipped where true effects were drawn, by its sums over so many experiments.
 *
 * Intervals are those of simulated means, normal; that of the quotient by the delta method.
 */
export function shippedReport(
  ships: number,
  sums: ShippedSums,
  experiments: number,
  confidence: number,
): ShippedReport {
  const reach = normalQuantile((1 - confidence) / 2, 'upper');
  const around = (estimate: number, error: number) => ({
    estimate,
    lower: estimate - reach * error,
    upper: estimate + reach * error,
  });
  const meanOf = (sum: number, squares: number) => {
    const mean = sum / experiments;
    const spread = Math.max(0, squares / experiments - mean ** 2);
    return around(mean, Math.sqrt(spread / experiments));
  };
  const own = meanOf(sums.true, sums.trueSquares);
  const times = sums.measured / sums.true;
  const rest = sums.measuredSquares - 2 * times * sums.products + times ** 2 * sums.trueSquares;
  return {
    ships: simulatedRate(ships, experiments, confidence),
    better: ships === 0 ? null : simulatedRate(sums.better, ships, confidence),
    true: own,
    measured: meanOf(sums.measured, sums.measuredSquares),
    sums: { true: sums.true, measured: sums.measured },
    exaggeration: own.lower > 0 ? around(times, Math.sqrt(Math.max(0, rest)) / sums.true) : null,
  };
}
