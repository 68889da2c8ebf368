import { estimatedArms, stratifiedArms } from '../experiment/compare/estimated-arms.js';
import { sampleOnRecord } from '../gate/arms-on-record.js';
import type { JournalLineV1 } from '../read/journal/version-1.js';
import type { JournalArm, JournalComparison } from '../read/journal/version-2.js';
import { normalQuantile } from '../stats/distributions/normal.js';
import { NO_SCALE, type ScaledEffects, scaledEffects } from '../stats/tests/scaled-effects.js';
import type { ArmOnRecord, EffectOnRecord } from './effect.js';
import { effectsOfReport } from './effects-of-report.js';
import { type ExperimentOnRecord, judgedBy } from './experiment-on-record.js';

export type { ArmOnRecord, EffectOnRecord } from './effect.js';

/**
 * The effects of an experiment's last look at new data, or of its report, metric by metric.
 *
 * @example
 * const journal = readJournal('fixtures/programme/cart-checkout-short.jsonl');
 * const record = experimentOnRecord(journal, null);
 * record.experiment; // => 'cart-checkout-short'
 * effectsOnRecord(record)[0]?.treatment; // => 'personalized'
 */
export function effectsOnRecord(record: ExperimentOnRecord): EffectOnRecord[] {
  const { lastLook, report } = record;
  if (lastLook === null) return report === null ? [] : effectsOfReport(report, record);
  const valid = lastLook.decision !== 'invalid';
  return lastLook.schemaVersion === 1
    ? lastLook.comparisons.map((one) => ({ ...ofVersion1(one, record), valid }))
    : lastLook.comparisons.map((one) => ({ ...ofVersion2(one, record), valid }));
}

/** The metrics of an experiment's last look at new data, or of its report, by name. */
export function metricsOnRecord(record: ExperimentOnRecord): string[] {
  return [...(judgedBy(record)?.comparisons ?? [])].map(({ metric }) => metric);
}

/**
 * How the errors of two effects covary, on one of their scales: 0 of two experiments, by the control that two
 * treatments share; `null` of two metrics of one experiment, where that is not on record.
 * @example
 * const journal = readJournal('fixtures/programme/home-recs-strength.jsonl');
 * const [a, b] = effectsOnRecord(experimentOnRecord(journal, null));
 * if (a === undefined || b === undefined) throw new Error('too few effects');
 * [a.metric, a.treatment, b.metric, b.treatment]; // => [ 'signup', 'light', 'signup', 'full' ]
 * // Both have the control's error.
 * covarianceOf(a, b, 'effect'); // => 6.272e-7
 * // With itself an effect covaries as much as it errs.
 * covarianceOf(a, a, 'effect') === (a.effect?.standardError ?? 0) ** 2; // => true
 */
export function covarianceOf(
  a: EffectOnRecord,
  b: EffectOnRecord,
  scale: keyof ScaledEffects,
): number | null {
  if (a.journal !== b.journal) return 0;
  const [x, y] = [a[scale], b[scale]];
  if (a.metric !== b.metric || x === null || y === null) return null;
  if (a.treatment === b.treatment) return x.standardError ** 2;
  return x.controlPart === null || y.controlPart === null ? null : x.controlPart * y.controlPart;
}

type Told = Omit<EffectOnRecord, 'valid'>;

function commonOf(record: ExperimentOnRecord, treatment: string) {
  const { experiment, journal, days, plan, decision, variant } = record;
  return {
    experiment,
    journal,
    treatment,
    days,
    alpha: plan?.plan.alpha ?? null,
    shipped: decision === 'ship' && variant === treatment,
  };
}

function ofVersion2(one: JournalComparison, record: ExperimentOnRecord): Told {
  const { metric, kind, role, direction, control, treatment, effect, confidence } = one;
  const { netEffect, pValue, adjustedPValue, outcome } = one;
  return {
    ...commonOf(record, treatment.variant),
    metric,
    kind,
    role,
    direction,
    control: control.variant,
    arms: { control: seen(control), treatment: seen(treatment) },
    observed: effect,
    confidence,
    netEffect,
    units: control.n + treatment.n,
    pValue,
    adjustedPValue,
    outcome,
    significant: significanceOf(one, record),
    ...scalesOf(one, record),
  };
}

function seen({ variant, n, mean, variance, successes }: JournalArm): ArmOnRecord {
  return { variant, n, mean, variance, ...(successes === undefined ? {} : { successes }) };
}

/** Of a guardrail and of a net effect the outcome says more than a test at no effect; without a plan it says all. */
function significanceOf(
  { adjustedPValue, outcome, effect }: JournalComparison,
  { plan }: ExperimentOnRecord,
): boolean | null {
  if (outcome === 'untestable') return null;
  if (plan !== null && adjustedPValue !== null) return adjustedPValue < plan.plan.alpha;
  return (
    (effect.lower ?? Number.NEGATIVE_INFINITY) > 0 || (effect.upper ?? Number.POSITIVE_INFINITY) < 0
  );
}

function scalesOf(one: JournalComparison, record: ExperimentOnRecord): ScaledEffects {
  const { kind, covariates, strata, control, treatment } = one;
  if (kind === 'quantile') return ofQuantile(one, record);
  const samples = (arms: { control: JournalArm; treatment: JournalArm }) => ({
    control: sampleOnRecord(arms.control),
    treatment: sampleOnRecord(arms.treatment),
  });
  const arms =
    strata === undefined
      ? estimatedArms(samples({ control, treatment }), kind, covariates)
      : stratifiedArms(strata.map(samples), kind, covariates);
  return typeof arms === 'string' ? NO_SCALE : scaledEffects(arms);
}

/**
 * A quantile has no moments on record: its error is that of its interval, where that is two-sided and of one look;
 * a sequence's is wider by what looking again costs. What comes of its control is not known.
 */
function ofQuantile(
  { effect: { estimate, lower, upper }, confidence }: JournalComparison,
  { plan }: ExperimentOnRecord,
): ScaledEffects {
  if (plan?.plan.monitoring.method !== 'fixed') return NO_SCALE;
  if (lower === null || upper === null || confidence === null || !(upper > lower)) return NO_SCALE;
  const standardError = (upper - lower) / (2 * normalQuantile(1 - (1 - confidence) / 2));
  return { ...NO_SCALE, effect: { estimate, standardError, controlPart: null } };
}

function ofVersion1(one: JournalLineV1['comparisons'][number], record: ExperimentOnRecord): Told {
  const planned = record.plan?.plan.metrics.find(({ name }) => name === one.metric);
  return {
    ...commonOf(record, one.treatment),
    metric: one.metric,
    kind: planned?.kind ?? null,
    role: one.role,
    direction: planned === undefined ? null : planned.lowerIsBetter ? 'decrease' : 'increase',
    control: record.plan?.plan.control ?? null,
    arms: null,
    observed: one.effect,
    confidence: null,
    netEffect: null,
    units: null,
    pValue: one.pValue,
    adjustedPValue: null,
    outcome: null,
    significant: null,
    ...NO_SCALE,
  };
}
