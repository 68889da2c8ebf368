import { version } from '../../../package.json';
import { checkJournal } from '../../gate/checked-journal.js';
import { type ClosingWords, closingLine } from '../../gate/closing-line.js';
import { experimentOnRecord } from '../../programme/experiment-on-record.js';
import {
  checkApart,
  type Journal,
  readJournal,
  recordClosing,
} from '../../read/journal/journal.js';
import { answerFormats } from '../../render/answers.js';
import { ledgerReport } from '../../report/ledger-report.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { type PlanOf, plansOf } from '../input/plans-beside.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { CLOSE_FLAGS, type CloseFlags } from './close-flags.js';

/** Ends an experiment by a line in its journal, and says how it stands in the ledger. */
export async function close(journal: string, given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(CLOSE_FLAGS, given);
  const plans = flags.plan === undefined ? [] : [flags.plan];
  checkApart(journal, plans);
  const targets = outputsFrom(flags, answerFormats('ledger'), [journal, ...plans]);
  const planOf = await plansOf([readJournal(journal)], { sure: plans, maybe: [] });
  await recordClosing(journal, (before) => lineFor(before, planOf, wordsOf(flags), io));
  const closed = readJournal(journal);
  const record = experimentOnRecord(closed, planOf(closed));
  const question = { experiments: 1, metric: null, where: [], notes: [] };
  await writeAnswer('ledger', ledgerReport([record], question, version), targets, flags, io);
}

/** The line that ends the journal, whose looks say what their own figures come to. */
function lineFor(before: Journal, planOf: PlanOf, words: ClosingWords, io: Io) {
  const read = planOf(before);
  if (read !== null) checkJournal(before, read);
  const name = before.looks.length === 0 ? null : experimentOnRecord(before, read).experiment;
  return closingLine(before, words, { name, time: io.now(), version });
}

function wordsOf(flags: CloseFlags): ClosingWords {
  const { decision, variant, because, learned, next, horizonUnits, trafficShare } = flags;
  return {
    decision: decision ?? null,
    variant: variant ?? null,
    because: because ?? null,
    learned,
    next: next ?? null,
    horizonUnits: horizonUnits ?? null,
    trafficShare: trafficShare ?? null,
  };
}
