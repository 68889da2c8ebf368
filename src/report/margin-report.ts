import type * as z from 'zod/mini';
import { expectedLevel } from '../experiment/size/baseline.js';
import type { GuardrailAnswer, GuardrailQuestion } from '../experiment/size/guardrail-answer.js';
import { marginCurve, marginNeighbours } from './margin-nearby.js';
import { formulaOfPilot } from './pilot-report.js';
import { powerMonitoring } from './power-monitoring.js';
import { durationDays, plannedTogether } from './power-report.js';
import type { marginSchema } from './schemas/margin-schema.js';

/** The answer of `power --margin`: what `--format json` prints. Shares are 0–1. */
export type MarginReport = z.output<typeof marginSchema>;

const FORMULAS = {
  'non-inferiority': {
    proportion:
      'normal approximation, variance under the null at the rates that differ by the margin (Farrington & Manning 1990, eq. 4)',
    mean: 'noncentral t distribution, common variance, the effect seen from the margin',
  },
  equivalence: {
    proportion:
      'normal approximation, variance under each null at the rates that differ by the margin (Farrington & Manning 1990; two one-sided tests, Schuirmann 1987)',
    mean: 'exact power of two one-sided t-tests (Phillips 1990)',
  },
};

/**
 * The report of a margin that is planned.
 *
 * @param dailyUnits over all variants; `null` where nobody knows how many a day brings
 * @param guardrails how many other tests the decision waits for
 * @param pilot what the control was read from
 * @example
 * const question = {
 *   test: {
 *     baseline: { kind: 'proportion', rate: 0.05 }, alpha: 0.05, variants: 2, allocation: 1,
 *     monitoring: { method: 'fixed' },
 *   },
 *   kind: 'non-inferiority', margin: { scale: 'points', size: 0.005 }, lowerIsBetter: true,
 *   effect: 0, units: null, power: 0.9,
 * } satisfies GuardrailQuestion;
 * const answer = guardrailAnswer(question);
 * if (answer === null) throw new Error('no such margin');
 * // With 8,000 units a day.
 * marginReport(question, answer, 8_000).durationDays; // => 9
 */
export function marginReport(
  question: GuardrailQuestion,
  answer: GuardrailAnswer,
  dailyUnits: number | null = null,
  guardrails = 0,
  pilot: MarginReport['pilot'] = null,
): MarginReport {
  const { test, lowerIsBetter, effect } = question;
  const { solvedFor, margin, sampleSize, power, forPower } = answer;
  const { baseline } = test;
  return {
    schemaVersion: 1,
    solvedFor,
    kind: baseline.kind,
    baseline: expectedLevel(baseline),
    sd: baseline.kind === 'mean' ? baseline.sd : null,
    alpha: test.alpha,
    power,
    decision: plannedTogether(power, guardrails),
    variants: test.variants,
    alternative: margin.kind === 'equivalence' ? 'both' : lowerIsBetter ? 'less' : 'greater',
    monitoring: powerMonitoring(
      { ...test, correction: 'none', alternative: 'greater' },
      forPower?.power ?? power,
      { effect: null, total: sampleSize.total },
    ),
    sampleSize,
    margin,
    mde: null,
    assumedEffect: effect,
    dailyUnits,
    durationDays: durationDays(sampleSize, dailyUnits),
    formula: formulaOfPilot(FORMULAS[margin.kind][baseline.kind], pilot),
    neighbours: marginNeighbours(question, answer, dailyUnits),
    curve: marginCurve(question, answer),
    pilot,
  };
}
