import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { explicitFlags, withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { PROGRAMME_FLAGS, type ProgrammeFlags } from './programme-flags.js';

const HELP: HelpTexts<keyof ProgrammeFlags & string> = {
  common: ['metric', 'by', 'scale', 'alpha', 'tails', 'lowerIsBetter', 'format', 'output'],
  examples: `  What is all that was shipped truly worth, and where are effects larger?
    $ perso-test programme 'experiments/*.jsonl' --metric signup --by tactic
  The same of a table with columns experiment, estimate, se and shipped:
    $ perso-test programme effects.csv
`,
  more: `
A table may also have treatment, control_se (the part of se that comes from the
control, needed where an experiment has several treatments) and n; every other
column is a tag for --by.
`,
};

/** The programme command; its work is loaded when it is asked for. */
export function programmeCommand(io: Io): Command {
  const command = new Command('programme')
    .description('Put many experiments together: what they are worth honestly, and by which rule.')
    .argument(
      '<files...>',
      "journals ('experiments/*.jsonl'), or one table of effects; - is standard input",
    )
    .action(async (files: string[], flags: unknown) => {
      const { programme } = await import('./programme.js');
      await programme(files, flags, explicitFlags(command), io);
    });
  return withFlags(command, PROGRAMME_FLAGS, HELP);
}
