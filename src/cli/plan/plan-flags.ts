import { ANSWER_FORMAT_NAMES } from '../../render/answer-formats.js';
import { type FlagValues, optional } from '../flags/flag.js';
import { outputFlags } from '../flags/shared-flags.js';

/** The flags of `plan`. */
export const PLAN_FLAGS = {
  'Options:': {
    init: optional(
      '[file]',
      'write a plan to fill in, to a new file or to standard output',
      (is) => is.fileName,
    ),
  },
  'Output:': outputFlags(ANSWER_FORMAT_NAMES),
};

export type PlanFlags = FlagValues<typeof PLAN_FLAGS>;
