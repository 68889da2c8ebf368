import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io, Run } from '../io.js';
import { VERIFY_FLAGS, type VerifyFlags } from './verify-flags.js';

const HELP: HelpTexts<keyof VerifyFlags & string> = {
  common: null,
  examples: `  Are the published figures met on this machine, by this very program?
    $ perso-test verify
  Those of one method; your own, beside what a CI shows:
    $ perso-test verify --only fisher
    $ perso-test verify our-cases.json --format junit=verified.xml
`,
  more: `
Each case is a command with its data and the figures that somebody else has
published for it, or R computes. Exit code: 0 all agree, 1 one does not.
`,
};

/** The verify command, which runs the program itself; its work is loaded when it is asked for. */
export function verifyCommand(io: Io, decide: (exitCode: number) => void, run: Run): Command {
  const command = new Command('verify')
    .description('Check this program against published figures, on this machine.')
    .argument('[files...]', 'cases of your own, in place of those that come with the program')
    .action(async (files: string[], flags: unknown) => {
      const { verify } = await import('./verify.js');
      decide(await verify(files, flags, { io, run }));
    });
  return withFlags(command, VERIFY_FLAGS, HELP);
}
