import { answerFormats } from '../../render/answers.js';
import { type FlagValues, optional, repeatable, toggle } from '../flags/flag.js';
import { outputFlags, PROJECT } from '../flags/shared-flags.js';

/** The flags of `ledger`. */
export const LEDGER_FLAGS = {
  'Which:': {
    metric: {
      ...optional('<name>', 'the effects on this metric, and whoever has it'),
      short: '-m',
    },
    where: repeatable(
      '<condition>',
      'only those that are so, by tag or fact: "surface = homepage", owner=web, state=closed, "days > 14"',
      (is) => is.condition,
    ),
  },
  'The rules:': {
    check: toggle('hold plans and journals against the rules; exit code 22 where one is broken'),
    ...PROJECT,
  },
  'Output:': outputFlags(answerFormats('ledger')),
};

export type LedgerFlags = FlagValues<typeof LEDGER_FLAGS>;
