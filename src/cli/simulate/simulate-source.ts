import { UserError } from '../../errors.js';
import type { Aggregates, VariantAggregates } from '../../experiment/aggregates.js';
import { kindOf } from '../../experiment/compare/tested.js';
import type { Design } from '../../experiment/design.js';
import type { MetricKind } from '../../experiment/metric-kind.js';
import { atomsOf } from '../../experiment/simulate/atoms.js';
import type { UnitSource } from '../../experiment/simulate/simulation.js';
import type { Plan, PlannedBaseline, PlannedMetric } from '../../experiment/size/plan.js';
import { plannedDesign, planReadOptions } from '../../gate/design-from-plan.js';
import type { PlanRead } from '../../read/plan/read-plan.js';
import { variance } from '../../stats/moments.js';
import { linearizedRatio } from '../../stats/tests/ratio-test.js';
import { csvFormatFrom } from '../flags/csv-format.js';
import { readWithProgress } from '../input/read-files.js';
import { sourcesOf } from '../input/sources.js';
import type { Io } from '../io.js';
import type { SimulateFlags } from './simulate-flags.js';

/** What experiments are drawn from, and the plan and the design as they are simulated with it. */
export interface Drawn {
  source: UnitSource;
  plan: Plan;
  design: Design;
  /** The control's units in the files; `null` where there are no files. */
  units: number | null;
  notes: string[];
}

/**
 * Units as the plan expects the control's.
 *
 * @throws {UserError} when it does not say what a metric's control is expected to do.
 */
export function drawnFromPlan(plan: Plan, path: string | null): Drawn {
  checkNoQuantiles(plan, path);
  checkBetter(plan, path);
  const metrics = plan.metrics.map(({ name, baseline }) => {
    if (baseline !== null) return { name, baseline };
    throw new UserError(`${name} has no baseline to draw units from`, {
      ...(path === null ? {} : { location: { file: path } }),
      hint: 'add one (baseline: 10%, or { mean: 25, sd: 40 }), or pass --from results.csv',
    });
  });
  const kinds = metrics.map(({ baseline }) => ('rate' in baseline ? 'proportion' : 'mean'));
  const notes = plan.metrics.flatMap(({ name, covariate, kind }) => [
    ...(covariate === null
      ? []
      : [
          `what ${wordCovariates(covariate)} of ${name} is in no plan, so it is not adjusted for it; --from has it.`,
        ]),
    ...(kind === 'ratio'
      ? [`${name} is drawn as a mean of one number a unit; --from has its parts.`]
      : []),
  ]);
  if (metrics.length > 1)
    notes.push('metrics are drawn independently of each other; --from keeps what they share.');
  if (plan.stratify !== null) notes.push(unstratified(plan.stratify));
  const design = { ...designWith(plan, kinds), stratify: null };
  const unadjusted = design.metrics.map((metric) => ({ ...metric, covariates: [] }));
  return {
    source: { from: 'plan', metrics },
    plan,
    design: { ...design, metrics: unadjusted },
    units: null,
    notes,
  };
}

/**
 * The units of the control in these files.
 *
 * @throws {UserError} when they cannot be read, have no single units of it, or are not what the plan says
 *   of them.
 */
export async function drawnFromFiles(
  { plan, checkKinds }: PlanRead,
  flags: SimulateFlags,
  io: Io,
): Promise<Drawn> {
  checkNoQuantiles(plan, null);
  checkBetter(plan, null);
  const options = planReadOptions({ ...plan, segments: [], stratify: null }, csvFormatFrom(flags));
  const files = await sourcesOf(flags.from);
  const rows = { ...options, keepsUnits: true };
  const { aggregates, reading } = await readWithProgress(files, rows, io, { quiet: false });
  const control = controlCells(aggregates, plan, flags.from[0]!);
  const design = designWith(plan, []);
  const kinds = design.metrics.map((metric, i) => kindOf(aggregates, metric, i));
  checkKinds(kinds);
  const seen = plan.metrics.map((metric, i) => observed(metric, control, i, kinds[i]!));
  // The gate plans by the plan's own baseline, where it has one.
  const metrics = seen.map((metric, i) => ({
    ...metric,
    baseline: plan.metrics[i]!.baseline ?? metric.baseline,
  }));
  const known = { plan: { ...plan, metrics }, units: control.units };
  if (reading.layout === 'summary') {
    throw new UserError('a file of summaries has no single units to draw from', {
      location: { file: flags.from[0]! },
      hint: 'give the file of rows, or say the baseline in the plan and leave out --from',
    });
  }
  if (reading.layout === 'counts') {
    const drawn = drawnFromPlan({ ...plan, metrics: seen }, null);
    return { ...drawn, ...known };
  }
  const source: UnitSource = { from: 'units', atoms: atomsOf(control.unitValues!) };
  const notes = plan.stratify === null ? [] : [unstratified(plan.stratify)];
  return { source, ...known, design: { ...designWith(plan, kinds), stratify: null }, notes };
}

/** Whether a treatment is to be better or not worse is what the scenarios are made of. */
function checkBetter(plan: Plan, path: string | null): void {
  const { name, margin } = plan.metrics[0]!;
  if (margin === null) return;
  throw new UserError(`${name} has a margin: such a plan is not simulated`, {
    ...(path === null ? {} : { location: { file: path } }),
    hint: 'perso-test power --margin tells its power; a treatment at the margin passes with alpha at most',
  });
}

/** What is drawn is remembered by its moments, which tell no quantile. */
function checkNoQuantiles(plan: Plan, path: string | null): void {
  const quantile = plan.metrics.find(({ kind }) => kind === 'quantile');
  if (quantile === undefined) return;
  throw new UserError(`${quantile.name} is a quantile, and those are not simulated`, {
    ...(path === null ? {} : { location: { file: path } }),
    hint: 'simulate a copy of the plan without it; its own errors are in docs/statistics.md',
  });
}

function unstratified(column: string): string {
  return `what ${column} explains is not drawn, so metrics are compared over all units.`;
}

function wordCovariates(covariate: string | readonly string[]): string {
  return typeof covariate === 'string'
    ? `${covariate} explains`
    : `${covariate.join(' and ')} explain`;
}

function designWith(plan: Plan, kinds: readonly MetricKind[]): Design {
  const design = plannedDesign(plan, null);
  const metrics = design.metrics.map((metric, i) => ({ ...metric, kind: kinds[i] ?? metric.kind }));
  return { ...design, metrics };
}

function controlCells(
  { variants }: Aggregates,
  { control }: Plan,
  file: string,
): VariantAggregates {
  const aggregates = variants.get(control);
  if (aggregates !== undefined && aggregates.units > 0) return aggregates;
  throw new UserError(`the data have no units of ${control}, the control of the plan`, {
    location: { file },
    hint: `variants there: ${[...variants.keys()].join(', ')}`,
  });
}

/** The metric with what the control has done as its baseline. */
function observed(
  metric: PlannedMetric,
  { samples }: VariantAggregates,
  index: number,
  kind: MetricKind,
): PlannedMetric {
  const { moments, successes } = samples[index]!;
  if (moments.n < 2) {
    throw new UserError(`the control has too few units with a value of ${metric.name}`, {
      hint: 'two are the least that vary; some thousands are worth drawing from',
    });
  }
  const own = kind === 'ratio' && moments.mean[1] !== 0 ? linearizedRatio(moments) : moments;
  const baseline: PlannedBaseline =
    kind === 'proportion'
      ? { rate: successes! / moments.n }
      : { mean: own.mean[0]!, sd: Math.sqrt(variance(own)) };
  return { ...metric, baseline };
}
