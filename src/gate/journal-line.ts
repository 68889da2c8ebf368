import type { Analysis } from '../experiment/analysis.js';
import type { Comparison } from '../experiment/comparison.js';
import type { JournalComparison, JournalLine } from '../read/journal/schema.js';

/** What an analysis is put on record as: the figures over all units, and what they came to. */
export function journalLine(
  { design, comparisons, verdict }: Analysis,
  look: { plan: string; data: string; time: Date; version: string },
): JournalLine {
  const { plannedUnits, units, look: number, repeats } = design.monitoring!;
  return {
    schemaVersion: 1,
    time: look.time.toISOString(),
    tool: look.version,
    plan: look.plan,
    data: look.data,
    look: number!,
    repeats: repeats !== null,
    plannedUnits: Object.fromEntries(plannedUnits),
    units: Object.fromEntries(units),
    comparisons: comparisons.filter(({ segment }) => segment === null).map(recordOf),
    decision: verdict.decision,
    variant: verdict.variant,
    reasons: verdict.reasons.map(({ code }) => code),
  };
}

function recordOf(comparison: Comparison): JournalComparison {
  const { metric, treatment, role, progress, statistic, pValue, criticalValue, effect } =
    comparison;
  const { informationFraction, alphaSpent } = progress;
  return {
    metric,
    role,
    statistic,
    pValue,
    informationFraction,
    alphaSpent,
    treatment: treatment.variant,
    // A look at which nothing can be rejected has no boundary to name.
    criticalValue: Number.isFinite(criticalValue) ? criticalValue : null,
    effect: finite(effect),
  };
}

function finite({ estimate, lower, upper }: Comparison['effect']): Comparison['effect'] {
  const end = (x: number | null) => (x !== null && Number.isFinite(x) ? x : null);
  return { estimate, lower: end(lower), upper: end(upper) };
}
