import { version } from '../../../package.json';
import { noSuchMetric, UserError } from '../../errors.js';
import { metricsOnRecord } from '../../programme/effects-on-record.js';
import type { ExperimentOnRecord } from '../../programme/experiment-on-record.js';
import { answerFormats } from '../../render/answers.js';
import { ledgerReport } from '../../report/ledger-report.js';
import { EXIT } from '../exit-codes.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { chosenExperiments } from '../input/chosen-experiments.js';
import { readLedger } from '../input/read-ledger.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import type { Project } from '../project/project.js';
import { checkedLedger } from './checked-ledger.js';
import { LEDGER_FLAGS } from './ledger-flags.js';

/**
 * Lists the experiments on record, with what was decided and learned, or what of them is against the rules. Gives the
 * exit code, which tells rules that are broken.
 */
export async function ledger(
  journals: string[],
  given: unknown,
  { said, project }: { said: readonly string[]; project: Project },
  io: Io,
): Promise<number> {
  const flags = checkedFlags(LEDGER_FLAGS, given);
  if (flags.check === true) return checkedLedger(journals, flags, project, io);
  if (said.includes('policy') && project.rules !== null) throw unheld(project.rules.path);
  const { metric = null, where } = flags;
  const read = await readLedger(journals);
  const targets = outputsFrom(flags, answerFormats('ledger'), read.files);
  if (metric !== null) checkMetric(metric, read.experiments);
  const chosen = chosenExperiments(read.experiments, where);
  const question = { experiments: read.experiments.length, metric, where, notes: read.notes };
  await writeAnswer('ledger', ledgerReport(chosen, question, version), targets, flags, io);
  return EXIT.done;
}

/** Rules that are named are meant to be held. */
function unheld(path: string): UserError {
  return new UserError(`--policy ${path}: a list holds nothing against rules`, {
    hint: (say) => `to hold them: ${say.again(['--check'])}`,
  });
}

function checkMetric(metric: string, experiments: readonly ExperimentOnRecord[]): void {
  const metrics = [...new Set(experiments.flatMap(metricsOnRecord))];
  if (!metrics.includes(metric))
    throw noSuchMetric((say) => say.metric(metric), metric, metrics, 'ledger');
}
