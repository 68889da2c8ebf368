import { answerFormats } from '../../render/answers.js';
import { type FlagValues, optional, repeatable } from '../flags/flag.js';
import { outputFlags } from '../flags/shared-flags.js';

/** Half a year: what a team plans ahead. */
export const WEEKS = 26;

/** The flags of `prioritize`. */
export const PRIORITIZE_FLAGS = {
  'Options:': {
    weeklyUnits: optional(
      '<number>',
      'units a week that may be tested; the backlog may say it',
      (is) => is.positive,
    ),
    ledger: repeatable(
      '<journals>',
      "journals for priors like those of earlier tests, 'DIR/*.jsonl'",
    ),
    weeks: optional('<number>', `how many weeks to plan (${WEEKS})`, (is) => is.wholeFrom(1, 520)),
    init: optional(
      '[file]',
      'write a backlog to fill in, to a new file or to standard output',
      (is) => is.fileName,
    ),
  },
  'Output:': outputFlags(answerFormats('priority')),
};

export type PrioritizeFlags = FlagValues<typeof PRIORITIZE_FLAGS>;
