import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { explicitFlags, withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { projectOf } from '../project/project.js';
import { LEDGER_FLAGS, type LedgerFlags } from './ledger-flags.js';

const HELP: HelpTexts<keyof LedgerFlags & string> = {
  common: null,
  examples: `  Every experiment on record: what was decided, for what, what was learned:
    $ perso-test ledger 'experiments/*.jsonl'
  What came of recommendations on the homepage, by sign-ups:
    $ perso-test ledger 'experiments/*.jsonl' --metric signup \\
        --where surface=homepage --where tactic=recommendations
  Are the rules kept, those of perso-test.yaml and those that hold without?
    $ perso-test ledger 'experiments/*.jsonl' --check
`,
  more: `
Conditions are of a tag, or of a fact: experiment, owner, state (running,
decided, closed), decision, verdict, variant, follows, days, units, first, last;
tag.NAME is a tag of such a name. Plans are found beside their journals, and may
be named as well.
`,
};

/** The ledger command; its work is loaded when it is asked for. */
export function ledgerCommand(io: Io, decide: (exitCode: number) => void): Command {
  const command = new Command('ledger')
    .description('List what was tested, decided and learned, from the journals of gates.')
    .argument('<journals...>', "journals that gates keep, 'DIR/*.jsonl', and plans elsewhere")
    .action(async (journals: string[], flags: unknown) => {
      const { ledger } = await import('./ledger.js');
      const asked = { said: explicitFlags(command), project: projectOf(command) };
      decide(await ledger(journals, flags, asked, io));
    });
  return withFlags(command, LEDGER_FLAGS, HELP);
}
