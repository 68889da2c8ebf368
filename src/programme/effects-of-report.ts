import type { Method } from '../experiment/compare/tests.js';
import type { ReportedComparison, ReportLine } from '../read/journal/report-line.js';
import { estimatedRate, type PointEstimate } from '../stats/tests/point-estimate.js';
import { NO_SCALE, type ScaledEffects, scaledEffects } from '../stats/tests/scaled-effects.js';
import type { EffectOnRecord } from './effect.js';
import type { ExperimentOnRecord } from './experiment-on-record.js';

type Record = Pick<ExperimentOnRecord, 'experiment' | 'journal' | 'decision' | 'variant'>;

/** The effects that a report on record has, of a test that had no gate. */
export function effectsOfReport(report: ReportLine, record: Record): EffectOnRecord[] {
  return report.comparisons.map((one) => effectOf(one, report, record));
}

function effectOf(
  one: ReportedComparison,
  { alpha, decision }: ReportLine,
  record: Record,
): EffectOnRecord {
  const { metric, kind, role, direction, control, treatment, effect, confidence } = one;
  const { netEffect, pValue, adjustedPValue, outcome } = one;
  return {
    experiment: record.experiment,
    journal: record.journal,
    metric,
    kind,
    role,
    direction,
    treatment: treatment.variant,
    control: control.variant,
    arms: { control, treatment },
    observed: effect,
    confidence,
    netEffect,
    units: control.n + treatment.n,
    days: 0,
    alpha,
    pValue,
    adjustedPValue,
    outcome,
    significant: adjustedPValue === null ? null : adjustedPValue < alpha,
    shipped: record.decision === 'ship' && record.variant === treatment.variant,
    valid: decision !== 'invalid',
    ...scalesOf(one),
  };
}

/**
 * A report has no moments: of what was neither adjusted nor compared within strata the arms tell all; of the rest the
 * statistic of its t-test tells the error of the effect, and what of that is the control's is not known.
 */
function scalesOf(one: ReportedComparison): ScaledEffects {
  const { kind, covariates, stratified, control, treatment } = one;
  if (kind === 'quantile' || one.outcome === 'untestable') return NO_SCALE;
  if (covariates.length > 0 || stratified !== null) return byStatistic(one);
  const [c, t] = [estimateOf(control), estimateOf(treatment)];
  return c === null || t === null ? NO_SCALE : scaledEffects({ control: c, treatment: t });
}

function estimateOf({
  n,
  mean,
  variance,
  successes,
}: ReportedComparison['control']): PointEstimate | null {
  if (successes !== undefined) {
    const isSure = successes === 0 || successes === n;
    const counts = isSure ? { successes: successes + 0.5, n: n + 1 } : { successes, n };
    return { estimate: mean, variance: estimatedRate(counts).variance };
  }
  return variance === null || n < 2 ? null : { estimate: mean, variance: variance / n };
}

/** The tests whose statistic is the effect in its standard errors. */
const IN_STANDARD_ERRORS: readonly Method[] = ['welch', 'student', 'delta', 'post-stratified'];

function byStatistic({ method, statistic, atMargin, effect }: ReportedComparison): ScaledEffects {
  const isTold = IN_STANDARD_ERRORS.includes(method) && !atMargin;
  if (!isTold || !statistic || effect.estimate === 0) return NO_SCALE;
  const standardError = Math.abs(effect.estimate / statistic);
  const scaled = { estimate: effect.estimate, standardError, controlPart: null };
  return { ...NO_SCALE, effect: scaled };
}
