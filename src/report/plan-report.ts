import { sum } from 'simple-statistics';
import type { EffectSize, MarginDesign } from '../experiment/design.js';
import type { MonitoringPlan } from '../experiment/monitoring/monitoring-plan.js';
import { type PlannedLook, plannedLooks } from '../experiment/monitoring/planned-looks.js';
import type { Plan, PlannedBaseline, PlannedMetric } from '../experiment/size/plan.js';
import {
  type MissingForSize,
  missingForSize,
  plannedComparisonLevel,
  plannedUnits,
  requiredUnits,
} from '../experiment/size/planned-units.js';
import type { Report } from './report.js';
import { type DecisionRules, decisionRules, hypothesisOf } from './wording/plan-wording.js';

/** What a plan promises: what `plan --format json` prints. Shares 0–1; `null`: absent. */
export interface PlanReport {
  schemaVersion: 1;
  tool: Report['tool'];
  plan: { path: string; sha256: string; experiment: string; hypothesis: string | null };
  design: Pick<
    Plan,
    'control' | 'treatments' | 'alpha' | 'power' | 'alternative' | 'correction' | 'segments'
  > & {
    /** Of each comparison, after the correction, at its strictest. */
    alphaPerComparison: number;
    monitoring: MonitoringPlan;
  };
  /** Of each metric, the primary one first. */
  hypotheses: Report['hypotheses'];
  metrics: PlannedMetricReport[];
  /** The control first. */
  variants: PlannedVariant[];
  sampleSize: PlannedTotal | null;
  /** What the plan lacks to be sized; empty where it is. */
  missing: MissingForSize[];
  /** Expected looks; `null`: any number, at any time. */
  looks: PlannedLook[] | null;
  /** What decides, as sentences. */
  rules: DecisionRules;
}

export interface PlannedMetricReport {
  name: string;
  column: string;
  kind: PlannedMetric['kind'];
  role: PlannedMetric['role'];
  /** Which change is an improvement; `null` for equivalence, where none is. */
  direction: 'increase' | 'decrease' | null;
  mde: EffectSize | null;
  margin: MarginDesign | null;
  value: number | null;
  covariate: string | null;
  baseline: PlannedBaseline | null;
  /** Units in the treatment with the smallest share; `null` where the plan cannot tell. */
  requiredPerVariant: number | null;
}

export interface PlannedVariant {
  name: string;
  share: number;
  intensity: number | null;
  cost: number | null;
  units: number | null;
}

export interface PlannedTotal {
  /** Whether the plan says it, or it follows from the baseline and the MDE. */
  basis: 'given' | 'computed';
  /** Of the treatment with the smallest share. */
  perVariant: number;
  total: number;
  dailyUnits: number | null;
  durationDays: number | null;
}

/** What a plan promises, from the plan alone. */
export function planReport(
  plan: Plan,
  source: { path: string; sha256: string },
  version: string,
): PlanReport {
  const { control, treatments, alpha, power, alternative, correction, segments } = plan;
  const units = plannedUnits(plan);
  const sampleSize = units === null ? null : totalOf(plan, units);
  return {
    schemaVersion: 1,
    tool: { name: 'perso-test', version },
    plan: { ...source, experiment: plan.experiment, hypothesis: plan.hypothesis },
    design: {
      control,
      treatments,
      alpha,
      power,
      alternative,
      correction,
      segments,
      alphaPerComparison: plannedComparisonLevel(plan),
      monitoring: plan.monitoring,
    },
    hypotheses: plan.metrics.map((metric) => hypothesisOf(plan, metric)),
    metrics: plan.metrics.map((metric) => metricReport(plan, metric)),
    variants: variantsOf(plan, units),
    sampleSize,
    missing: missingForSize(plan),
    looks: plannedLooks(plan, sampleSize?.total ?? null),
    rules: decisionRules(plan),
  };
}

function metricReport(plan: Plan, { lowerIsBetter, ...metric }: PlannedMetric) {
  const { name, column, kind, role, mde, margin, value, covariate, baseline } = metric;
  const units = requiredUnits(plan, { lowerIsBetter, ...metric });
  const better = lowerIsBetter ? ('decrease' as const) : ('increase' as const);
  return {
    name,
    column,
    kind,
    role,
    direction: margin?.kind === 'equivalence' ? null : better,
    mde,
    margin,
    value,
    covariate,
    baseline,
    requiredPerVariant: units === null ? null : Math.ceil(units),
  };
}

function variantsOf(plan: Plan, units: ReadonlyMap<string, number> | null): PlannedVariant[] {
  const names = [plan.control, ...plan.treatments];
  const weight = (name: string) => plan.allocation?.get(name) ?? 1;
  const all = sum(names.map((name) => weight(name)));
  return names.map((name) => ({
    name,
    share: weight(name) / all,
    intensity: plan.intensity?.get(name) ?? null,
    cost: plan.cost === null ? null : (plan.cost.get(name) ?? 0),
    units: units?.get(name) ?? null,
  }));
}

function totalOf(plan: Plan, units: ReadonlyMap<string, number>): PlannedTotal {
  const total = sum([...units.values()]);
  const { daily } = plan.units;
  return {
    basis: plan.sampleSize === null ? 'computed' : 'given',
    perVariant: Math.min(...plan.treatments.map((name) => units.get(name)!)),
    total,
    dailyUnits: daily,
    durationDays: daily === null ? null : Math.ceil(total / daily),
  };
}
