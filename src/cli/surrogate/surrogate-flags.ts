import { answerFormats } from '../../render/answers.js';
import { INDEX_FAMILIES } from '../../stats/surrogate/index-model.js';
import { type FlagValues, mandatory, oneOf, optional, repeatable } from '../flags/flag.js';
import {
  CONTROL,
  CSV_FORMAT,
  outputFlags,
  TEST,
  UNIT_ID,
  VARIANT_COLUMN,
} from '../flags/shared-flags.js';

/** The flags of `surrogate`. */
export const SURROGATE_FLAGS = {
  'What it is learned from:': {
    history: mandatory(optional('<file>', 'units of which the outcome is known, a row each')),
    outcome: mandatory(optional('<column>', 'what is wanted in the long term, in the history')),
    surrogate: repeatable('<column>', 'what is known early, in both'),
    covariate: repeatable('<column>', 'what was known before, in both'),
    family: oneOf('<name>', 'how the outcome hangs on them; logistic: yes or no', INDEX_FAMILIES),
    ledger: optional('<pattern>', "journals to hold it against, as 'experiments/*.jsonl'"),
  },
  'What to compare:': {
    ...CONTROL,
    allocation: optional(
      '<name=weight,…>',
      'the planned split of units (default: equal)',
      (is) => is.namedWeights,
    ),
    alpha: TEST.alpha,
    unitsOut: optional('<file>', 'write each unit with its index, as CSV that analyze reads'),
  },
  'Reading:': { ...VARIANT_COLUMN, ...UNIT_ID, ...CSV_FORMAT },
  'Output:': outputFlags(answerFormats('surrogate')),
};

export type SurrogateFlags = FlagValues<typeof SURROGATE_FLAGS>;
