import type { Comparison } from '../comparison.js';
import { guardrailsOf } from '../decision/decision.js';
import type { Reason } from '../decision/reason.js';

/** The guardrails of a treatment that are shown to be beyond their margin, as grounds against it. */
export function brokenGuardrails(all: readonly Comparison[], treatment: string): Reason[] {
  return guardrailReasons(all, treatment).filter(({ code }) => code === 'GUARDRAIL_BROKEN');
}

/** How each guardrail of a treatment stands, and what the unproven ones still need. */
export function guardrailReasons(all: readonly Comparison[], treatment: string): Reason[] {
  return guardrailsOf(all, treatment).flatMap((comparison): Reason[] => {
    const { outcome, reason } = comparison;
    if (reason !== null) return [{ code: 'UNTESTABLE', comparison, why: reason }];
    if (outcome === 'win') return [{ code: 'GUARDRAIL_HOLDS', comparison }];
    if (outcome === 'loss') return [{ code: 'GUARDRAIL_BROKEN', comparison }];
    return [{ code: 'GUARDRAIL_UNPROVEN', comparison }, ...moreUnits(comparison)];
  });
}

/** How many units the size that was asked for lacks, where it is known. */
export function moreUnits(comparison: Comparison): Reason[] {
  const { sampleSize, treatment } = comparison;
  if (sampleSize.basis === 'observed' || sampleSize.requiredPerVariant === null) return [];
  const units = sampleSize.requiredPerVariant - treatment.n;
  return units > 0 ? [{ code: 'MORE_UNITS', comparison, units }] : [];
}
