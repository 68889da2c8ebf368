import { Argument, Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { COMPLETION_FLAGS, type CompletionFlags } from './completion-flags.js';
import { SHELLS } from './shells.js';

const HELP: HelpTexts<keyof CompletionFlags & string> = {
  common: null,
  examples: `  In bash, in ~/.bashrc for every session:
    $ eval "$(perso-test completion bash)"
  In zsh, in ~/.zshrc, below compinit:
    $ eval "$(perso-test completion zsh)"
  In fish, once:
    $ perso-test completion fish \\
        --output ~/.config/fish/completions/perso-test.fish
`,
  more: `
Flags, the words that they take, and files. After an update, make it again.
`,
};

/** The completion command; its work is loaded when it is asked for. */
export function completionCommand(io: Io): Command {
  const command = new Command('completion')
    .description('Print what completes these commands and their flags in a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action(async (shell: (typeof SHELLS)[number], flags: unknown) => {
      const { completion } = await import('./completion.js');
      await completion(shell, flags, command.parent!.commands, io);
    });
  return withFlags(command, COMPLETION_FLAGS, HELP);
}
