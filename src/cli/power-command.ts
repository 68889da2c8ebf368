import { Command, Option } from 'commander';
import { DEFAULTS } from '../experiment/design.js';
import type { Io } from './io.js';

const EXAMPLES = `
Examples:
  How many visitors to see a 5 % lift on a conversion rate of 10 %, and how long?
    $ perso-test power --baseline 10% --mde 5% --daily-units 5000
  What lift in revenue can 20,000 customers per variant show?
    $ perso-test power --mean 25 --sd 40 --sample-size 20000
  Two treatments, a small test share, power of 90 %:
    $ perso-test power --baseline 4% --mde 0.5pp --variants 3 --allocation 2:1 --power 0.9

Give any two of --mde, --sample-size and --power (80 % if you give one of the others only) and
it solves for the third.
`;

/** The power command; its work is loaded when it is asked for. */
export function powerCommand(io: Io): Command {
  return new Command('power')
    .description('Plan a test: sample size, smallest detectable effect, or power, and days.')
    .optionsGroup('The metric:')
    .option('--baseline <rate>', 'expected rate of the control: 10% or 0.1')
    .option('--mean <number>', 'expected mean of the control, for relative effects')
    .option('--sd <number>', 'standard deviation between units, for a mean')
    .optionsGroup('Two of these:')
    .option('--mde <size>', 'smallest effect worth detecting: 5% (of the control), 0.5pp, 0.3')
    .option('--sample-size <units>', 'units in each treatment')
    .option('--power <share>', `chance to detect the effect (default: ${DEFAULTS.power})`)
    .optionsGroup('The test:')
    .option('--alpha <share>', 'threshold of significance', String(DEFAULTS.alpha))
    .addOption(
      new Option('--alternative <side>', 'what the hypothesis claims of the effect')
        .choices(['two-sided', 'greater', 'less'])
        .default(DEFAULTS.alternative),
    )
    .option('--variants <number>', 'how many there are, the control included', '2')
    .addOption(
      new Option('--correction <name>', 'for several treatments')
        .choices(['holm', 'bonferroni', 'hochberg', 'bh', 'none'])
        .default(DEFAULTS.correction),
    )
    .option('--allocation <shares>', 'control to each treatment: 1:1, 2:1, 90:10', '1:1')
    .option('--daily-units <number>', 'units a day over all variants, to give days')
    .optionsGroup('Output:')
    .addOption(
      new Option('-f, --format <name>', 'of the answer').choices(['text', 'json']).default('text'),
    )
    .option('-o, --output <file>', 'write the answer to a file')
    .option('--no-color', 'print without colour')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: unknown) => {
      const { power } = await import('./power.js');
      await power(flags, io);
    });
}
