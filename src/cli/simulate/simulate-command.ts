import { Command, Option } from 'commander';
import { DEFAULTS } from '../../experiment/design.js';
import { ANSWER_FORMAT_NAMES } from '../../render/answer-formats.js';
import { addDialectFlags, layoutFlag } from '../flags/dialect-flags.js';
import { addOutputFlags, repeatable, withDefault } from '../flags/flags.js';
import type { Io } from '../io.js';

const EXAMPLES = `
Examples:
  How often would this plan ship nothing, or miss its effect, and how long would it take?
    $ perso-test simulate plan.yaml
  The same on how the control's own users behave:
    $ perso-test simulate plan.yaml --from results.csv
  What comes of looking at a test of 20,000 per variant every day for 20 days?
    $ perso-test simulate --baseline 10% --mde 10% --sample-size 20000 --looks 20

Experiments are drawn at random, look by look, and decided as the gate decides;
the same draws are also shipped at the first look with p < alpha. The same seed
gives the same figures, whatever the number of threads. The split between
variants is drawn as planned, and is not itself at stake.
`;

/** The simulate command; its work is loaded when it is asked for. */
export function simulateCommand(io: Io): Command {
  const command = new Command('simulate')
    .description('Check a rule on experiments whose truth is known: errors, duration, peeking.')
    .argument('[plan]', 'the plan, YAML or JSON; or say it with flags')
    .addHelpText('after', EXAMPLES)
    .action(async (plan: string | undefined, flags: unknown) => {
      const { simulate } = await import('./simulate.js');
      await simulate(plan ?? null, flags, io);
    });
  command
    .optionsGroup('The simulation:')
    .addOption(withDefault('--experiments <number>', 'how many of each kind', '10000'))
    .addOption(
      new Option('--looks <number>', 'evenly spaced').default(
        undefined,
        "the plan's, or its days, or 20",
      ),
    )
    .addOption(withDefault('--seed <number>', 'of the random numbers', '1'))
    .addOption(
      new Option('--threads <number>', 'that share the work').default(undefined, 'all cores'),
    )
    .addOption(repeatable('--from <file>', "draw from the control's units in a file of results"));
  addQuestionFlags(command);
  addDialectFlags(command.optionsGroup('Reading:').addOption(layoutFlag()));
  return addOutputFlags(command.optionsGroup('Output:'), ANSWER_FORMAT_NAMES);
}

/** The flags that stand for a plan, as `power` has them; their defaults are those of a plan. */
function addQuestionFlags(command: Command): void {
  const told = (flags: string, description: string, usual: string) =>
    new Option(flags, description).default(undefined, usual);
  command
    .optionsGroup('Without a plan:')
    .option('--baseline <rate>', 'expected rate of the control: 10% or 0.1')
    .option('--mean <number>', 'expected mean of the control')
    .option('--sd <number>', 'standard deviation between units, for a mean')
    .option('--mde <size>', 'the effect to detect: 5% (of the control), 0.5pp or 0.3')
    .option('--sample-size <units>', 'units in each treatment in the end')
    .addOption(told('--power <share>', 'where no sample size is given', String(DEFAULTS.power)))
    .addOption(told('--alpha <share>', 'threshold of significance', String(DEFAULTS.alpha)))
    .addOption(
      told('--alternative <side>', 'what the hypothesis claims of the effect', 'two-sided').choices(
        ['two-sided', 'greater', 'less'],
      ),
    )
    .addOption(
      told('--correction <name>', 'for several comparisons', 'holm').choices([
        ...['holm', 'bonferroni', 'hochberg', 'bh', 'none'],
      ]),
    )
    .addOption(
      told('--monitoring <method>', 'how it may be looked at', 'fixed').choices([
        ...['fixed', 'always-valid', 'group-sequential'],
      ]),
    )
    .addOption(
      told('--spending <name>', 'of a group-sequential test', 'obrien-fleming').choices([
        ...['obrien-fleming', 'pocock'],
      ]),
    )
    .addOption(told('--variants <number>', 'how many, the control included', '2'))
    .addOption(told('--allocation <shares>', 'control to each treatment, as 2:1', '1:1'))
    .option('--daily-units <number>', 'units a day over all variants, to give days');
}
