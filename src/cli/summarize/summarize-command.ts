import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { RESULT_FILES } from '../flags/shared-flags.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { SUMMARIZE_FLAGS, type SummarizeFlags } from './summarize-flags.js';

const HELP: HelpTexts<keyof SummarizeFlags & string> = {
  common: [
    'metric',
    'segment',
    'covariate',
    'cap',
    'where',
    'layout',
    'variantColumn',
    'unitId',
    'delimiter',
    'decimal',
    'missing',
    'output',
  ],
  examples: `  Ten million rows become a handful, which analyze reads like the rows:
    $ perso-test summarize results.csv --metric spend --output summary.csv
    $ perso-test analyze summary.csv --metric spend
`,
  more: `  Each machine its part, then one analysis of all:
    $ perso-test summarize part-1.csv --metric signed_up --output 1.csv
    $ perso-test summarize part-2.csv --metric signed_up --output 2.csv
    $ perso-test analyze 1.csv 2.csv
  With what segments, a covariate and a ratio need:
    $ perso-test summarize loyalty.csv --metric spend \\
        --metric orders/sessions:ratio --covariate spend=spend_before \\
        --segment country

A summary has a row for each variant (and combination of segments): n units,
and for a metric m its m_mean, its sample variance m_var and how many units
have it, m_n; for two columns of one metric a_b_cov, their sample covariance.
Give analyze the same flags. With --unit-id all rows of a unit must be in one
summary. perso-test sql prints the query that makes the same summary in a
warehouse.
`,
};

/** The summarize command; its work is loaded when it is asked for. */
export function summarizeCommand(io: Io): Command {
  const command = new Command('summarize')
    .description('Sum up results as a small CSV file, to be analyzed instead of the rows.')
    .argument('<files...>', RESULT_FILES)
    .action(async (files: string[], flags: unknown) => {
      const { summarize } = await import('./summarize.js');
      await summarize(files, flags, io);
    });
  return withFlags(command, SUMMARIZE_FLAGS, HELP);
}
