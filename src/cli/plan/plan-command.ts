import { Command } from 'commander';
import type { HelpTexts } from '../flags/help.js';
import { withFlags } from '../flags/with-flags.js';
import type { Io } from '../io.js';
import { projectOf } from '../project/project.js';
import { PLAN_FLAGS, type PlanFlags } from './plan-flags.js';

const HELP: HelpTexts<keyof PlanFlags & string> = {
  common: null,
  examples: `  Write a plan to fill in, with a comment on each key:
    $ perso-test plan --init plan.yaml
  What does it promise, how many units does it need, how long does that take?
    $ perso-test plan plan.yaml
  The same as a page, to agree on before the data:
    $ perso-test plan plan.yaml --format html=plan.html
`,
  more: `
A plan is YAML or JSON, committed before the data. An editor completes and
explains its keys by the first line that --init writes. Exit code: 0 done, 22
against the rules of its project (perso-test.yaml), 2 wrong usage or input.
`,
};

/** The plan command; its work is loaded when it is asked for. */
export function planCommand(io: Io, decide: (exitCode: number) => void): Command {
  const command = new Command('plan')
    .description('Say what a plan promises: hypotheses, looks, sample size, days, decisions.')
    .argument('[file]', 'the plan, YAML or JSON')
    .action(async (file: string | undefined, flags: unknown) => {
      const { plan } = await import('./plan.js');
      decide(await plan(file, flags, projectOf(command), io));
    });
  return withFlags(command, PLAN_FLAGS, HELP);
}
