import { answerFormats } from '../../render/answers.js';
import { type FlagValues, optional, repeatable } from '../flags/flag.js';
import { outputFlags, PROJECT } from '../flags/shared-flags.js';

/** The flags of `plan`. */
export const PLAN_FLAGS = {
  'Options:': {
    init: {
      ...optional(
        '[file]',
        'write a plan to fill in, to a new file or to standard output',
        (is) => is.fileName,
      ),
      writes: true as const,
    },
  },
  'What is known:': {
    ledger: repeatable('<glob>', 'journals of earlier tests, and what they tell this one'),
  },
  'The project:': PROJECT,
  'Output:': outputFlags(answerFormats('plan')),
};

export type PlanFlags = FlagValues<typeof PLAN_FLAGS>;
