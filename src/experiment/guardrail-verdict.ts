import type { Comparison } from './comparison.js';
import type { Reason } from './verdict.js';

/** Whether every guardrail of a treatment is shown to be within its margin; true where there is none. */
export function guardrailsHold(all: readonly Comparison[], treatment: string): boolean {
  return guardrailsOf(all, treatment).every(({ outcome }) => outcome === 'win');
}

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

function guardrailsOf(all: readonly Comparison[], treatment: string): Comparison[] {
  return all.filter((one) => one.role === 'guardrail' && one.treatment.variant === treatment);
}

/** How many units the size that was asked for lacks, where it is known. */
export function moreUnits(comparison: Comparison): Reason[] {
  const { sampleSize, treatment } = comparison;
  if (sampleSize.basis === 'observed' || sampleSize.requiredPerVariant === null) return [];
  const units = sampleSize.requiredPerVariant - treatment.n;
  return units > 0 ? [{ code: 'MORE_UNITS', comparison, units }] : [];
}
