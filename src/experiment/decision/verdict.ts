import { type Check, isFailed } from '../checks/checks.js';
import { isMdeRuledOut } from '../compare/outcome.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import {
  brokenGuardrails,
  guardrailReasons,
  marginReasons,
  moreUnits,
} from '../guardrail/guardrail-verdict.js';
import { unitsAhead } from '../monitoring/monitoring.js';
import { isDue, leastFraction, waitOf } from '../monitoring/progress.js';
import { decisionOf, type Ground, isFutile } from './decision.js';
import type { Decision } from './decision-code.js';
import type { Reason } from './reason.js';

/** A decision with its grounds. */
export interface Verdict extends Decision {
  reasons: Reason[];
}

/**
 * What the checks amount to, with the grounds of it. A run with a check that failed, whichever it is,
 * is not read any further. Losses elsewhere than on the primary metric and the guardrails are named, not
 * weighed.
 */
export function verdictOf(
  checks: readonly Check[],
  comparisons: readonly Comparison[],
  design: Design,
  pairs: readonly Comparison[] = [],
): Verdict {
  const failed = checks.filter(isFailed);
  if (failed.length > 0) return { decision: 'invalid', variant: null, reasons: failed };
  const { decision, variant, ground } = decisionOf(comparisons, design);
  return { decision, variant, reasons: reasonsOf(ground, comparisons, design, pairs) };
}

function reasonsOf(
  ground: Ground<Comparison>,
  all: readonly Comparison[],
  design: Design,
  pairs: readonly Comparison[],
): Reason[] {
  switch (ground.code) {
    case 'ended': {
      const { number, decision } = ground.look;
      return [{ code: 'DECIDED_AT_LOOK', look: number, decision }];
    }
    case 'won':
      return shipReasons(ground, all, design, pairs);
    case 'settled':
      return ground.primary.flatMap((comparison) => settledReasons(comparison, all));
    case 'over':
      return overReasons(ground.primary, all, design);
    case 'open':
      return openReasons(ground.primary, all, design);
  }
}

/** A date may come before the test is due, and then it is that which no test is read for, whatever it shows. */
function overReasons(
  primary: readonly Comparison[],
  all: readonly Comparison[],
  design: Design,
): Reason[] {
  const byDate = design.monitoring?.calendar?.isLast === true;
  return [
    ...(isDue(design) ? withoutSizes(collectingReasons(primary, all, design)) : [lackOf(design)]),
    { code: byDate ? 'DATE_HAS_COME' : 'PLAN_ENDED' },
  ];
}

/** What keeps a test from being due. */
function lackOf(design: Design): Reason {
  return waitOf(design) ?? { code: 'NOT_DUE' };
}

/** More data are asked for while the plan has some ahead. */
function openReasons(
  primary: readonly Comparison[],
  all: readonly Comparison[],
  design: Design,
): Reason[] {
  if (!isDue(design)) return [lackOf(design), ...ahead(design)];
  const collecting = collectingReasons(primary, all, design);
  if (design.monitoring === null) return collecting;
  const more = ahead(design);
  return more.length > 0
    ? [...withoutSizes(collecting), ...more]
    : collecting.filter(({ code }) => code !== 'NO_MDE');
}

/** A plan has its size, so that what a comparison by itself would need is no matter. */
function withoutSizes(reasons: readonly Reason[]): Reason[] {
  return reasons.filter(({ code }) => code !== 'NO_MDE' && code !== 'MORE_UNITS');
}

/** What the plan still lacks; nothing where all its units are there. */
function ahead(design: Design): Reason[] {
  const { units, days } = unitsAhead(design.monitoring!);
  const fraction = leastFraction(design);
  return units === 0 ? [] : [{ code: 'PLANNED_UNITS_AHEAD', fraction, units, days }];
}

