import { Command } from 'commander';
import { DEFAULTS } from '../../experiment/design.js';
import type { HelpTexts } from '../flags/help.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { POWER_FLAGS, type PowerFlags } from './power-flags.js';

const HELP: HelpTexts<keyof PowerFlags & string> = {
  common: [
    'baseline',
    'mean',
    'sd',
    'from',
    'metric',
    'mde',
    'sampleSize',
    'power',
    'margin',
    'lowerIsBetter',
    'alpha',
    'variants',
    'allocation',
    'dailyUnits',
    'monitoring',
    'looks',
    'format',
  ],
  examples: `  How many visitors to see a 5 % lift on a rate of 10 %, and how long?
    $ perso-test power --baseline 10% --mde 5% --daily-units 5000
  What lift in revenue can 20,000 customers per variant show?
    $ perso-test power --mean 25 --sd 40 --sample-size 20000

Give two of --mde, --sample-size and --power, and it solves for the third; with
one of the first two alone, the power is ${DEFAULTS.power}.
`,
  more: `
More examples:
  Two treatments beside a larger control, power of 90 %:
    $ perso-test power --baseline 4% --mde 0.5pp --variants 3 --allocation 2:1 \\
        --power 0.9
  How many to show that unsubscribing, now 1.4 %, does not rise by half a point?
    $ perso-test power --baseline 1.4% --margin 0.5pp --lower-is-better
  How many for revenue as it was last month, adjusted for the month before?
    $ perso-test power --from visitors.csv --metric revenue --mde 5% \\
        --covariate revenue=revenue_before
  How many at most, and on average, with a look each week for five weeks?
    $ perso-test power --baseline 10% --mde 5% \\
        --monitoring group-sequential --looks 5
`,
};

/** The power command; its work is loaded when it is asked for. */
export function powerCommand(io: Io): Command {
  const command = new Command('power')
    .description('Plan a test: sample size, smallest detectable effect, or power, and days.')
    .action(async (flags: unknown) => {
      const { power } = await import('./power.js');
      await power(flags, io);
    });
  return withFlags(command, POWER_FLAGS, HELP);
}
