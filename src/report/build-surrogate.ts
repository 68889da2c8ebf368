import {
  contributions,
  type IndexDifference,
  type IndexedArm,
  shiftOf,
} from '../experiment/surrogate/surrogate-effect.js';
import type { IndexOnRecord } from '../programme/index-on-record.js';
import type { ChiSquareTest } from '../stats/distributions/chi-square.js';
import { normalQuantile } from '../stats/distributions/normal.js';
import { type IndexModel, rawWeights } from '../stats/surrogate/index-model.js';
import type {
  IndexComparison,
  IndexRecord,
  SurrogateCheck,
  SurrogateReport,
} from './surrogate-report.js';
import {
  type SurrogateFact,
  wordAssumptions,
  wordSurrogateCheck,
} from './wording/surrogate-wording.js';

/** All that the report is made of. */
export interface SurrogateFound extends Pick<SurrogateReport, 'tool' | 'input' | 'alpha'> {
  model: IndexModel;
  outcome: string;
  measures: readonly { name: string; role: 'surrogate' | 'covariate' }[];
  arms: readonly IndexedArm[];
  differences: readonly IndexDifference[];
  /** Units that lack a measurement: of the history, and of each variant. */
  missing: { history: number; byVariant: readonly number[] };
  sampleRatio: ChiSquareTest;
  /** `null` where no ledger was given. */
  onRecord: readonly IndexOnRecord[] | null;
}

/** The split of every experiment is judged so (experiment/checks). */
const RATIO_ALPHA = 0.001;

/** The report of a surrogate index. */
export function buildSurrogate(found: SurrogateFound): SurrogateReport {
  const { tool, input, alpha, model, outcome, measures, arms, missing } = found;
  const isValid = !(found.sampleRatio.pValue < RATIO_ALPHA);
  const raw = rawWeights(model);
  const shifts = shiftOf(model, arms);
  const onRecord = found.onRecord?.map((one) => recordOf(one, alpha)) ?? null;
  return {
    schemaVersion: 1,
    tool,
    input,
    alpha,
    surrogacy: {
      outcome,
      family: model.family,
      units: model.units,
      missing: missing.history,
      explained: model.explained,
      measures: measures.map((one, j) => ({ ...one, ...raw[j]!, shift: shifts[j]! })),
    },
    variants: arms.map(({ variant, units, mean, ownVariance }, i) => ({
      name: variant,
      units,
      missing: missing.byVariant[i]!,
      index: mean,
      standardError: Math.sqrt(ownVariance),
    })),
    indexComparisons: found.differences.map((one) => comparisonOf(one, found, isValid)),
    onRecord,
    checks: checksOf(found, shifts, onRecord, isValid),
    assumptions: wordAssumptions(outcome),
  };
}

function comparisonOf(
  one: IndexDifference,
  { model, measures }: SurrogateFound,
  isValid: boolean,
): IndexComparison {
  const { control, treatment, test, level } = one;
  const estimate = treatment.mean - control.mean;
  const relative = test.relativeInterval(level);
  const rejected = test.pValue < level;
  const amounts = model.family === 'linear' ? contributions(model, one) : null;
  return {
    control: control.variant,
    treatment: treatment.variant,
    effect: { estimate, ...test.effectInterval(level) },
    relativeEffect: relative === null ? null : { estimate: estimate / control.mean, ...relative },
    pValue: test.pValue,
    logPValue: test.logPValue,
    confidence: 1 - level,
    outcome: !isValid ? 'invalid' : !rejected ? 'unclear' : estimate > 0 ? 'higher' : 'lower',
    standardError: one.error,
    knownModelError: one.knownModelError,
    modelShare: one.modelShare,
    contributions: amounts?.map((amount, j) => ({ name: measures[j]!.name, amount })) ?? null,
  };
}

function recordOf(one: IndexOnRecord, alpha: number): IndexRecord {
  const reach = normalQuantile(alpha / 2, 'upper') * one.gapError;
  return { ...one, reach, missed: Math.abs(one.observed - one.predicted) > reach };
}

/** A mean farther from the history than that is no longer like it; and so little explained is hardly anything. */
const FAR = 0.5;
const WEAK = 0.1;

function checksOf(
  found: SurrogateFound,
  shifts: readonly number[],
  onRecord: readonly IndexRecord[] | null,
  isValid: boolean,
): SurrogateCheck[] {
  const { arms, sampleRatio, model, outcome, measures, missing } = found;
  const checks: SurrogateCheck[] = [];
  const add = (
    fact: SurrogateFact,
    status: SurrogateCheck['status'],
    pValue: number | null = null,
  ) => checks.push({ code: fact.code, status, pValue, message: wordSurrogateCheck(fact) });
  const units = arms.reduce((sum, arm) => sum + arm.units, 0);
  const { logPValue, pValue } = sampleRatio;
  const lost = missing.byVariant.reduce((sum, count) => sum + count, 0);
  const assigned = arms.map((arm, i) => arm.units + missing.byVariant[i]!);
  const shares = assigned.map((count) => count / (units + lost));
  const split = { code: 'SAMPLE_RATIO_MISMATCH', shares, logPValue, failed: !isValid } as const;
  add(split, isValid ? 'pass' : 'fail', pValue);
  if (lost + missing.history > 0) {
    add({ code: 'MEASURES_MISSING', missing: lost, units, history: missing.history }, 'warn');
  }
  for (const [j, shift] of shifts.entries()) {
    const name = measures[j]!.name;
    if (Math.abs(shift) > FAR) add({ code: 'FAR_FROM_HISTORY', name, shift }, 'warn');
  }
  if (model.explained < WEAK) {
    add({ code: 'WEAK_INDEX', explained: Math.max(0, model.explained), outcome }, 'warn');
  }
  if (onRecord === null || onRecord.length === 0) {
    add({ code: 'NOT_ON_RECORD', given: onRecord !== null, outcome }, 'warn');
  } else {
    const sameSign = onRecord.filter((one) => one.predicted * one.observed > 0).length;
    const missed = onRecord.filter((one) => one.missed).length;
    const fact = {
      code: 'INDEX_ON_RECORD',
      experiments: onRecord.length,
      sameSign,
      missed,
    } as const;
    add(fact, missed > 0 ? 'warn' : 'pass');
  }
  return checks;
}
