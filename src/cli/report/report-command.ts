import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { REPORT_FLAGS, type ReportFlags } from './report-flags.js';

const HELP: HelpTexts<keyof ReportFlags & string> = {
  common: null,
  examples: `  A saved report as a page to send, and as a picture for slides:
    $ perso-test report report.json --format html=report.html \\
        --format svg=effects.svg
  What a page says, drawn on the terminal; and its figures, to the last digit:
    $ perso-test report report.html --plot
    $ perso-test report report.html --format json
`,
  more: `
The data are not needed any more: a report holds all that any format shows.
What plan, power, simulate and describe answered is shown in their formats.
`,
};

/** The report command; its work is loaded when it is asked for. */
export function reportCommand(io: Io): Command {
  const command = new Command('report')
    .description('Show a saved report or answer again, in any format that it comes in.')
    .argument('<file>', 'JSON or a page that a command wrote; - is standard input')
    .action(async (file: string, flags: unknown) => {
      const { report } = await import('./report.js');
      await report(file, flags, io);
    });
  return withFlags(command, REPORT_FLAGS, HELP);
}
