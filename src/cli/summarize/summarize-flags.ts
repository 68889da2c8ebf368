import { type FlagValues, optional, repeatable } from '../flags/flag.js';
import { OUTPUT_FILE, PROJECT, READING, SUMMED_UP } from '../flags/shared-flags.js';

/** The flags of `summarize`. */
export const SUMMARIZE_FLAGS = {
  'What to sum up:': {
    ...SUMMED_UP,
    triggered: optional(
      '<column>',
      'keep apart who could see a difference, by a column of 0 and 1',
    ),
    cap: repeatable(
      '<metric=value>',
      'bring larger values of a mean down to a value',
      (is) => is.cap,
    ),
  },
  'Reading:': READING,
  'The project:': PROJECT,
  'Output:': OUTPUT_FILE,
};

export type SummarizeFlags = FlagValues<typeof SUMMARIZE_FLAGS>;
