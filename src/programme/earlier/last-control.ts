import type { Plan, PlannedBaseline } from '../../experiment/size/plan.js';
import { plannedUnits } from '../../experiment/size/planned-units.js';
import type { RecordedLine } from '../../read/journal/schema.js';
import { normalTails } from '../../stats/distributions/normal.js';
import { type ArmOnRecord, effectsOnRecord, metricsOnRecord } from '../effects-on-record.js';
import type { ExperimentOnRecord } from '../experiment-on-record.js';

/** What the control did in the last test like this one, and whether the plan expects the same. */
export interface LastControl {
  experiment: string;
  /** When it was looked at. */
  time: string;
  units: number;
  baseline: PlannedBaseline;
  /** Of the rate or mean. */
  standardError: number;
  /** Two-sided, that it is the plan's baseline; `null` where the plan has none. */
  pValue: number | null;
  /** Whether it is another by more than chance, at the plan's alpha. */
  differs: boolean;
  /** How many units the plan would take with it, over all variants; `null` where the plan's size is given or unknown. */
  plannedTotal: number | null;
}

/** Tags by which a control is another: where it stands, and who sees it. */
const SURFACE = 'surface';
const AUDIENCE = 'audience';

/**
 * The control of the last valid look at the plan's primary metric, on the plan's surface and, where there was one,
 * with its audience; `null` where there is none, or the metric has no baseline.
 */
export function lastControl(
  plan: Plan,
  records: readonly ExperimentOnRecord[],
): LastControl | null {
  const [primary] = plan.metrics;
  const found = narrowed(plan, records).flatMap((record) => {
    const arm = controlOf(record, primary!.name, primary!.kind);
    return arm === null ? [] : [{ record, arm }];
  });
  const last = found.reduce<(typeof found)[number] | null>(
    (latest, one) =>
      latest === null || one.record.lastLook.time > latest.record.lastLook.time ? one : latest,
    null,
  );
  return last === null ? null : comparedWith(plan, last.record, last.arm);
}

/** Whether a test had a gate: only a look tells when it was, and so which of them is the last. */
function hasLook(record: ExperimentOnRecord): record is LookedAt {
  return record.lastLook !== null;
}

type LookedAt = ExperimentOnRecord & { lastLook: RecordedLine };

/** By each tag in turn: without the plan's surface there is none to compare with, without its audience any. */
function narrowed({ tags, metrics }: Plan, all: readonly ExperimentOnRecord[]): LookedAt[] {
  const tested = all
    .filter(hasLook)
    .filter((record) => metricsOnRecord(record).includes(metrics[0]!.name));
  const surface = tags?.get(SURFACE);
  const there = tested.filter((record) => record.tags.get(SURFACE) === surface);
  // A plan that names none is of the only one, if there is only one.
  const isOnly = new Set(tested.map((record) => record.tags.get(SURFACE))).size === 1;
  const left = surface === undefined && isOnly ? tested : there;
  const audience = tags?.get(AUDIENCE);
  const same = left.filter((record) => record.tags.get(AUDIENCE) === audience);
  return audience === undefined || same.length === 0 ? left : same;
}

function controlOf(
  record: ExperimentOnRecord,
  metric: string,
  kind: string | null,
): ArmOnRecord | null {
  const effect = effectsOnRecord(record).find((one) => one.metric === metric && one.valid);
  const isSame = kind === null || effect?.kind === kind;
  const isKnown = effect?.kind === 'proportion' || effect?.kind === 'mean';
  const arm = effect?.arms?.control ?? null;
  return isSame && isKnown && arm !== null && arm.variance !== null ? arm : null;
}

function comparedWith(plan: Plan, record: LookedAt, arm: ArmOnRecord): LastControl {
  const [primary] = plan.metrics;
  const { n, mean, variance, successes } = arm;
  const baseline: PlannedBaseline =
    successes === undefined ? { mean, sd: Math.sqrt(variance!) } : { rate: mean };
  const standardError = Math.sqrt(variance! / n);
  const expected = primary!.baseline;
  const pValue = expected === null ? null : pValueOf(expected, { mean, standardError, n });
  return {
    experiment: record.experiment,
    time: record.lastLook.time,
    units: n,
    baseline,
    standardError,
    pValue,
    differs: pValue !== null && pValue < plan.alpha,
    plannedTotal: totalWith(plan, baseline),
  };
}

/** Of a rate by its variance were the plan right, the score test; of a mean by that of the data. */
function pValueOf(
  expected: PlannedBaseline,
  { mean, standardError, n }: { mean: number; standardError: number; n: number },
): number | null {
  const [planned, error] =
    'rate' in expected
      ? [expected.rate, Math.sqrt((expected.rate * (1 - expected.rate)) / n)]
      : [expected.mean, standardError];
  return error > 0 ? Math.min(1, 2 * normalTails(Math.abs(mean - planned) / error).upper) : null;
}

function totalWith(plan: Plan, baseline: PlannedBaseline): number | null {
  if (plan.sampleSize !== null) return null;
  const [primary, ...others] = plan.metrics;
  const units = plannedUnits({ ...plan, metrics: [{ ...primary!, baseline }, ...others] });
  return units === null ? null : [...units.values()].reduce((sum, one) => sum + one, 0);
}
