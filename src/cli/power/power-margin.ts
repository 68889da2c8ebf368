import { UserError } from '../../errors.js';
import { DEFAULTS } from '../../experiment/design.js';
import {
  type GuardrailAnswer,
  type GuardrailQuestion,
  guardrailAnswer,
} from '../../experiment/size/guardrail-answer.js';
import { checkAlpha } from '../flags/alpha.js';
import type { PowerFlags } from './power-flags.js';
import { checkPower, effectFrom, plannedTest } from './power-question.js';

/**
 * The question about a margin that the flags ask.
 *
 * @throws {UserError} when they ask for more than that, or for what makes no sense.
 */
export function guardrailQuestionFrom(flags: PowerFlags): GuardrailQuestion {
  checkFlags(flags);
  const { alpha, power = DEFAULTS.power, lowerIsBetter = false } = flags;
  checkPower(power, alpha);
  const test = plannedTest(flags);
  const absolute = effectFrom('--margin', flags.margin!, test);
  if (!(absolute > 0) || (test.baseline.kind === 'proportion' && absolute >= 1)) {
    throw new UserError('--margin must be above 0, and for a rate below 100 points', {
      hint: '1% is relative to the control, 0.2pp are points of a rate',
    });
  }
  const kind = flags.equivalence === true ? 'equivalence' : 'non-inferiority';
  return { test, margin: { kind, size: flags.margin! }, lowerIsBetter, power };
}

/**
 * Its answer.
 *
 * @throws {UserError} when there is none.
 */
export function answerToGuardrail(question: GuardrailQuestion): GuardrailAnswer {
  const answer = guardrailAnswer(question);
  if (answer !== null) return answer;
  throw new UserError('--margin: no sample size can be worked out for it', {
    hint: 'is it in the right unit? 1% is relative to the control, 0.2pp are points, 0.3 the unit of the metric',
  });
}

function checkFlags({ mde, sampleSize, alternative, alpha, ...rest }: PowerFlags): void {
  const refuse = (what: string, hint: string) => {
    throw new UserError(what, { hint });
  };
  if (mde !== undefined) {
    const hint = 'plan the primary metric with --mde, and each guardrail with --margin';
    refuse('--margin and --mde: they are two questions', hint);
  }
  if (sampleSize !== undefined) {
    refuse('--margin gives the sample size, and takes none', 'leave out --sample-size');
  }
  if (alternative !== 'two-sided') {
    const hint = 'where higher is worse, pass --lower-is-better';
    refuse(`--alternative ${alternative}: a margin has a side of its own`, hint);
  }
  // A margin is tested on one side, whatever was said of an effect.
  checkAlpha(alpha, 'greater');
  if (rest.equivalence === true && rest.lowerIsBetter === true) {
    const hint = 'leave out --lower-is-better';
    refuse('--equivalence is about both sides, and none is the better one', hint);
  }
}
