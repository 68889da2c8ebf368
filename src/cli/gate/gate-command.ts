import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { RESULT_FILES } from '../flags/shared-flags.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { projectOf } from '../project/project.js';
import { GATE_FLAGS, type GateFlags } from './gate-flags.js';

const HELP: HelpTexts<keyof GateFlags & string> = {
  common: ['journal', 'exitCode', 'delimiter', 'format', 'output', 'quiet'],
  examples: `  May it be rolled out? Asked every night, with every look on record:
    $ perso-test gate --journal looks.jsonl -- plan.yaml results.csv
  For a caller that knows only pass and fail:
    $ perso-test gate --exit-code keep-collecting=0 -- plan.yaml results.csv

Exit code: 0 ship, 20 keep the control, 21 keep collecting, 22 invalid
experiment, 2 wrong usage or input, 1 a bug of ours. What cannot be decided is
never a ship, nor is this help: it ends with 2. Behind -- no file is a flag.
`,
  more: `
More examples:
  For people and for programs at once:
    $ perso-test gate --format json=report.json --format markdown=summary.md \\
        -- plan.yaml results.csv
`,
};

/** The gate command; its work is loaded when it is asked for. */
export function gateCommand(io: Io, decide: (exitCode: number) => void): Command {
  const command = new Command('gate')
    .description('Decide by a plan whether a treatment may be shipped; the exit code says it.')
    .argument('<plan>', 'the plan, YAML or JSON')
    .argument('<files...>', RESULT_FILES)
    .action(async (plan: string, files: string[], flags: unknown) => {
      const { gate } = await import('./gate.js');
      decide(await gate(plan, files, flags, projectOf(command), io));
    });
  return withFlags(command, GATE_FLAGS, HELP);
}
