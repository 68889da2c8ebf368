import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io, Run } from '../io.js';

const HELP: HelpTexts<never> = {
  common: null,
  examples: `  In the settings of a program that speaks the Model Context Protocol:
    { "mcpServers":
        { "perso-test": { "command": "perso-test", "args": ["mcp"] } } }
  By hand, a message a line:
    $ echo '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' | perso-test mcp
`,
  more: `
What each tool takes is what the command of its name takes, and what it answers
is the text for people and the JSON of that command.
It reads files of the folder in which it was started, and below it, and writes
none: no gate is decided, no journal gets a line.
`,
};

/** The mcp command, which runs the others for a program; its work is loaded when it is asked for. */
export function mcpCommand(io: Io, _decide: (exitCode: number) => void, run: Run): Command {
  const command = new Command('mcp')
    .description('Answer a language model: read-only tools by the Model Context Protocol.')
    .action(async () => {
      const { serve } = await import('./mcp.js');
      await serve(command.parent!.commands, { io, run });
    });
  return withFlags(command, {}, HELP);
}
