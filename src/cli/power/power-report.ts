import { UserError } from '../../errors.js';
import type { BeliefOnFile } from '../../experiment/effect-belief.js';
import { bareMisfit } from '../../experiment/effect-misfit.js';
import { assuranceOf } from '../../experiment/size/assurance.js';
import type { Baseline } from '../../experiment/size/baseline.js';
import { guardrailAnswer } from '../../experiment/size/guardrail-answer.js';
import type { Pilot } from '../../experiment/size/pilot.js';
import { answerRange } from '../../experiment/size/pilot-range.js';
import { type PowerAnswer, powerAnswer } from '../../experiment/size/power-answer.js';
import type { PowerDesign } from '../../experiment/size/power-plan.js';
import { beliefReport } from '../../report/belief-report.js';
import { type MarginReport, marginReport } from '../../report/margin-report.js';
import { type PilotRead, pilotReport } from '../../report/pilot-report.js';
import { type PowerReport, powerReport } from '../../report/power-report.js';
import { answerTo } from './power-answer.js';
import type { PowerFlags } from './power-flags.js';
import { answerToGuardrail, guardrailQuestionFrom } from './power-margin.js';
import { questionFrom } from './power-question.js';

/**
 * The report of the effect that the flags ask about.
 *
 * @param read the past data that the control is expected by; `null` where it is typed.
 */
export function effectReport(
  flags: PowerFlags,
  read: PilotRead | null,
  believed: BeliefOnFile | null,
): PowerReport {
  const { dailyUnits = null, guardrails } = flags;
  const asked = read === null ? flags : inUnitOf(flags, read.pilot);
  const expected = read === null ? null : { ...read.pilot };
  const question = questionFrom(asked, expected);
  const answer = answerTo(question);
  const belief = believed === null ? {} : assuranceReport(question.test, answer, believed);
  if (read === null) {
    return { ...powerReport(question.test, answer, dailyUnits, guardrails), ...belief };
  }
  const figure = (baseline: Baseline) => {
    const other = powerAnswer(questionFrom(asked, { ...read.pilot, baseline }));
    if (typeof other === 'string') return other === 'EFFECT_TOO_LARGE' ? 0 : Infinity;
    const { solvedFor, power, effect } = other;
    const { sampleSize } = other.forPower ?? other;
    if (solvedFor === 'power') return power;
    return solvedFor === 'mde' ? Math.abs(effect) : sampleSize.exactPerVariant;
  };
  const isRelative = asked.mde?.scale === 'relative';
  const range = answerRange(read.pilot, isRelative, orNone(figure));
  const pilot = pilotReport(read, question.test, answer, range);
  return { ...powerReport(question.test, answer, dailyUnits, guardrails, pilot), ...belief };
}

/** What is to be expected of the test over what is believed; nothing where the control is not known. */
function assuranceReport(
  test: PowerDesign,
  { sampleSize }: PowerAnswer,
  believed: BeliefOnFile,
): Pick<PowerReport, 'assurance'> {
  const chances = assuranceOf(test, sampleSize.exactPerVariant, believed);
  return chances === null ? {} : { assurance: { prior: beliefReport(believed), ...chances } };
}

/** The report of the margin that the flags ask about; the same of the past data. */
export function marginReportOf(flags: PowerFlags, read: PilotRead | null): MarginReport {
  const { dailyUnits = null, guardrails } = flags;
  const asked = read === null ? flags : inUnitOf(flags, read.pilot);
  const expected = read === null ? null : { ...read.pilot };
  const question = guardrailQuestionFrom(asked, expected);
  const answer = answerToGuardrail(question);
  if (read === null) return marginReport(question, answer, dailyUnits, guardrails);
  const figure = (baseline: Baseline) => {
    const other = guardrailAnswer(guardrailQuestionFrom(asked, { ...read.pilot, baseline }));
    if (other === null) return Infinity;
    const { solvedFor, power, margin } = other;
    const { sampleSize } = other.forPower ?? other;
    if (solvedFor === 'power') return power;
    return solvedFor === 'margin' ? margin.absolute : sampleSize.exactPerVariant;
  };
  const isRelative = asked.margin !== 'smallest' && asked.margin?.scale === 'relative';
  const range = answerRange(read.pilot, isRelative, orNone(figure));
  const pilot = pilotReport(read, question.test, answer, range);
  return marginReport(question, answer, dailyUnits, guardrails, pilot);
}

/** What is impossible at an end of what the pilot leaves open has no answer there. */
function orNone(figure: (baseline: Baseline) => number): (baseline: Baseline) => number {
  return (baseline) => {
    try {
      return figure(baseline);
    } catch (error) {
      if (error instanceof UserError) return Infinity;
      throw error;
    }
  };
}

/** A rate that is adjusted for covariates is tested as a mean, and its effects are points all the same. */
function inUnitOf(flags: PowerFlags, { kind, baseline }: Pilot): PowerFlags {
  if (kind !== 'proportion' || baseline.kind === 'proportion') return flags;
  const own = { ...flags };
  for (const name of ['mde', 'margin', 'benefit'] as const) {
    const size = flags[name];
    if (size === undefined || size === 'smallest') continue;
    const misfit = bareMisfit(size, kind);
    if (misfit !== null) {
      throw new UserError(`--${name} ${size.size}: ${misfit.what}`, { hint: misfit.hint });
    }
    if (size.scale === 'points') own[name] = { scale: 'absolute', size: size.size };
  }
  return own;
}
