import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { CLOSE_FLAGS, type CloseFlags } from './close-flags.js';

const HELP: HelpTexts<keyof CloseFlags & string> = {
  common: ['learned', 'next', 'decision', 'variant', 'because', 'horizonUnits', 'report', 'tag'],
  examples: `  What the gate said was done:
    $ perso-test close hero.jsonl --learned 'A matched hero signs up more.'
  Something else was done, and it says why:
    $ perso-test close hero.jsonl --decision keep-control \\
        --because 'The page goes in March.' --learned 'It would have paid.'
  A test that had no gate, by its saved report:
    $ perso-test close hero.jsonl --report report.json --tag surface=homepage \\
        --learned 'A matched hero signs up more.'
`,
  more: `
What is closed stays so, and takes no more looks. perso-test ledger shows it.
`,
};

/** The close command; its work is loaded when it is asked for. */
export function closeCommand(io: Io): Command {
  const command = new Command('close')
    .description('End an experiment in its journal: what was done, and what was learned.')
    .argument('<journal>', 'the journal that its gate keeps')
    .action(async (journal: string, flags: unknown) => {
      const { close } = await import('./close.js');
      await close(journal, flags, io);
    });
  return withFlags(command, CLOSE_FLAGS, HELP);
}
