import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import { rulesHeld } from '../../programme/policy/findings.js';
import { answerFormats } from '../../render/answers.js';
import { rulesReport } from '../../report/rules-report.js';
import { EXIT } from '../exit-codes.js';
import { chosenExperiments } from '../input/chosen-experiments.js';
import { readLedger } from '../input/read-ledger.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import type { Project } from '../project/project.js';
import type { LedgerFlags } from './ledger-flags.js';

/**
 * Says what of the experiments on record is against the rules, and gives the exit code that tells it. All of them are
 * looked at, since two may break a rule together; told is what concerns those that were chosen.
 */
export async function checkedLedger(
  journals: readonly string[],
  flags: LedgerFlags,
  { rules }: Project,
  io: Io,
): Promise<number> {
  if (flags.metric !== undefined) {
    throw new UserError('--metric: rules are of whole experiments', {
      hint: 'leave it out; --where chooses experiments',
    });
  }
  const { experiments: all, files } = await readLedger(journals);
  const targets = outputsFrom(flags, answerFormats('rules'), files);
  const now = io.now();
  const policy = rules?.policy ?? null;
  const chosen = chosenExperiments(all, flags.where);
  const held = rulesHeld(all, policy, now, chosen);
  const report = rulesReport(held, { rules, experiments: chosen.length, now }, version);
  await writeAnswer('rules', report, targets, flags, io);
  return report.kept ? EXIT.done : EXIT.against;
}
