import { answerFormats } from '../../render/answers.js';
import { type FlagValues, repeatable } from '../flags/flag.js';
import { outputFlags } from '../flags/shared-flags.js';

/** The flags of `verify`. */
export const VERIFY_FLAGS = {
  'What to verify:': {
    only: repeatable('<text>', 'only cases that have it in their method, name or source'),
  },
  'Output:': outputFlags(answerFormats('verification')),
};

export type VerifyFlags = FlagValues<typeof VERIFY_FLAGS>;
