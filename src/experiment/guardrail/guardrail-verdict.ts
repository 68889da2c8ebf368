import type { Comparison } from '../comparison.js';
import { guardrailsOf } from '../decision/decision.js';
import type { Reason } from '../decision/reason.js';

/** The guardrails of a treatment that are shown to be beyond their margin, as grounds against it. */
export function brokenGuardrails(all: readonly Comparison[], treatment: string): Reason[] {
  return guardrailReasons(all, treatment).filter(({ code }) => code === 'GUARDRAIL_BROKEN');
}

/** How each guardrail of a treatment stands, and what the unproven ones still need. */
export function guardrailReasons(all: readonly Comparison[], treatment: string): Reason[] {
  return guardrailsOf(all, treatment).flatMap(marginReasons);
}

/** How a metric with a margin stands, be it a guardrail or the one that decides. */
export function marginReasons(comparison: Comparison): Reason[] {
  const { outcome, reason } = comparison;
  if (reason !== null) return [{ code: 'UNTESTABLE', comparison, why: reason }];
  if (outcome === 'win') return [{ code: 'GUARDRAIL_HOLDS', comparison }];
  if (outcome === 'loss') return [{ code: 'GUARDRAIL_BROKEN', comparison }];
  return [{ code: 'GUARDRAIL_UNPROVEN', comparison }, ...moreUnits(comparison)];
}

/** How many units either arm lacks of the size that was asked for, guardrails included, where it is known. */
export function moreUnits(comparison: Comparison): Reason[] {
  const { basis, decision } = comparison.sampleSize;
  const required = decision?.required ?? comparison.sampleSize.required;
  if (basis === 'observed' || required === null) return [];
  const control = Math.max(0, required.control - comparison.control.n);
  const treatment = Math.max(0, required.treatment - comparison.treatment.n);
  const lacks = control > 0 || treatment > 0;
  return lacks ? [{ code: 'MORE_UNITS', comparison, units: { control, treatment } }] : [];
}
