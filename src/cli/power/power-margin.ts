import { UserError } from '../../errors.js';
import { DEFAULTS, type EffectMagnitude } from '../../experiment/design.js';
import {
  type GuardrailAnswer,
  type GuardrailQuestion,
  guardrailAnswer,
} from '../../experiment/size/guardrail-answer.js';
import type { PowerDesign } from '../../experiment/size/power-plan.js';
import { checkAlpha } from '../flags/alpha.js';
import type { PowerFlags } from './power-flags.js';
import {
  checkPower,
  checkRate,
  type Expected,
  effectFrom,
  leastUnitsOf,
  plannedTest,
  powerOfEach,
  typedExpectation,
} from './power-question.js';

/**
 * The question about a margin that the flags ask.
 *
 * @throws {UserError} when they ask for more than that, or for what makes no sense.
 */
export function guardrailQuestionFrom(
  flags: PowerFlags,
  given: Expected | null = null,
): GuardrailQuestion {
  checkFlags(flags);
  const { alpha, sampleSize: units = null, lowerIsBetter = false } = flags;
  const expected = given ?? typedExpectation(flags);
  const planned = plannedTest(flags, expected.baseline);
  const misledBy = flags.equivalence === true ? 'both' : lowerIsBetter ? 'below' : 'above';
  const skew = { ...planned, alternative: 'greater' as const, misledBy } as const;
  const test = { ...planned, ...leastUnitsOf(expected, skew) };
  const margin = flags.margin === 'smallest' ? null : marginFrom(flags.margin!, test);
  const isAsked = margin !== null && units !== null;
  const power = isAsked ? null : powerOfEach(flags.power ?? DEFAULTS.power, flags.guardrails);
  if (power !== null) checkPower(power, alpha);
  const kind = flags.equivalence === true ? 'equivalence' : 'non-inferiority';
  const benefit = flags.benefit === undefined ? 0 : effectFrom('--benefit', flags.benefit, test);
  const effect = lowerIsBetter ? -benefit : benefit;
  checkRate('--benefit', effect, test.baseline);
  return { test, kind, margin, lowerIsBetter, effect: effect + 0, units, power };
}

function marginFrom(size: EffectMagnitude, test: PowerDesign): EffectMagnitude {
  const absolute = effectFrom('--margin', size, test);
  if (absolute > 0 && !(test.baseline.kind === 'proportion' && absolute >= 1)) return size;
  throw new UserError('--margin must be above 0, and for a rate below 100 points', {
    hint: '1% is relative to the control, 0.2pp are points of a rate',
  });
}

/**
 * Its answer.
 *
 * @throws {UserError} when there is none.
 */
export function answerToGuardrail(question: GuardrailQuestion): GuardrailAnswer {
  const answer = guardrailAnswer(question);
  if (answer !== null) return answer;
  if (question.margin === null) {
    throw new UserError('--margin smallest: no margin is shown by so few units', {
      hint: 'give more of them: --sample-size',
    });
  }
  throw new UserError('--margin: no sample size can be worked out for it', {
    hint:
      question.effect === 0
        ? 'is it in the right unit? 1% is relative to the control, 0.2pp are points, 0.3 the unit of the metric'
        : 'a treatment that is truly as bad as the margin is never shown within it: see --benefit',
  });
}

function checkFlags({ mde, sampleSize, alternative, alpha, power, ...rest }: PowerFlags): void {
  const refuse = (what: string, hint: string) => {
    throw new UserError(what, { hint });
  };
  if (mde !== undefined) {
    const hint = 'plan the primary metric with --mde, and each guardrail with --margin';
    refuse('--margin and --mde: they are two questions', hint);
  }
  if (rest.margin === 'smallest' && sampleSize === undefined) {
    refuse('--margin smallest: with how many units?', 'add --sample-size 20000');
  }
  if (rest.margin !== 'smallest' && sampleSize !== undefined && power !== undefined) {
    const hint = 'leave out the one that you want to know; for the margin: --margin smallest';
    refuse('--margin, --sample-size and --power are all given, so nothing is asked', hint);
  }
  if (alternative !== 'two-sided') {
    const hint = 'where higher is worse, pass --lower-is-better';
    refuse(`--alternative ${alternative}: a margin has a side of its own`, hint);
  }
  // A margin is tested on one side, whatever was said of an effect.
  checkAlpha(alpha, 'greater');
  if (rest.futility !== undefined) {
    const hint = 'pass it with --mde: only an effect that is looked for is given up';
    refuse(`--futility ${rest.futility}: a margin ends no test for futility`, hint);
  }
  if (rest.equivalence === true && rest.lowerIsBetter === true) {
    const hint = 'leave out --lower-is-better';
    refuse('--equivalence is about both sides, and none is the better one', hint);
  }
}
