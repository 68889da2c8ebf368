import { Command } from 'commander';
import { DEFAULTS } from '../../experiment/design.js';
import { REPORT_FORMAT_NAMES } from '../../render/report-formats.js';
import { addDialectFlags, layoutFlag } from '../flags/dialect-flags.js';
import {
  addMonitoringFlags,
  addOutputFlags,
  addTestFlags,
  RESULT_FILES,
  repeatable,
  saidFlags,
  withDefault,
} from '../flags/flags.js';
import type { Io } from '../io.js';

const EXAMPLES = `
Examples:
  Did the personalized e-mail get more clicks?
    $ perso-test analyze email.csv --metric clicked --mde 5%
  Three arms, two metrics, the first decides:
    $ perso-test analyze hillstrom.csv --variant-column segment \\
        --control "No E-Mail" --metric visit --metric spend
  A running test, looked at as often as you like:
    $ perso-test analyze results.csv --metric clicked --monitoring always-valid \\
        --sample-size 40000
  One file an arm, one row a day:
    $ perso-test analyze generic=control.csv personalized=test.csv \\
        --metric Enrollments/Clicks

A metric is a column of rows (0/1, yes/no or amounts), SUCCESSES/UNITS of
counts, COLUMN=VALUE where a text counts as a success, A/B:ratio of two
columns, or NAME:p95 and NAME:median; :proportion or :mean behind it says its
kind. Exit code: 0 done, 2 wrong usage or input, 1 a bug of ours.
`;

/** The analyze command; its work is loaded when it is asked for. */
export function analyzeCommand(io: Io): Command {
  const command = new Command('analyze')
    .description('Compare treatments with the control, in result files (- is standard input).')
    .argument('<files...>', RESULT_FILES)
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], flags: unknown) => {
      const { analyze } = await import('./analyze.js');
      await analyze(files, flags, saidFlags(command), io);
    });
  addQuestionFlags(command.optionsGroup('What to compare:'));
  addTestFlags(command.optionsGroup('The test:')).addOption(
    repeatable(
      '--test <name>',
      'score or fisher for rates, welch or student for means; mann-whitney adds ranks to means',
    ),
  );
  addMonitoringFlags(command.optionsGroup('A running test:'))
    .option('--sample-size <units>', 'units that each treatment is to have in the end')
    .option('--plan <file>', 'ask what a plan promised, in place of the flags above')
    .option('--journal <file>', "the plan's looks so far, as gate keeps them; none is added");
  addReadingFlags(command.optionsGroup('Reading:'));
  return addOutputFlags(command.optionsGroup('Output:'), REPORT_FORMAT_NAMES).option(
    '-q, --quiet',
    'of text, the verdict only',
  );
}

function addQuestionFlags(command: Command): void {
  command
    .addOption(repeatable('-m, --metric <name>', 'a metric, the primary one first'))
    .option('--control <name>', 'the variant that everyone else is compared with')
    .addOption(repeatable('--segment <column>', 'look at each value of a column by itself'))
    .option('--pool-segments <units>', 'pool segments with fewer units in an arm as "other"')
    .addOption(repeatable('--covariate <metric=column>', 'adjust a metric for a pre-period column'))
    .addOption(
      repeatable(
        '--cap <metric=size>',
        'bring larger values of a mean down to a quantile (99.9%, over all variants) or a value (500)',
      ),
    )
    .addOption(repeatable('--lower-is-better <metric>', 'a metric that should fall'))
    .addOption(
      repeatable(
        '--non-inferior <metric=margin>',
        'a guardrail, to be shown not worse by 0.2pp, 1% (of the control) or 0.3',
      ),
    )
    .addOption(
      repeatable('--equivalent <metric=margin>', 'a guardrail, to be shown to differ by less'),
    )
    .option('--intensity <numbers>', 'how strongly variants personalize: generic=0,light=1,full=2')
    .option('--cost <numbers>', 'what a unit costs in a variant: light=0.02,full=0.05')
    .option('--value <number>', 'what a success, or one of the primary metric, is worth')
    .option('--bayes', 'add the probability of being better, and the expected loss')
    .option('--allocation <shares>', 'the planned split, as generic=1,personalized=1')
    .addOption(
      repeatable(
        '--mde <size>',
        'smallest effect worth detecting: 5% (of the control), 0.5pp (points of a rate) or 0.3 (in the metric); METRIC=5% for one metric',
      ),
    )
    .addOption(
      withDefault(
        '--power <share>',
        'chance to detect it, for sample sizes',
        String(DEFAULTS.power),
      ),
    );
}

export function addReadingFlags(command: Command): void {
  command
    .addOption(layoutFlag())
    .option('--variant-column <name>', 'the column that holds the variant')
    .option('--units-column <name>', 'the column that holds numbers of units')
    .option('--unit-id <column>', 'add up the rows that have the same id in a column');
  addDialectFlags(command);
}
