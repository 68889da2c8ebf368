import { UserError } from '../../errors.js';
import {
  type PowerAnswer,
  type PowerQuestion,
  powerAnswer,
  type Unanswerable,
} from '../../experiment/size/power-answer.js';
import { formatCount, formatLevel } from '../../report/wording/numbers.js';

/**
 * The answer to what the flags ask.
 *
 * @throws {UserError} when there is none.
 */
export function answerTo(question: PowerQuestion): PowerAnswer {
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
