import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { RESULT_FILES } from '../flags/shared-flags.js';
import { explicitFlags, withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { projectOf } from '../project/project.js';
import { ANALYZE_FLAGS, type AnalyzeFlags } from './analyze-flags.js';

const HELP: HelpTexts<keyof AnalyzeFlags & string> = {
  common: [
    'metric',
    'control',
    'mde',
    'lowerIsBetter',
    'segment',
    'alpha',
    'monitoring',
    'where',
    'variantColumn',
    'unitId',
    'format',
    'output',
  ],
  examples: `  Did the personalized e-mail get more clicks?
    $ perso-test analyze email.csv --metric clicked --mde 5%
  Three arms, two metrics, the first decides:
    $ perso-test analyze hillstrom.csv --variant-column segment \\
        --control "No E-Mail" --metric visit --metric spend
`,
  more: `  A running test, looked at as often as you like:
    $ perso-test analyze results.csv --metric clicked \\
        --monitoring always-valid --sample-size 40000
  Figures by hand, successes out of units or mean±sd/units:
    $ perso-test analyze generic=602/12040 personalized=718/11960
  One file an arm, one row a day:
    $ perso-test analyze generic=control.csv personalized=test.csv \\
        --metric Enrollments/Clicks

A metric is a column of rows (0/1, yes/no or amounts), SUCCESSES/UNITS of
counts, COLUMN=VALUE where a text counts as a success, A/B:ratio of two
columns, or NAME:p95 and NAME:median; :proportion or :mean behind it says its
kind. Exit code: 0 done, 2 wrong usage or input, 1 a bug of ours.
`,
};

/** The analyze command; its work is loaded when it is asked for. */
export function analyzeCommand(io: Io): Command {
  const command = new Command('analyze')
    .description('Compare treatments with the control, in result files (- is standard input).')
    .argument('<files...>', RESULT_FILES)
    .action(async (files: string[], flags: unknown) => {
      const { analyze } = await import('./analyze.js');
      await analyze(
        files,
        flags,
        { said: explicitFlags(command), project: projectOf(command) },
        io,
      );
    });
  return withFlags(command, ANALYZE_FLAGS, HELP);
}
