import type { EffectMagnitude } from '../../experiment/design.js';
import { plannedMetric } from '../plan/plan-of-document.js';
import { writtenEffectSize, writtenShare } from '../values/written-numbers.js';
import type { MetricDefinition, Policy } from './policy.js';
import type { WrittenRules } from './schema.js';

/** Four whole weeks, in which most tests are over; where the file says no other. */
const USUAL_DAYS = 28;

/** The rules that a file writes. */
export function policyFrom(written: WrittenRules): Policy {
  const { corrections, monitoring, kpi, guardrails, atOnce, overrides } = written;
  return {
    since: written.since ?? null,
    alpha: shareOrNull(written.alpha),
    power: shareOrNull(written.power),
    mde: sizeOrNull(written.mde),
    corrections: corrections ?? null,
    monitoring: monitoring ?? null,
    kpi: kpi === undefined ? null : String(kpi),
    metrics: (written.metrics ?? []).map(definitionFrom),
    guardrails: (guardrails ?? []).map(({ metric, margin }) => ({
      metric: String(metric),
      margin: writtenEffectSize(String(margin))!,
    })),
    minimumDays: numberOrNull(written.minimumDays),
    wholeWeeks: written.wholeWeeks === true,
    tags: new Map(Object.entries(written.tags ?? {}).map(([tag, may]) => [tag, namesFrom(may)])),
    owners: written.owners === undefined ? null : namesFrom(written.owners),
    decideBy: written.decideBy === true,
    surface: String(written.surface ?? 'surface'),
    overlaps: written.overlaps ?? null,
    atOnce:
      atOnce === undefined
        ? null
        : {
            tests: numberOrNull(atOnce.tests),
            ships: numberOrNull(atOnce.ships),
            days: numberOrNull(atOnce.days) ?? USUAL_DAYS,
          },
    overrides: Array.isArray(overrides) ? overrides.map(String) : (overrides ?? null),
    closeWithinDays: numberOrNull(written.closeWithinDays),
  };
}

function namesFrom(may: 'any' | readonly (string | number | boolean)[]): 'any' | string[] {
  return may === 'any' ? may : may.map(String);
}

function definitionFrom({
  direction,
  mde,
  ...written
}: NonNullable<WrittenRules['metrics']>[number]): MetricDefinition {
  // As a plan that says no more of it would have it; the role is no matter.
  const metric = plannedMetric({ ...written, role: 'secondary' }, 'two-sided');
  const { name, column, kind } = metric;
  const lowerIsBetter = direction === undefined ? null : direction === 'decrease';
  return { name, column, kind, lowerIsBetter, mde: sizeOrNull(mde) };
}

function numberOrNull(written: string | number | undefined): number | null {
  return written === undefined ? null : Number(written);
}

function sizeOrNull(written: string | number | undefined): EffectMagnitude | null {
  return written === undefined ? null : writtenEffectSize(String(written));
}

function shareOrNull(written: string | number | undefined): number | null {
  return written === undefined ? null : writtenShare(String(written));
}
