import { Command, Option } from 'commander';
import { DEFAULTS } from '../experiment/design.js';
import type { Io } from './io.js';

const EXAMPLES = `
Examples:
  Did the personalized e-mail get more clicks?
    $ perso-test analyze email.csv --metric clicked --mde 5%
  Three arms, two metrics, the first decides:
    $ perso-test analyze hillstrom.csv --variant-column segment --control "No E-Mail" --metric visit --metric spend
  One file an arm, one row a day:
    $ perso-test analyze generic=control.csv personalized=test.csv --metric Enrollments/Clicks

A metric is a column of rows (0/1, true/false or amounts), SUCCESSES/UNITS of counts, or
COLUMN=VALUE where a text counts as a success; :proportion or :mean behind it says its kind.
Exit code: 0 done, 2 wrong usage or input, 1 a bug of ours.
`;

/** The analyze command; its work is loaded when it is asked for. */
export function analyzeCommand(io: Io): Command {
  return new Command('analyze')
    .description('Compare treatments with the control, in CSV files (- is standard input).')
    .argument('<files...>', 'CSV files; NAME=FILE makes a file the variant NAME')
    .optionsGroup('What to compare:')
    .option('-m, --metric <name>', 'a metric, the primary one first (repeatable)', collect, [])
    .option('--control <name>', 'the variant that everyone else is compared with')
    .option('--allocation <shares>', 'the planned split, as generic=1,personalized=1')
    .optionsGroup('The test:')
    .option('--alpha <share>', 'threshold of significance', String(DEFAULTS.alpha))
    .option('--power <share>', 'chance to detect the MDE, for sample sizes', String(DEFAULTS.power))
    .option(
      '--mde <size>',
      'smallest effect worth detecting: 5% (of the control), 0.5pp (points of a rate), 0.3 (in the metric); METRIC=SIZE for one metric (repeatable)',
      collect,
      [],
    )
    .addOption(
      new Option('--alternative <side>', 'what the hypothesis claims of the effect')
        .choices(['two-sided', 'greater', 'less'])
        .default(DEFAULTS.alternative),
    )
    .addOption(
      new Option('--correction <name>', 'for several comparisons')
        .choices(['holm', 'bonferroni', 'hochberg', 'bh', 'none'])
        .default(DEFAULTS.correction),
    )
    .option(
      '--test <name>',
      'score or fisher for proportions, welch or student for means (repeatable)',
      collect,
      [],
    )
    .optionsGroup('Reading:')
    .addOption(
      new Option('--layout <name>', 'what a row is: a unit, counts, or a summary').choices([
        'rows',
        'counts',
        'summary',
      ]),
    )
    .option('--variant-column <name>', 'the column that holds the variant')
    .option('--units-column <name>', 'the column that holds numbers of units')
    .option('--delimiter <char>', 'between fields: , ; | or tab')
    .option(
      '--decimal <char>',
      '. or , in numbers; COLUMN=, for one column (repeatable)',
      collect,
      [],
    )
    .option('--thousands <char>', "between thousands: , . ' or space")
    .option('--missing <text>', 'a text that means a missing value (repeatable)', collect, [])
    .option('--encoding <name>', 'of the files, such as windows-1252 (default: UTF-8)')
    .addOption(
      new Option('--on-bad-row <what>', 'stop, or skip and count rows that cannot be read')
        .choices(['stop', 'skip'])
        .default('stop'),
    )
    .optionsGroup('Output:')
    .addOption(
      new Option('-f, --format <name>', 'of the report').choices(['text', 'json']).default('text'),
    )
    .option('-o, --output <file>', 'write the report to a file')
    .option('-q, --quiet', 'print the verdict only')
    .option('--no-color', 'print without colour')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], flags: unknown) => {
      const { analyze } = await import('./analyze.js');
      await analyze(files, flags, io);
    });
}

/** Gathers a repeatable option. */
export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
