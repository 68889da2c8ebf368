import type { Untestable } from '../stats/two-sample-test.js';
import type { Finding } from './checks.js';
import type { Comparison } from './comparison.js';
import { type Design, wantedSign } from './design.js';
import { isMdeRuledOut } from './outcome.js';

export type Decision = 'ship' | 'keep-control' | 'keep-collecting' | 'invalid';

/** One of the grounds of a verdict, with the figures that make it one; worded by the report. */
export type Reason =
  | { code: 'SAMPLE_RATIO_MISMATCH'; pValue: number; logPValue: number; planned: boolean }
  | { code: 'NULL_REJECTED'; comparison: Comparison }
  | { code: 'LARGEST_OF_SEVERAL'; treatment: string; others: string[] }
  | { code: 'SMALLER_THAN_MDE'; comparison: Comparison }
  | { code: 'WORSE'; comparison: Comparison }
  | { code: 'MDE_RULED_OUT'; comparison: Comparison }
  | { code: 'NOT_REJECTED'; comparison: Comparison }
  | { code: 'MORE_UNITS'; comparison: Comparison; units: number }
  | { code: 'NO_MDE' }
  | { code: 'UNTESTABLE'; comparison: Comparison; why: Untestable };

export interface Verdict {
  decision: Decision;
  /** The variant to go on with: a treatment to ship, the control to keep; `null` while undecided. */
  variant: string | null;
  reasons: Reason[];
}

/**
 * What the findings amount to. An invalid run is not read any further; else the primary metric
 * decides: a treatment that wins is shipped, the control is kept when no treatment can still be
 * worth it, and anything less than that asks for more data. Losses elsewhere are named, not weighed.
 */
export function verdictOf(
  findings: readonly Finding[],
  comparisons: readonly Comparison[],
  design: Design,
): Verdict {
  const failed = findings.flatMap((finding) =>
    finding.code === 'SAMPLE_RATIO_MISMATCH' && finding.status === 'fail' ? [finding] : [],
  );
  if (failed.length > 0) {
    const reasons = failed.map(({ code, pValue, logPValue, planned }) => ({
      code,
      pValue,
      logPValue,
      planned,
    }));
    return { decision: 'invalid', variant: null, reasons };
  }
  const primary = comparisons.filter(({ role }) => role === 'primary');
  return ship(primary, comparisons, design) ?? keepControl(primary, design) ?? collect(primary);
}

function ship(
  primary: readonly Comparison[],
  all: readonly Comparison[],
  design: Design,
): Verdict | null {
  const sign = wantedSign(design, design.metrics[0]!);
  const winners = primary
    .filter(({ outcome }) => outcome === 'win')
    .sort((a, b) => sign * (b.effect.estimate - a.effect.estimate));
  const best = winners[0];
  if (best === undefined) return null;
  const variant = best.treatment.variant;
  const others = winners.slice(1).map(({ treatment }) => treatment.variant);
  const reasons: Reason[] = [{ code: 'NULL_REJECTED', comparison: best }];
  if (others.length > 0) reasons.push({ code: 'LARGEST_OF_SEVERAL', treatment: variant, others });
  const metric = design.metrics.find(({ name }) => name === best.metric)!;
  if (isMdeRuledOut(best, metric, design)) {
    reasons.push({ code: 'SMALLER_THAN_MDE', comparison: best });
  }
  return { decision: 'ship', variant, reasons: [...reasons, ...lossesElsewhere(all, variant)] };
}

function lossesElsewhere(all: readonly Comparison[], variant: string): Reason[] {
  return all
    .filter(({ role, outcome }) => role === 'secondary' && outcome === 'loss')
    .filter(({ treatment }) => treatment.variant === variant)
    .map((comparison) => ({ code: 'WORSE', comparison }));
}

function keepControl(primary: readonly Comparison[], { control }: Design): Verdict | null {
  const settled = primary.every(({ outcome }) => outcome === 'loss' || outcome === 'flat');
  if (!settled) return null;
  return { decision: 'keep-control', variant: control, reasons: primary.map(settledReason) };
}

function settledReason(comparison: Comparison): Reason {
  return { code: comparison.outcome === 'loss' ? 'WORSE' : 'MDE_RULED_OUT', comparison };
}

function collect(primary: readonly Comparison[]): Verdict {
  const reasons = primary.flatMap((comparison): Reason[] => {
    const { outcome, reason } = comparison;
    if (reason !== null) return [{ code: 'UNTESTABLE', comparison, why: reason }];
    if (outcome !== 'inconclusive') return [settledReason(comparison)];
    return [{ code: 'NOT_REJECTED', comparison }, ...moreUnits(comparison)];
  });
  const unsized = primary.some(
    ({ outcome, sampleSize }) => outcome === 'inconclusive' && sampleSize.basis === 'observed',
  );
  return {
    decision: 'keep-collecting',
    variant: null,
    reasons: unsized ? [...reasons, { code: 'NO_MDE' }] : reasons,
  };
}

function moreUnits(comparison: Comparison): Reason[] {
  const { sampleSize, treatment } = comparison;
  if (sampleSize.basis === 'observed' || sampleSize.requiredPerVariant === null) return [];
  const units = sampleSize.requiredPerVariant - treatment.n;
  return units > 0 ? [{ code: 'MORE_UNITS', comparison, units }] : [];
}
