import {
  type Aggregates,
  emptyAggregate,
  type VariantAggregates,
} from '../experiment/aggregates.js';
import type { Analysis } from '../experiment/analysis.js';
import { armOf } from '../experiment/compare/pair.js';
import type { Comparison } from '../experiment/comparison.js';
import type { Design } from '../experiment/design.js';
import type { Estimate } from '../experiment/estimate.js';
import { assignedUnits } from '../experiment/monitoring/monitoring.js';
import type { JournalComparison, JournalLine } from '../read/journal/version-2.js';
import type { PlanRead } from '../read/plan/read-plan.js';
import { armOnRecord } from './arms-on-record.js';
import type { LookHashes } from './hash-of-look.js';

/** What is put on record of a look beside what it came to. */
export interface LookOccasion {
  read: Pick<PlanRead, 'plan' | 'sha256'>;
  aggregates: Aggregates;
  data: LookHashes;
  /** The hash of the line before; `null` for the first. */
  previous: string | null;
  time: Date;
  version: string;
}

/** What an analysis is put on record as: the figures over all units, and what they came to. */
export function journalLine(
  { design, comparisons, verdict }: Analysis,
  { read: { plan, sha256 }, aggregates, data, previous, time, version }: LookOccasion,
): JournalLine {
  const { plannedUnits, look, repeats } = design.monitoring!;
  return {
    schemaVersion: 2,
    time: time.toISOString(),
    tool: version,
    experiment: plan.experiment,
    tags: Object.fromEntries(plan.tags ?? []),
    owner: plan.owner ?? null,
    follows: plan.follows ?? null,
    plan: sha256,
    data: data.data,
    flags: data.flags,
    previous,
    look: look!,
    repeats: repeats !== null,
    plannedUnits: Object.fromEntries(plannedUnits),
    units: Object.fromEntries(assignedUnits(aggregates)),
    ...untriggeredOf(aggregates),
    unitsInTwoVariants: aggregates.unitsInTwoVariants,
    comparisons: comparisons
      .filter(({ segment }) => segment === null)
      .map((comparison) => recordOf(comparison, aggregates, design)),
    decision: verdict.decision,
    variant: verdict.variant,
    reasons: verdict.reasons.map(({ code }) => code),
  };
}

/** The units that are counted and not compared, since they could see no difference. */
function untriggeredOf({ trigger }: Aggregates): Pick<JournalLine, 'untriggered'> {
  if (trigger === undefined) return {};
  return { untriggered: Object.fromEntries(assignedUnits(trigger.untriggered)) };
}

function recordOf(
  comparison: Comparison,
  aggregates: Aggregates,
  design: Design,
): JournalComparison {
  const { metric, kind, role, margin, progress, statistic, pValue, adjustedPValue } = comparison;
  const { criticalValue, effect, confidence, netEffect, futility, outcome } = comparison;
  const index = design.metrics.findIndex(({ name }) => name === metric);
  const { lowerIsBetter, covariates } = design.metrics[index]!;
  return {
    metric,
    kind,
    role,
    direction: lowerIsBetter ? 'decrease' : 'increase',
    margin,
    ...armsOf(comparison, aggregates.variants, index),
    covariates: [...covariates],
    ...strataOf(comparison, aggregates, index),
    statistic: finite(statistic),
    pValue,
    adjustedPValue,
    // A look at which nothing can be rejected has no boundary to name.
    criticalValue: finite(criticalValue),
    informationFraction: progress.informationFraction,
    alphaSpent: progress.alphaSpent,
    effect: finiteEstimate(effect),
    confidence,
    netEffect:
      netEffect === null
        ? null
        : { ...finiteEstimate(netEffect), confidence: netEffect.confidence },
    futile: futility?.isCrossed === true,
    outcome,
  };
}

function armsOf(
  { control, treatment, kind }: Comparison,
  variants: ReadonlyMap<string, VariantAggregates>,
  index: number,
): Pick<JournalComparison, 'control' | 'treatment'> {
  const sampleOf = (variant: string) => variants.get(variant)!.samples[index]!;
  return {
    control: armOnRecord(control, sampleOf(control.variant), kind),
    treatment: armOnRecord(treatment, sampleOf(treatment.variant), kind),
  };
}

/** The arms within each segment, where it was there that they were compared. */
function strataOf(
  { strata, control, treatment, kind }: Comparison,
  aggregates: Aggregates,
  index: number,
): Pick<JournalComparison, 'strata'> {
  if (strata === null) return {};
  const segments = [...aggregates.segments.get(strata.column)!];
  return {
    strata: segments.map(([value, variants]) => {
      const arm = ({ variant }: { variant: string }) => {
        const none = emptyAggregate(aggregates.measures[index]);
        const sample = variants.get(variant)?.samples[index] ?? none;
        return armOnRecord(armOf({ variant, sample }, kind, null), sample, kind);
      };
      return { value, control: arm(control), treatment: arm(treatment) };
    }),
  };
}

function finite(x: number | null): number | null {
  return x !== null && Number.isFinite(x) ? x : null;
}

function finiteEstimate({ estimate, lower, upper }: Estimate): Estimate {
  return { estimate, lower: finite(lower), upper: finite(upper) };
}
