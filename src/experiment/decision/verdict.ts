import type { Finding } from '../checks/checks.js';
import { isMdeRuledOut } from '../compare/outcome.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import { brokenGuardrails, guardrailReasons, moreUnits } from '../guardrail/guardrail-verdict.js';
import { unitsAhead } from '../monitoring/monitoring.js';
import { endedAt, isDue, leastFraction } from '../monitoring/progress.js';
import type { Decided } from './decided.js';
import { decisionOf, isDecidedByEnd, primaryOf, winnersOf } from './decision.js';
import type { Reason } from './reason.js';

/** A decision with its grounds. */
export interface Verdict extends Decided {
  reasons: Reason[];
}

/**
 * What the findings amount to, with the grounds of it. An invalid run is not read any further. Losses
 * elsewhere than on the primary metric and the guardrails are named, not weighed.
 */
export function verdictOf(
  findings: readonly Finding[],
  comparisons: readonly Comparison[],
  design: Design,
): Verdict {
  const failed = findings.filter(({ status }) => status === 'fail').flatMap(invalidating);
  if (failed.length > 0) return { decision: 'invalid', variant: null, reasons: failed };
  const decided = decisionOf(comparisons, design);
  return { ...decided, reasons: reasonsOf(decided, comparisons, design) };
}

function reasonsOf({ decision }: Decided, all: readonly Comparison[], design: Design): Reason[] {
  const ended = endedAt(design);
  if (ended !== null) return [{ code: 'DECIDED_AT_LOOK', look: ended.number, decision }];
  if (decision === 'ship') return shipReasons(all, design);
  const settled = primaryOf(all).map((comparison) => settledReasons(comparison, all));
  if (settled.every((reasons) => reasons.length > 0)) return settled.flat();
  return openReasons(all, design);
}

/** More data are asked for while the plan has some ahead; where it has ended, the control is kept. */
function openReasons(all: readonly Comparison[], design: Design): Reason[] {
  if (!isDue(design)) return [{ code: 'NOT_DUE' }, ...ahead(design)];
  const collecting = collectingReasons(primaryOf(all), all);
  if (design.monitoring === null) return collecting;
  const planned = collecting.filter(({ code }) => code !== 'NO_MDE');
  const open = planned.filter(({ code }) => code !== 'MORE_UNITS');
  if (isDecidedByEnd(all, design)) return [...open, { code: 'PLAN_ENDED' }];
  const more = ahead(design);
  return more.length > 0 ? [...open, ...more] : planned;
}

/** What the plan still lacks; nothing where all its units are there. */
function ahead(design: Design): Reason[] {
  const { units, days } = unitsAhead(design.monitoring!);
  const fraction = leastFraction(design);
  return units === 0 ? [] : [{ code: 'PLANNED_UNITS_AHEAD', fraction, units, days }];
}

/** The ground that a finding which failed is, if failing it makes a run invalid. */
function invalidating(finding: Finding): Reason[] {
  switch (finding.code) {
    case 'PLAN_CHANGED': {
      const { code, since } = finding;
      return [{ code, since }];
    }
    case 'DATA_SHRANK': {
      const { code, variant, before, now, look } = finding;
      return [{ code, variant, before, now, look }];
    }
    case 'SAMPLE_RATIO_MISMATCH': {
      const { code, pValue, logPValue, planned } = finding;
      return [{ code, pValue, logPValue, planned }];
    }
    case 'UNITS_IN_TWO_VARIANTS': {
      const { code, inTwo, units } = finding;
      return [{ code, inTwo, units }];
    }
    default:
      return [];
  }
}

function shipReasons(all: readonly Comparison[], design: Design): Reason[] {
  const winners = winnersOf(all, design);
  const best = winners[0]!;
  const variant = best.treatment.variant;
  const others = winners.slice(1).map(({ treatment }) => treatment.variant);
  const pays = best.netEffect !== null;
  const reasons: Reason[] = [{ code: pays ? 'PAYS' : 'NULL_REJECTED', comparison: best }];
  if (others.length > 0) reasons.push({ code: 'LARGEST_OF_SEVERAL', treatment: variant, others });
  const metric = design.metrics.find(({ name }) => name === best.metric)!;
  if (isMdeRuledOut(best, metric, design)) {
    reasons.push({ code: 'SMALLER_THAN_MDE', comparison: best });
  }
  reasons.push(...guardrailReasons(all, variant));
  const winning = primaryOf(all).filter(({ outcome }) => outcome === 'win');
  const passedOver = winning.filter((winner) => !winners.includes(winner));
  for (const { treatment } of passedOver) reasons.push(...guardrailReasons(all, treatment.variant));
  return [...reasons, ...lossesElsewhere(all, variant)];
}

function lossesElsewhere(all: readonly Comparison[], variant: string): Reason[] {
  return all
    .filter(({ role, outcome }) => role === 'secondary' && outcome === 'loss')
    .filter(({ treatment }) => treatment.variant === variant)
    .map((comparison) => ({ code: 'WORSE', comparison }));
}

/** Why a treatment is out of the question; none where it is not. */
function settledReasons(comparison: Comparison, all: readonly Comparison[]): Reason[] {
  const { outcome, treatment } = comparison;
  const settled = outcome === 'loss' || outcome === 'flat' ? [settledReason(comparison)] : [];
  return [...settled, ...brokenGuardrails(all, treatment.variant)];
}

function settledReason(comparison: Comparison): Reason {
  if (comparison.outcome !== 'loss') return { code: 'MDE_RULED_OUT', comparison };
  return { code: comparison.netEffect === null ? 'WORSE' : 'DOES_NOT_PAY', comparison };
}

function collectingReasons(primary: readonly Comparison[], all: readonly Comparison[]): Reason[] {
  const reasons = primary.flatMap((comparison): Reason[] => {
    const settled = settledReasons(comparison, all);
    if (settled.length > 0) return settled;
    const guardrails = guardrailReasons(all, comparison.treatment.variant);
    return [...unsettledReasons(comparison), ...guardrails];
  });
  const unsized = primary.some(
    ({ outcome, sampleSize, kind }) =>
      outcome === 'inconclusive' && sampleSize.basis === 'observed' && kind !== 'quantile',
  );
  return unsized ? [...reasons, { code: 'NO_MDE' }] : reasons;
}

function unsettledReasons(comparison: Comparison): Reason[] {
  const { outcome, reason, netEffect } = comparison;
  if (reason !== null) return [{ code: 'UNTESTABLE', comparison, why: reason }];
  const pays = netEffect !== null;
  // It wins, so that it is a guardrail which keeps it from being shipped.
  if (outcome === 'win') return [{ code: pays ? 'PAYS' : 'NULL_REJECTED', comparison }];
  return [{ code: pays ? 'MAY_NOT_PAY' : 'NOT_REJECTED', comparison }, ...moreUnits(comparison)];
}
