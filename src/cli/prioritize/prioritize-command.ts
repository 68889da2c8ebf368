import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { PRIORITIZE_FLAGS, type PrioritizeFlags } from './prioritize-flags.js';

const HELP: HelpTexts<keyof PrioritizeFlags & string> = {
  common: null,
  examples: `  Which ideas to test first, for how long, and which to ship or leave:
    $ perso-test prioritize ideas.yaml --weekly-units 200000
  The same with what earlier tests of their kind came to:
    $ perso-test prioritize ideas.yaml --weekly-units 200000 \\
        --ledger 'experiments/*.jsonl'
  Write a backlog to fill in, with a comment on each key:
    $ perso-test prioritize --init ideas.yaml
`,
  more: `
A backlog is YAML or JSON: for each idea what the control does, what a success
is worth, what is known of its effect, who meets it and for how long the
decision is made.
`,
};

/** The prioritize command; its work is loaded when it is asked for. */
export function prioritizeCommand(io: Io): Command {
  const command = new Command('prioritize')
    .description('Rank a backlog by what testing each idea is worth, and plan its tests.')
    .argument('[file]', 'the backlog, YAML or JSON')
    .action(async (file: string | undefined, flags: unknown) => {
      const { prioritize } = await import('./prioritize.js');
      await prioritize(file, flags, io);
    });
  return withFlags(command, PRIORITIZE_FLAGS, HELP);
}
