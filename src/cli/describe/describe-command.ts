import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { explicitFlags, withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { DESCRIBE_FLAGS, type DescribeFlags } from './describe-flags.js';

const HELP: HelpTexts<keyof DescribeFlags & string> = {
  common: [
    'delimiter',
    'encoding',
    'skipLines',
    'sheet',
    'decimal',
    'thousands',
    'missing',
    'comment',
    'onBadRow',
    'format',
    'output',
    'color',
  ],
  examples: `  What is in this file, and what is there to type?
    $ perso-test describe results.csv
  From a pipe; with decimal commas; for a program:
    $ gunzip -c results.csv.gz | perso-test describe -
    $ perso-test describe umsatz.csv --decimal ,
    $ perso-test describe results.csv --format json
`,
  more: `
Each column with its kind, its different and missing values, its range, and
what it could be. The commands below it were tried: where analyze asks, they
answer as its message proposes, and the question is told.
`,
};

/** The describe command; its work is loaded when it is asked for. */
export function describeCommand(io: Io): Command {
  const command = new Command('describe')
    .description('Say what is in a result file, column by column, and which commands read it.')
    .argument('<file>', 'CSV (also gzipped), Parquet or an Excel workbook; - is standard input')
    .action(async (file: string, flags: unknown) => {
      const { describe } = await import('./describe.js');
      await describe(file, flags, explicitFlags(command), io);
    });
  return withFlags(command, DESCRIBE_FLAGS, HELP);
}
