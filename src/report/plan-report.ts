import { sum } from 'simple-statistics';
import type * as z from 'zod/mini';
import type { RequiredUnits } from '../experiment/comparison.js';
import { covariatesOf, type Plan, type PlannedMetric } from '../experiment/size/plan.js';
import {
  countedPrimary,
  plannedComparisonLevel,
  plannedDecisions,
  requiredUnits,
} from '../experiment/size/planned-decision.js';
import { missingForSize, plannedUnits, unitsByVariant } from '../experiment/size/planned-units.js';
import { boundaryOf, detectionOf } from './plan-boundary.js';
import { plannedLookReports } from './plan-looks.js';
import { durationDays } from './power-report.js';
import type { planReportSchema } from './schemas/plan-report-schema.js';
import { decisionRules, hypothesisOf } from './wording/plan-wording.js';

/** What a plan promises: what `plan --format json` prints. Shares 0–1; `null`: absent. */
export type PlanReport = z.output<typeof planReportSchema>;

/** One metric of the plan, with the size that it takes. */
export type PlannedMetricReport = PlanReport['metrics'][number];

/** One variant of the plan. */
export type PlannedVariant = PlanReport['variants'][number];

/** How many units the plan takes, and how long. */
export type PlannedTotal = NonNullable<PlanReport['sampleSize']>;

/**
 * What a plan promises, from the plan alone.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const report = planReport(read.plan, read, '1.0.0');
 * [report.plan.experiment, report.design.alphaPerComparison]; // => [ 'homepage-hero', 0.025 ]
 */
export function planReport(
  plan: Plan,
  { path, sha256 }: { path: string; sha256: string },
  version: string,
): PlanReport {
  const { control, treatments, alpha, power, alternative, correction, segments } = plan;
  const units = plannedUnits(plan);
  const sampleSize = units === null ? null : totalOf(plan, units);
  return {
    schemaVersion: 1,
    tool: { name: 'perso-test', version },
    plan: { path, sha256, ...aboutOf(plan) },
    design: {
      control,
      treatments,
      alpha,
      power,
      alternative,
      correction,
      segments,
      ...(plan.triggered ? { triggered: plan.triggered } : {}),
      alphaPerComparison: plannedComparisonLevel(plan),
      monitoring: plan.monitoring,
    },
    hypotheses: plan.metrics.map((metric) => hypothesisOf(plan, metric)),
    metrics: plan.metrics.map((metric) => metricReport(plan, metric)),
    variants: variantsOf(plan, units),
    sampleSize,
    missing: missingForSize(plan),
    looks: plannedLookReports(plan, sampleSize),
    boundary: boundaryOf(plan, sampleSize),
    detection: detectionOf(plan, sampleSize),
    rules: decisionRules(plan),
  };
}

function aboutOf({ experiment, hypothesis, tags, owner, follows }: Plan) {
  return {
    experiment,
    hypothesis,
    tags: Object.fromEntries(tags ?? []),
    owner: owner ?? null,
    follows: follows ?? null,
  };
}

function metricReport(plan: Plan, { lowerIsBetter, ...metric }: PlannedMetric) {
  const { name, column, kind, role, mde, margin, value, baseline, longTermOf, foretells } = metric;
  const covariates = covariatesOf(metric);
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
    covariate: covariates[0] ?? null,
    ...(covariates.length > 1 ? { covariates: [...covariates] } : {}),
    baseline,
    ...(foretells === undefined
      ? {}
      : { surrogate: { for: foretells.outcome!, mayShip: foretells.mayShip } }),
    ...(longTermOf === undefined ? {} : { longTermOf }),
    required: units === null ? null : sizeOf(plan, unitsByVariant(plan, units)),
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
  const { daily } = plan.units;
  const size = sizeOf(plan, units);
  return {
    basis: plan.sampleSize === null ? 'computed' : 'given',
    control: size.control,
    treatment: size.treatment,
    total: size.total,
    dailyUnits: daily,
    durationDays: durationDays(size, daily),
    decisions: plannedDecisions(plan, plan.sampleSize ?? size.treatment),
    ...countedOf(plan, plan.sampleSize ?? size.treatment),
  };
}

/** What so few events truly have, where that is told of them. */
function countedOf(plan: Plan, units: number): Pick<PlannedTotal, 'counted'> {
  const counted = countedPrimary(plan, units);
  if (counted === null) return {};
  const { judge, power, sampleSize } = counted;
  if (sampleSize === null) return { counted: { judge, power, sampleSize: null } };
  const takes = unitsByVariant(plan, sampleSize.treatment);
  return { counted: { judge, power, sampleSize: sizeOf(plan, takes) } };
}

/** The control's units, those of the treatment with the smallest share, and all. */
function sizeOf(plan: Plan, units: ReadonlyMap<string, number>): RequiredUnits {
  return {
    control: units.get(plan.control)!,
    treatment: Math.min(...plan.treatments.map((name) => units.get(name)!)),
    total: sum([...units.values()]),
  };
}
