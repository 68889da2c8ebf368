import { EFFECT_SCALES } from '../../programme/worth/effects-from-record.js';
import { EFFECT_TAILS } from '../../programme/worth/worth.js';
import { answerFormats } from '../../render/answers.js';
import {
  type FlagValues,
  oneOf,
  optional,
  optionalWord,
  repeatable,
  toggle,
  withDefault,
} from '../flags/flag.js';
import { CSV_FORMAT, outputFlags } from '../flags/shared-flags.js';

/** The flags of `programme`. */
export const PROGRAMME_FLAGS = {
  'What is put together:': {
    metric: { ...optional('<name>', 'whose effects, of journals'), short: '-m' },
    scale: optionalWord(
      '<name>',
      'of journals: relative (default), lift, or absolute; of a table: which of these its effects are',
      EFFECT_SCALES,
    ),
    lowerIsBetter: toggle('of a table: its effects are better where they are less'),
    holdout: repeatable(
      '<file>',
      'of journals: JSON that analyze --holdout wrote, or a pattern, to count what it confirms',
    ),
    by: repeatable('<tag>', 'compare effects by a tag; TAG:number along its numbers'),
  },
  'How it is judged:': {
    alpha: withDefault(
      '<share>',
      'of one test, two-sided; intervals are at 1 − alpha',
      0.05,
      (is) => is.alpha,
    ),
    power: withDefault('<share>', 'of one test, for what it is sized for', 0.8, (is) => is.power),
    tails: oneOf(
      '<name>',
      'of true effects: normal, or student where a few are of another order',
      EFFECT_TAILS,
    ),
  },
  'Reading a table:': CSV_FORMAT,
  'Output:': {
    ...outputFlags(answerFormats('programme')),
    priorOut: {
      ...optional(
        '<file>',
        'write what the next effect is to be taken for; perso-test power --prior, perso-test analyze --prior and perso-test simulate --prior read it',
      ),
      writes: true as const,
    },
    details: toggle('of text, every effect, however many there are'),
  },
};

export type ProgrammeFlags = FlagValues<typeof PROGRAMME_FLAGS>;
