import type { HeldOut, LogChange, NoHoldout } from '../programme/holdout.js';
import { normalQuantile } from '../stats/distributions/normal.js';
import type { HoldoutReport } from './holdout-report.js';

/** What a held-out group says of a metric, for the report. */
export function holdoutReport(
  found: HeldOut | NoHoldout,
  asked: Pick<HoldoutReport, 'metric' | 'heldOut' | 'exposed' | 'confidence'>,
): HoldoutReport {
  const nothing = { shipped: 0, experiments: [], leftOut: [], measured: null, naive: null };
  if ('code' in found) {
    const confirmed = { naive: null, honest: null };
    return { ...asked, reason: found.code, ...nothing, honest: null, confirmed };
  }
  const { claim, measured, confirmed } = found;
  const change = (log: LogChange) => changeOf(log, asked.confidence);
  return {
    ...asked,
    reason: null,
    shipped: claim.shipped.length,
    experiments: claim.shipped,
    leftOut: claim.leftOut,
    measured: change(measured),
    naive: change(claim.naive),
    honest: claim.honest === null ? null : change(claim.honest),
    confirmed,
  };
}

/** A change of a logarithm as a relative one. */
function changeOf({ estimate, variance }: LogChange, confidence: number) {
  const reach = normalQuantile((1 - confidence) / 2, 'upper') * Math.sqrt(variance);
  return {
    estimate: Math.expm1(estimate),
    lower: Math.expm1(estimate - reach),
    upper: Math.expm1(estimate + reach),
  };
}
