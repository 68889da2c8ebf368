import { UserError } from '../../errors.js';
import {
  type PowerAnswer,
  type PowerQuestion,
  powerAnswer,
  type Unanswerable,
} from '../../experiment/size/power-answer.js';
import { ANSWER_FORMAT_NAMES } from '../../render/answer-formats.js';
import { renderMargin } from '../../render/text/margin-text.js';
import { renderPower } from '../../render/text/power-text.js';
import { marginReport } from '../../report/margin-report.js';
import { powerReport } from '../../report/power-report.js';
import { formatCount, formatLevel } from '../../report/wording/numbers.js';
import { checkedFlags } from '../flags/checked-flags.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { POWER_FLAGS, type PowerFlags } from './power-flags.js';
import { answerToGuardrail, guardrailQuestionFrom } from './power-margin.js';
import { questionFrom } from './power-question.js';

/** Sizes a test before it is launched and writes the answer. */
export async function power(given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(POWER_FLAGS, given);
  const { color, dailyUnits = null, guardrails } = flags;
  const targets = outputsFrom(flags, ANSWER_FORMAT_NAMES);
  if (flags.margin !== undefined) {
    const question = guardrailQuestionFrom(flags);
    const report = marginReport(question, answerToGuardrail(question), dailyUnits, guardrails);
    return writeAnswer(report, renderMargin, { targets, color }, io);
  }
  checkMarginFlags(flags);
  const question = questionFrom(flags);
  const report = powerReport(question.test, answerTo(question), dailyUnits, guardrails);
  return writeAnswer(report, renderPower, { targets, color }, io);
}

/** Flags that only a margin gives a meaning would be silently ignored. */
function checkMarginFlags({ equivalence, lowerIsBetter, benefit }: PowerFlags): void {
  const given = [
    ...(equivalence === true ? ['--equivalence'] : []),
    ...(lowerIsBetter === true ? ['--lower-is-better'] : []),
    ...(benefit === undefined ? [] : ['--benefit']),
  ];
  const [flag] = given;
  if (flag === undefined) return;
  throw new UserError(`${flag} is about a margin, and there is none`, {
    hint: 'give it: --margin 0.2pp; for an effect pass --alternative less',
  });
}

/** The answer to what the flags ask; throws UserError where there is none. */
function answerTo(question: PowerQuestion): PowerAnswer {
  const answer = powerAnswer(question);
  if (typeof answer === 'string') throw withoutAnswer(answer, question);
  return answer;
}

function withoutAnswer(why: Unanswerable, { units, power }: PowerQuestion): UserError {
  switch (why) {
    case 'EFFECT_TOO_LARGE':
      return new UserError(
        '--mde: the smallest test there is detects so large an effect more often',
        {
          hint: 'is it in the right unit? 5% is relative to the control, 0.3 in the unit of the metric',
        },
      );
    case 'EFFECT_TOO_SMALL':
      return new UserError('--mde: so small an effect needs more units than can be counted', {
        hint: 'give the smallest effect that would change your decision',
      });
    case 'TOO_FEW_UNITS':
      return new UserError(
        `--sample-size ${formatCount(units!)}: no effect on such a rate is large enough to be detected with ${formatLevel(power!)} power`,
        { hint: 'give more units' },
      );
  }
}
