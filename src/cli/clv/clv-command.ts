import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { CLV_FLAGS, type ClvFlags } from './clv-flags.js';

const HELP: HelpTexts<keyof ClvFlags & string> = {
  common: [
    'horizon',
    'discount',
    'assignments',
    'control',
    'customersOut',
    'until',
    'customer',
    'date',
    'amount',
    'dateOrder',
    'refunds',
    'format',
    'output',
  ],
  examples: `  What will these customers buy in the next year, and what is that worth?
    $ perso-test clv transactions.csv
  And do those who saw the personalized shop buy more of it?
    $ perso-test clv transactions.csv --assignments assigned.csv \\
        --customers-out clv.csv
    $ perso-test analyze clv.csv --metric clv
`,
  more: `  Two years, a tenth off a year; fitted to what was known before the test:
    $ perso-test clv transactions.csv --horizon 2y --discount 10% \\
        --fit-until 2026-03-01
  From a table of sums (frequency, recency, T, monetary_value), in weeks:
    $ perso-test clv rfm.csv --time-unit week

Purchases by the BG/NBD model, what they are worth by the gamma-gamma model,
one for all customers, whatever their variant. All purchases of a day are one.
The data are parted in the middle, and what the first part foretells is held
against the second.
`,
};

/** The clv command; its work is loaded when it is asked for. */
export function clvCommand(io: Io): Command {
  const command = new Command('clv')
    .description('Predict what customers will buy and what that is worth, as a metric.')
    .argument('<files...>', 'transactions, a row each: customer, date, amount; or a table of sums')
    .action(async (files: string[], flags: unknown) => {
      const { clv } = await import('./clv.js');
      await clv(files, flags, io);
    });
  return withFlags(command, CLV_FLAGS, HELP);
}
