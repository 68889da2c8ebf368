import { Command } from 'commander';
import { REPORT_FORMAT_NAMES } from '../../render/report-formats.js';
import { addDialectFlags, layoutFlag } from '../flags/dialect-flags.js';
import { addOutputFlags, once, RESULT_FILES, repeatable } from '../flags/flags.js';
import type { Io } from '../io.js';

const EXAMPLES = `
Examples:
  May it be rolled out? Asked every night, with every look on record:
    $ perso-test gate plan.yaml results.csv --journal looks.jsonl
  For a caller that knows only pass and fail:
    $ perso-test gate plan.yaml results.csv --exit-code keep-collecting=0
  For people and for programs at once:
    $ perso-test gate plan.yaml results.csv --format json=report.json \\
        --format markdown=summary.md

Exit code: 0 ship, 20 keep the control, 21 keep collecting, 22 invalid
experiment, 2 wrong usage or input, 1 a bug of ours. What cannot be decided is
never a ship.
`;

/** The gate command; its work is loaded when it is asked for. */
export function gateCommand(io: Io, decide: (exitCode: number) => void): Command {
  const command = new Command('gate')
    .description('Decide by a plan whether a treatment may be shipped; the exit code says it.')
    .argument('<plan>', 'the plan, YAML or JSON')
    .argument('<files...>', RESULT_FILES)
    .addHelpText('after', EXAMPLES)
    .action(async (plan: string, files: string[], flags: unknown) => {
      const { gate } = await import('./gate.js');
      decide(await gate(plan, files, flags, io));
    });
  command
    .optionsGroup('The gate:')
    .addOption(
      once('--journal <file>', 'keep each look on record there, and read the earlier ones'),
    )
    .addOption(repeatable('--exit-code <decision=code>', 'another exit code: keep-collecting=0'));
  addDialectFlags(command.optionsGroup('Reading:').addOption(layoutFlag()));
  return addOutputFlags(command.optionsGroup('Output:'), REPORT_FORMAT_NAMES).option(
    '-q, --quiet',
    'print the verdict only',
  );
}
