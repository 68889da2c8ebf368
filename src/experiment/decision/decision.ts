import type { Arm, Comparison, Estimate } from '../comparison.js';
import { type Design, wantedSign } from '../design.js';
import { endedAt, isPlanOver } from '../monitoring/progress.js';
import type { Decided } from './decided.js';

/** How a comparison stands: as much of it as a decision is made of. */
export interface Standing extends Pick<Comparison, 'role' | 'outcome'> {
  treatment: Pick<Arm, 'variant'>;
  effect: Pick<Estimate, 'estimate'>;
  netEffect: Pick<Estimate, 'estimate'> | null;
}

/**
 * What a valid run comes to: the treatment to ship is the best of those that win on the primary metric
 * with all their guardrails shown to hold; the control is kept when no treatment can still be worth it,
 * or each that could breaks a guardrail, or the plan ends without a winner; anything else asks for more.
 */
export function decisionOf(standings: readonly Standing[], design: Design): Decided {
  const ended = endedAt(design);
  // A plan is decided where it ends; what comes after would be one test more than it grants.
  if (ended !== null) return { decision: ended.decision, variant: ended.variant };
  const best = winnersOf(standings, design)[0];
  if (best !== undefined) return { decision: 'ship', variant: best.treatment.variant };
  const kept: Decided = { decision: 'keep-control', variant: design.control };
  if (primaryOf(standings).every((standing) => isSettled(standing, standings))) return kept;
  return isDecidedByEnd(standings, design) ? kept : { decision: 'keep-collecting', variant: null };
}

/** Whether the plan ends here; what could not be tested, as of a broken export, has not come to its end. */
export function isDecidedByEnd(standings: readonly Standing[], design: Design): boolean {
  const tested = primaryOf(standings).some(({ outcome }) => outcome !== 'untestable');
  return tested && isPlanOver(design);
}

/** The comparisons of the primary metric, one for each treatment. */
export function primaryOf<S extends Standing>(all: readonly S[]): S[] {
  return all.filter(({ role }) => role === 'primary');
}

/** Those of the primary metric that win and whose guardrails are all shown to hold, the best first. */
export function winnersOf<S extends Standing>(all: readonly S[], design: Design): S[] {
  const sign = wantedSign(design, design.metrics[0]!);
  return primaryOf(all)
    .filter(({ outcome }) => outcome === 'win')
    .filter(({ treatment }) => guardrailsHold(all, treatment.variant))
    .sort((a, b) => gainOf(b, sign) - gainOf(a, sign));
}

/** What a comparison gains: money where prices were given, else its effect in the wanted direction. */
function gainOf({ netEffect, effect }: Standing, sign: number): number {
  return netEffect === null ? sign * effect.estimate : netEffect.estimate;
}

/** Whether a treatment is out of the question. */
function isSettled({ outcome, treatment }: Standing, all: readonly Standing[]): boolean {
  if (outcome === 'loss' || outcome === 'flat') return true;
  return guardrailsOf(all, treatment.variant).some((guardrail) => guardrail.outcome === 'loss');
}

/** Whether every guardrail of a treatment is shown to be within its margin; true where there is none. */
function guardrailsHold(all: readonly Standing[], treatment: string): boolean {
  return guardrailsOf(all, treatment).every(({ outcome }) => outcome === 'win');
}

/** The guardrails of a treatment. */
export function guardrailsOf<S extends Standing>(all: readonly S[], treatment: string): S[] {
  return all.filter((one) => one.role === 'guardrail' && one.treatment.variant === treatment);
}
