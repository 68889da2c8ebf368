import { Command } from 'commander';
import { DEFAULTS } from '../../experiment/design.js';
import { ANSWER_FORMAT_NAMES } from '../../render/answer-formats.js';
import { addMonitoringFlags, addOutputFlags, addTestFlags, withDefault } from '../flags/flags.js';
import type { Io } from '../io.js';

const EXAMPLES = `
Examples:
  How many visitors to see a 5 % lift on a conversion rate of 10 %, and how long?
    $ perso-test power --baseline 10% --mde 5% --daily-units 5000
  What lift in revenue can 20,000 customers per variant show?
    $ perso-test power --mean 25 --sd 40 --sample-size 20000
  Two treatments beside a larger control, power of 90 %:
    $ perso-test power --baseline 4% --mde 0.5pp --variants 3 --allocation 2:1 \\
        --power 0.9
  How many to show that unsubscribing, now 1.4 %, does not rise by half a point?
    $ perso-test power --baseline 1.4% --margin 0.5pp --lower-is-better
  How many at most, and on average, with a look each week for five weeks?
    $ perso-test power --baseline 10% --mde 5% --monitoring group-sequential --looks 5

Give two of --mde, --sample-size and --power, and it solves for the third; with
one of the first two alone, the power is ${DEFAULTS.power}.
`;

/** The power command; its work is loaded when it is asked for. */
export function powerCommand(io: Io): Command {
  const command = new Command('power')
    .description('Plan a test: sample size, smallest detectable effect, or power, and days.')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: unknown) => {
      const { power } = await import('./power.js');
      await power(flags, io);
    });
  command
    .optionsGroup('The metric:')
    .option('--baseline <rate>', 'expected rate of the control: 10% or 0.1')
    .option('--mean <number>', 'expected mean of the control, for relative effects')
    .option('--sd <number>', 'standard deviation between units, for a mean')
    .optionsGroup('Two of these:')
    .option('--mde <size>', 'smallest effect worth detecting: 5% (of the control), 0.5pp or 0.3')
    .option('--sample-size <units>', 'units in each treatment')
    .option('--power <share>', 'chance to detect the effect')
    .optionsGroup('Or for a guardrail:')
    .option('--margin <size>', 'how much worse it may be: 1% (of the control), 0.2pp or 0.3')
    .option('--lower-is-better', 'where worse is higher')
    .option('--equivalence', 'neither worse nor better by the margin');
  addTestFlags(command.optionsGroup('The test:'))
    .addOption(withDefault('--variants <number>', 'how many, the control included', '2'))
    .addOption(withDefault('--allocation <shares>', 'control to each treatment, as 2:1', '1:1'))
    .option('--daily-units <number>', 'units a day over all variants, to give days');
  addMonitoringFlags(command.optionsGroup('A test that is looked at while it runs:'));
  return addOutputFlags(command.optionsGroup('Output:'), ANSWER_FORMAT_NAMES);
}
