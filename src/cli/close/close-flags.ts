import { answerFormats } from '../../render/answers.js';
import { type FlagValues, mandatory, optional, optionalWord, repeatable } from '../flags/flag.js';
import { outputFlags } from '../flags/shared-flags.js';

/** What may be done at the end of an experiment. */
export const DONE = ['ship', 'keep-control', 'invalid'] as const;

/** The flags of `close`. */
export const CLOSE_FLAGS = {
  'What the next test has to know:': {
    learned: mandatory(optional('<text>', 'what was learned, in a sentence', (is) => is.sentence)),
    next: optional('<text>', 'what is to be tested next', (is) => is.sentence),
  },
  'What was done:': {
    decision: optionalWord('<what>', 'where it is not what the gate said last', DONE),
    variant: optional('<name>', 'which treatment was shipped, where the gate did not say'),
    because: optional(
      '<text>',
      'why something else was done than the gate said',
      (is) => is.sentence,
    ),
    horizonUnits: optional(
      '<number>',
      'for how many units it was decided: a year of visitors, say',
      (is) => is.wholeNumber,
    ),
    trafficShare: optional(
      '<share>',
      'which share of the traffic was in the test: 50%',
      (is) => is.part,
    ),
  },
  'A test without a gate:': {
    report: optional('<file>', 'its saved report, which begins the journal; - is standard input'),
    experiment: optional(
      '<name>',
      'what it is called (by default as the journal)',
      (is) => is.sentence,
    ),
    owner: optional('<name>', 'whose it is', (is) => is.sentence),
    tag: repeatable('<name=value>', 'of what kind it is: surface=homepage', (is) => is.tag),
    follows: optional('<name>', 'the experiment that it builds on', (is) => is.sentence),
  },
  'Where it stands:': {
    plan: optional('<file>', 'its plan, where that does not lie beside the journal'),
  },
  'Output:': outputFlags(answerFormats('ledger')),
};

export type CloseFlags = FlagValues<typeof CLOSE_FLAGS>;
