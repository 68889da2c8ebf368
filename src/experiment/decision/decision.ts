import type { Arm } from '../arm.js';
import type { Comparison } from '../comparison.js';
import { type Design, wantedSign } from '../design.js';
import type { Estimate } from '../estimate.js';
import type { Futility } from '../futility.js';
import type { PastLook } from '../monitoring/monitoring.js';
import { endedAt, isDue, isPlanOver } from '../monitoring/progress.js';
import type { Decision } from './decision-code.js';

/** How a comparison stands: as much of it as a decision is made of. */
export interface Standing extends Pick<Comparison, 'role' | 'outcome'> {
  treatment: Pick<Arm, 'variant'>;
  effect: Pick<Estimate, 'estimate'>;
  netEffect: Pick<Estimate, 'estimate'> | null;
  futility: Pick<Futility, 'isCrossed'> | null;
}

/**
 * What a decision rests on, in the order in which it is asked: that the plan had ended before; that
 * treatments win, of which the best is shipped, and others win but for their guardrails; that every
 * treatment is out of the question; that the plan ends without a winner; or that it goes on.
 */
export type Ground<S> =
  | { code: 'ended'; look: PastLook }
  | { code: 'won'; winners: [S, ...S[]]; heldBack: S[] }
  | { code: 'settled'; primary: S[] }
  | { code: 'over'; primary: S[] }
  | { code: 'open'; primary: S[] };

/** A decision with what it rests on. */
export interface GroundedDecision<S> extends Decision {
  ground: Ground<S>;
}

/**
 * What a valid run comes to: the treatment to ship is the best of those that win on the primary metric
 * with all their guardrails shown to hold, where it may ship by that metric; the control is kept when no treatment can still be worth it,
 * or each that could breaks a guardrail or is futile, or the plan ends without a winner; anything else asks for more.
 */
export function decisionOf<S extends Standing>(
  standings: readonly S[],
  design: Design,
): GroundedDecision<S> {
  const ground = groundOf(standings, design);
  switch (ground.code) {
    // A plan is decided where it ends; what comes after would be one test more than it grants.
    case 'ended':
      return { decision: ground.look.decision, variant: ground.look.variant, ground };
    case 'won':
      return { decision: 'ship', variant: ground.winners[0].treatment.variant, ground };
    case 'settled':
    case 'over':
      return { decision: 'keep-control', variant: design.control, ground };
    case 'open':
      return { decision: 'keep-collecting', variant: null, ground };
  }
}

function groundOf<S extends Standing>(standings: readonly S[], design: Design): Ground<S> {
  const ended = endedAt(design);
  if (ended !== null) return { code: 'ended', look: ended };
  const primary = standings.filter(({ role }) => role === 'primary');
  if (!isDue(design)) return { code: isOver(primary, design) ? 'over' : 'open', primary };
  const winning = primary.filter(({ outcome }) => outcome === 'win');
  const mayShip = design.metrics[0]!.foretells?.mayShip ?? true;
  const [best, ...others] = bestFirst(
    winning.filter(({ treatment }) => mayShip && guardrailsHold(standings, treatment.variant)),
    design,
  );
  if (best !== undefined) {
    const winners: [S, ...S[]] = [best, ...others];
    const heldBack = winning.filter((one) => !winners.includes(one));
    return { code: 'won', winners, heldBack };
  }
  if (primary.every((standing) => isSettled(standing, standings))) {
    return { code: 'settled', primary };
  }
  return { code: isOver(primary, design) ? 'over' : 'open', primary };
}

/** Whether the plan ends here; what could not be tested, as of a broken export, has not come to its end. */
function isOver(primary: readonly Standing[], design: Design): boolean {
  return primary.some(({ outcome }) => outcome !== 'untestable') && isPlanOver(design);
}

function bestFirst<S extends Standing>(winners: readonly S[], design: Design): S[] {
  const sign = wantedSign(design, design.metrics[0]!);
  return winners.toSorted((a, b) => gainOf(b, sign) - gainOf(a, sign));
}

/** What a comparison gains: money where prices were given, else its effect in the wanted direction. */
function gainOf({ netEffect, effect }: Standing, sign: number): number {
  return netEffect === null ? sign * effect.estimate : netEffect.estimate;
}

/** Whether a treatment is out of the question. */
function isSettled(standing: Standing, all: readonly Standing[]): boolean {
  const { outcome, treatment } = standing;
  if (outcome === 'loss' || outcome === 'flat' || isFutile(standing)) return true;
  return guardrailsOf(all, treatment.variant).some((guardrail) => guardrail.outcome === 'loss');
}

/** Whether a treatment may be given up, since it has come below its bound of futility. */
export function isFutile({ futility }: Pick<Standing, 'futility'>): boolean {
  return futility?.isCrossed === true;
}

/** Whether every guardrail of a treatment is shown to be within its margin; true where there is none. */
function guardrailsHold(all: readonly Standing[], treatment: string): boolean {
  return guardrailsOf(all, treatment).every(({ outcome }) => outcome === 'win');
}

/** The guardrails of a treatment. */
export function guardrailsOf<S extends Standing>(all: readonly S[], treatment: string): S[] {
  return all.filter((one) => one.role === 'guardrail' && one.treatment.variant === treatment);
}