function shipReasons(
  { winners, heldBack }: Extract<Ground<Comparison>, { code: 'won' }>,
  all: readonly Comparison[],
  design: Design,
  pairs: readonly Comparison[],
): Reason[] {
  const [best, ...rest] = winners;
  const variant = best.treatment.variant;
  const others = rest.map(({ treatment }) => treatment.variant);
  const reasons = [...wonReasons(best), ...shipsBySurrogate(best, design)];
  if (others.length > 0) {
    const beaten = others.filter((other) => isShownBetter(best, other, pairs));
    reasons.push({ code: 'LARGEST_OF_SEVERAL', treatment: variant, others, beaten });
  }
  const metric = design.metrics.find(({ name }) => name === best.metric)!;
  if (isMdeRuledOut(best, metric, design)) {
    reasons.push({ code: 'SMALLER_THAN_MDE', comparison: best });
  }
  reasons.push(...guardrailReasons(all, variant));
  for (const { treatment } of heldBack) reasons.push(...guardrailReasons(all, treatment.variant));
  return [...reasons, ...lossesElsewhere(all, variant)];
}

/** Whether a treatment is shown to be better than another one, where the two were compared. */
function isShownBetter(
  { metric, treatment: { variant } }: Comparison,
  other: string,
  pairs: readonly Comparison[],
): boolean {
  return pairs.some(({ metric: of, control, treatment, outcome }) => {
    if (of !== metric) return false;
    if (control.variant === other && treatment.variant === variant) return outcome === 'win';
    return control.variant === variant && treatment.variant === other && outcome === 'loss';
  });
}

/** What a treatment wins by: that it pays, that it is better, or that it is not worse by its margin. */
function wonReasons(comparison: Comparison): Reason[] {
  if (comparison.margin !== null) return marginReasons(comparison);
  return [{ code: comparison.netEffect === null ? 'NULL_REJECTED' : 'PAYS', comparison }];
}

/** That what a treatment wins by is foretold, and may ship it all the same; none where it is measured. */
function shipsBySurrogate(comparison: Comparison, { metrics }: Design): Reason[] {
  const outcome = metrics[0]!.foretells?.outcome;
  return outcome === undefined ? [] : [{ code: 'SHIPS_BY_SURROGATE', comparison, outcome }];
}

/** That a treatment wins by what is foretold, which may ship nothing; none where it may, or does not win. */
function heldBySurrogate(comparison: Comparison, { metrics }: Design): Reason[] {
  const { foretells } = metrics[0]!;
  if (foretells === undefined || foretells.mayShip || comparison.outcome !== 'win') return [];
  return [{ code: 'SURROGATE_MAY_NOT_SHIP', comparison, outcome: foretells.outcome }];
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
  if (isFutile(comparison)) settled.push({ code: 'FUTILE', comparison });
  return [...settled, ...brokenGuardrails(all, treatment.variant)];
}

function settledReason(comparison: Comparison): Reason {
  if (comparison.margin !== null) return { code: 'GUARDRAIL_BROKEN', comparison };
  if (comparison.outcome !== 'loss') return { code: 'MDE_RULED_OUT', comparison };
  return { code: comparison.netEffect === null ? 'WORSE' : 'DOES_NOT_PAY', comparison };
}

function collectingReasons(
  primary: readonly Comparison[],
  all: readonly Comparison[],
  design: Design,
): Reason[] {
  const reasons = primary.flatMap((comparison): Reason[] => {
    const settled = settledReasons(comparison, all);
    if (settled.length > 0) return settled;
    const guardrails = guardrailReasons(all, comparison.treatment.variant);
    return [...unsettledReasons(comparison), ...heldBySurrogate(comparison, design), ...guardrails];
  });
  const unsized = primary.some(
    ({ outcome, sampleSize, kind }) =>
      outcome === 'inconclusive' && sampleSize.basis === 'observed' && kind !== 'quantile',
  );
  return unsized ? [...reasons, { code: 'NO_MDE' }] : reasons;
}

function unsettledReasons(comparison: Comparison): Reason[] {
  const { outcome, reason, netEffect, margin, skewness } = comparison;
  if (margin !== null) return marginReasons(comparison);
  if (reason !== null) return [{ code: 'UNTESTABLE', comparison, why: reason }];
  // It wins, so that it is a guardrail which keeps it from being shipped.
  if (outcome === 'win') return wonReasons(comparison);
  if (skewness?.undecided === true) return [{ code: 'TOO_SKEWED', comparison }];
  const pays = netEffect !== null;
  return [{ code: pays ? 'MAY_NOT_PAY' : 'NOT_REJECTED', comparison }, ...moreUnits(comparison)];
}
