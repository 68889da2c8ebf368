import { normalQuantile } from '../stats/distributions/normal.js';
import { normalPosterior } from '../stats/meta/effects-posterior.js';
import { type KnownEffects, knownEffects } from '../stats/meta/known-effects.js';
import { mixtureMoments } from '../stats/meta/normal-mixture.js';
import { fiellerInterval } from '../stats/tests/means-test.js';
import type { EstimatedArms, PointEstimate } from '../stats/tests/point-estimate.js';
import { scaledEffects } from '../stats/tests/scaled-effects.js';
import type { ExperimentOnRecord } from './experiment-on-record.js';
import { effectsFromRecord, type LeftOutEffect } from './worth/effects-from-record.js';
import { byExperiment, groupOf } from './worth/programme-effect.js';
import { measuredSum } from './worth/sums.js';

/** A relative change on the scale of logarithms of treatment ÷ control, with its error; signed as the metric is. */
export type LogChange = PointEstimate;

/** What of a claim was confirmed: measured ÷ claimed, both as logarithms of ratios. */
export interface Confirmed {
  estimate: number;
  lower: number;
  upper: number;
}

/** What journals claim that all shipped changes did to a metric together. */
export interface HoldoutClaim {
  /** The treatments that were shipped, by their experiments. */
  shipped: { experiment: string; treatment: string | null }[];
  /** Experiments, or treatments of them, of which nothing is known. */
  leftOut: LeftOutEffect[];
  /** Their effects as they were measured, added up; and what all experiments together make of them. */
  naive: LogChange;
  /** `null` where there are too few experiments. */
  honest: LogChange | null;
}

/** Why nothing can be compared. */
export type NoHoldout = {
  code: 'NOTHING_ON_RECORD' | 'NOTHING_SHIPPED' | 'DIRECTIONS_DIFFER' | 'NO_RATIO';
};

/** A held-out group against what was claimed of all that was kept from it. */
export interface HeldOut {
  claim: HoldoutClaim;
  measured: LogChange;
  /** `null` where the claim itself is not told from nothing, so that no share of it can be. */
  confirmed: { naive: Confirmed | null; honest: Confirmed | null };
}

/**
 * What a held-out group says of the changes that journals claim.
 *
 * Logarithms of ratios add up: what several changes do one after the other is the product of their ratios.
 *
 * @param arms the held-out group as the control, everyone else as the treatment; `null` without an error.
 * @param level intervals are at 1 − level.
 * @see Fieller (1954), Journal of the Royal Statistical Society B 16, 175–185, for the interval of the share; the two
 * errors are of other units, and so independent.
 */
export function heldOut(
  experiments: readonly ExperimentOnRecord[],
  metric: string,
  arms: EstimatedArms | null,
  level: number,
): HeldOut | NoHoldout {
  const claim = claimOf(experiments, metric);
  if ('code' in claim) return claim;
  const log = arms === null ? null : scaledEffects(arms).logRatio;
  if (log === null) return { code: 'NO_RATIO' };
  const measured = { estimate: log.estimate, variance: log.standardError ** 2 };
  const share = (claimed: LogChange | null) => confirmedOf(measured, claimed, level);
  return {
    claim,
    measured,
    confirmed: { naive: share(claim.naive), honest: share(claim.honest) },
  };
}

/** What the journals claim of a metric. */
function claimOf(
  experiments: readonly ExperimentOnRecord[],
  metric: string,
): HoldoutClaim | NoHoldout {
  const { effects, leftOut, direction } = effectsFromRecord(experiments, metric, 'relative');
  if (effects.length === 0) return { code: 'NOTHING_ON_RECORD' };
  if (direction === null) return { code: 'DIRECTIONS_DIFFER' };
  const groups = byExperiment(effects);
  const all = groups.flat();
  const shipped = all.filter((one) => one.shipped === true);
  if (shipped.length === 0) return { code: 'NOTHING_SHIPPED' };
  const weights = all.map((one) => (one.shipped === true ? 1 : 0));
  const posterior = normalPosterior(knownEffects(groups.map(groupOf)) as KnownEffects);
  // On record positive is better; here a change has the sign of the metric.
  const signed = ({ estimate, variance }: LogChange): LogChange => ({
    estimate: direction === 'decrease' ? -estimate : estimate,
    variance,
  });
  const honest = typeof posterior === 'string' ? null : mixtureMoments(posterior.sumOf(weights));
  return {
    shipped: shipped.map(({ experiment, treatment }) => ({ experiment, treatment })),
    leftOut,
    naive: signed(measuredSum(groups, weights)),
    honest: honest === null ? null : signed({ estimate: honest.mean, variance: honest.variance }),
  };
}

function confirmedOf(
  measured: LogChange,
  claimed: LogChange | null,
  level: number,
): Confirmed | null {
  if (claimed === null) return null;
  const relative = fiellerInterval(claimed, measured, normalQuantile(level / 2, 'upper'));
  if (relative === null) return null;
  return {
    estimate: measured.estimate / claimed.estimate,
    lower: 1 + relative.lower,
    upper: 1 + relative.upper,
  };
}
