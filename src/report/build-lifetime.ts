import type { Calibration, Foretold } from '../experiment/lifetime/calibration.js';
import type { LifetimeAnalysis, PredictedDifference } from '../experiment/lifetime/lifetime.js';
import { covarianceOf, logsOf } from '../experiment/lifetime/value-model.js';
import { isoDay } from '../experiment/over-time/day-aggregates.js';
import { normalQuantile } from '../stats/distributions/normal.js';
import type { LifetimeCheck, LifetimeReport, PredictedComparison } from './lifetime-report.js';
import {
  type LifetimeFact,
  lifetimeCheck,
  RATIO_ALPHA,
  wordNoModel,
} from './wording/lifetime-wording.js';

/** All that the report tells beside the analysis. */
export interface LifetimeAsked
  extends Pick<LifetimeReport, 'tool' | 'input' | 'question' | 'lifetime'> {
  /** Why the model was not held against later purchases, where that was not tried. */
  whyNotForetold: string | null;
}

/** The report of what customers are expected to buy. */
export function buildLifetime(analysis: LifetimeAnalysis, asked: LifetimeAsked): LifetimeReport {
  const { model, predictions: _, everyone, byRepeats, arms, calibration } = analysis;
  const { tool, input, question, lifetime } = asked;
  const checks = checksOf(analysis, asked);
  const isValid = checks.every(({ status }) => status !== 'fail');
  const { r, alpha, a, b } = model.purchases.model;
  const spend = model.spending?.model;
  return {
    schemaVersion: 1,
    tool,
    input,
    question,
    lifetime,
    model: {
      ...parametersOf(analysis, question.alpha),
      meanRate: r / alpha,
      meanLeaving: a / (a + b),
      meanSpend: spend === undefined ? null : (spend.p * spend.gamma) / (spend.q - 1),
      correlation: analysis.correlation,
    },
    predictions: { ...everyone, byRepeats },
    calibration:
      calibration === null || 'code' in calibration
        ? null
        : calibrationReport(
            calibration,
            arms.map(({ variant }) => variant),
          ),
    notForetold:
      calibration !== null && 'code' in calibration
        ? { code: calibration.code, message: wordNoModel(calibration) }
        : null,
    variants: arms.map(({ variant, ...rest }) => ({ name: variant, ...rest })),
    predictedComparisons: analysis.differences.map((one) =>
      comparisonReport(one, arms[0]!.variant, isValid),
    ),
    checks,
  };
}

function parametersOf({ model }: LifetimeAnalysis, alpha: number) {
  const [logs, covariance] = [logsOf(model), covarianceOf(model)];
  const reach = normalQuantile(alpha / 2, 'upper');
  const names = ['r', 'alpha', 'a', 'b', 'p', 'q', 'gamma'] as const;
  const all = logs.map((log, i) => {
    const error = reach * Math.sqrt(covariance[i]![i]!);
    return {
      name: names[i]!,
      estimate: Math.exp(log),
      lower: Math.exp(log - error),
      upper: Math.exp(log + error),
    };
  });
  const { purchases, spending } = model;
  return {
    purchases: { parameters: all.slice(0, 4), logLikelihood: purchases.logLikelihood },
    spending:
      spending === null
        ? null
        : { parameters: all.slice(4), logLikelihood: spending.logLikelihood },
  };
}

function calibrationReport(
  { until, end, purchases, value, byRepeats, byArm }: Calibration,
  variants: readonly string[],
): NonNullable<LifetimeReport['calibration']> {
  return {
    until: isoDay(until),
    end: isoDay(end),
    purchases: { ...purchases },
    value,
    byRepeats,
    byVariant: byArm.map((one, j) => ({ variant: variants[j]!, ...one })),
  };
}

function comparisonReport(
  { treatment, measure, control: controlMean, mean, test, level }: PredictedDifference,
  control: string,
  isValid: boolean,
): PredictedComparison {
  const estimate = mean - controlMean;
  const relative = test.relativeInterval(level);
  const rejected = test.pValue < level;
  return {
    measure,
    control,
    treatment,
    controlMean,
    treatmentMean: mean,
    effect: { estimate, ...test.effectInterval(level) },
    relativeEffect: relative === null ? null : { estimate: estimate / controlMean, ...relative },
    pValue: test.pValue,
    logPValue: test.logPValue,
    confidence: 1 - level,
    outcome: !isValid ? 'invalid' : !rejected ? 'unclear' : estimate > 0 ? 'higher' : 'lower',
  };
}

/** Beyond so much the model is said to be wrong of later purchases, where chance does not explain it. */
const FAR_OFF = 0.05;
const FORETOLD_ALPHA = 0.01;

/** Above this the independence of spending and frequency is in doubt; a choice of ours. */
const CORRELATED = 0.3;

function checksOf(analysis: LifetimeAnalysis, asked: LifetimeAsked): LifetimeCheck[] {
  const { arms, sampleRatio, correlation } = analysis;
  const { lifetime, input } = asked;
  const hasAssignments = input.assignments !== null;
  const checks: LifetimeCheck[] = [];
  const add = (fact: LifetimeFact, status: LifetimeCheck['status'], p: number | null = null) =>
    checks.push(lifetimeCheck(fact, status, p));
  if (sampleRatio !== null) {
    const total = arms.reduce((sum, { customers }) => sum + customers, 0);
    const shares = arms.map(({ customers }) => customers / total);
    const { pValue, logPValue } = sampleRatio;
    const status = pValue < RATIO_ALPHA ? 'fail' : 'pass';
    add({ code: 'SAMPLE_RATIO_MISMATCH', shares, logPValue, hasAssignments }, status, pValue);
    const listsAll = hasAssignments || (input.kind === 'histories' && lifetime.neverBought > 0);
    if (!listsAll) add({ code: 'BUYERS_ONLY' }, 'warn');
  }
  if (lifetime.neverBought > 0) {
    add({ code: 'NEVER_BOUGHT', customers: lifetime.neverBought }, 'warn');
  }
  for (const [fact, status, p] of foretoldChecks(analysis, asked)) add(fact, status, p);
  if (correlation !== null && Math.abs(correlation) > CORRELATED) {
    add({ code: 'SPENDING_BY_FREQUENCY', correlation }, 'warn');
  }
  if (lifetime.refundsUnmatched > 0) {
    add({ code: 'REFUNDS_UNMATCHED', refunds: lifetime.refundsUnmatched }, 'warn');
  }
  return checks;
}

function foretoldChecks(
  { calibration }: LifetimeAnalysis,
  { whyNotForetold }: LifetimeAsked,
): [LifetimeFact, LifetimeCheck['status'], number | null][] {
  if (calibration === null || 'code' in calibration) {
    const why = calibration === null ? whyNotForetold : wordNoModel(calibration);
    return why === null ? [] : [[{ code: 'NOT_FORETOLD', why }, 'warn', null]];
  }
  const check = (what: 'purchases' | 'value', foretold: Foretold) => {
    const off = Math.abs(foretold.observed / foretold.predicted - 1);
    const isWrong = foretold.pValue < FORETOLD_ALPHA && off > FAR_OFF;
    const fact: LifetimeFact = { code: 'FORETOLD', foretold, what, isWrong };
    return [fact, isWrong ? 'warn' : 'pass', foretold.pValue] as [
      LifetimeFact,
      LifetimeCheck['status'],
      number,
    ];
  };
  const { purchases, value } = calibration;
  return [check('purchases', purchases), ...(value === null ? [] : [check('value', value)])];
}
