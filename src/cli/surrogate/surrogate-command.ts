import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { RESULT_FILES } from '../flags/shared-flags.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { SURROGATE_FLAGS, type SurrogateFlags } from './surrogate-flags.js';

const HELP: HelpTexts<keyof SurrogateFlags & string> = {
  common: [
    'history',
    'outcome',
    'surrogate',
    'covariate',
    'family',
    'ledger',
    'control',
    'unitsOut',
    'format',
    'output',
  ],
  examples: `  What will this test do to a year's revenue, by what is seen after a month?
    $ perso-test surrogate results.csv --history last-year.csv \\
        --outcome revenue_12m --surrogate orders_30d --surrogate visits_30d
`,
  more: `  Held against experiments whose outcome is known; the index as a metric:
    $ perso-test surrogate results.csv --history last-year.csv \\
        --outcome revenue_12m --surrogate orders_30d \\
        --ledger 'experiments/*.jsonl' --units-out index.csv

The index is what the outcome is expected to be from the surrogates, as learned
from the history, and the noise of that is in its intervals. It is right only
if whatever a treatment does to the outcome goes through the surrogates, and if
the outcome hangs on them as it did. By itself it is no reason to ship.
`,
};

/** The surrogate command; its work is loaded when it is asked for. */
export function surrogateCommand(io: Io): Command {
  const command = new Command('surrogate')
    .description('Foretell what a test does to a long-term outcome, from what is known early.')
    .argument('<files...>', RESULT_FILES)
    .action(async (files: string[], flags: unknown) => {
      const { surrogate } = await import('./surrogate.js');
      await surrogate(files, flags, io);
    });
  return withFlags(command, SURROGATE_FLAGS, HELP);
}
