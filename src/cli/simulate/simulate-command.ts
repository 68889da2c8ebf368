import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { SIMULATE_FLAGS, type SimulateFlags } from './simulate-flags.js';

const HELP: HelpTexts<keyof SimulateFlags & string> = {
  common: [
    'experiments',
    'looks',
    'seed',
    'from',
    'baseline',
    'mean',
    'sd',
    'mde',
    'sampleSize',
    'monitoring',
    'dailyUnits',
    'format',
  ],
  examples: `  How often would this plan ship nothing, or miss its effect, and how soon?
    $ perso-test simulate plan.yaml
  What comes of looking at a test of 20,000 per variant every day for 20 days?
    $ perso-test simulate --baseline 10% --mde 10% --sample-size 20000 \\
        --looks 20
`,
  more: `  The first on how the control's own users behave:
    $ perso-test simulate plan.yaml --from results.csv

Experiments are drawn at random, look by look, and decided as the gate decides;
the same draws are also shipped at the first look with p < alpha. The same seed
gives the same figures, whatever the number of threads. The split between
variants is drawn as planned, and is not itself at stake.
`,
};

/** The simulate command; its work is loaded when it is asked for. */
export function simulateCommand(io: Io): Command {
  const command = new Command('simulate')
    .description('Check a rule on experiments whose truth is known: errors, duration, peeking.')
    .argument('[plan]', 'the plan, YAML or JSON; or say it with flags')
    .action(async (plan: string | undefined, flags: unknown) => {
      const { simulate } = await import('./simulate.js');
      await simulate(plan ?? null, flags, io);
    });
  return withFlags(command, SIMULATE_FLAGS, HELP);
}
