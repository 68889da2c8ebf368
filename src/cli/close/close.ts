import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import { checkJournal } from '../../gate/checked-journal.js';
import { type ClosingWords, closingLine } from '../../gate/closing-line.js';
import { experimentOnRecord } from '../../programme/experiment-on-record.js';
import {
  checkApart,
  type Journal,
  readJournal,
  recordClosing,
  recordReport,
} from '../../read/journal/journal.js';
import type { ReportLine } from '../../read/journal/report-line.js';
import { nameIn } from '../../read/paths/paths.js';
import { answerFormats, answerKind } from '../../render/answers.js';
import { ledgerReport } from '../../report/ledger-report.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { flagName } from '../flags/flag.js';
import { type KnownPlans, plansOf } from '../input/plans-beside.js';
import { readSavedAnswer } from '../input/saved-answer.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { CLOSE_FLAGS, type CloseFlags } from './close-flags.js';
import { reportLine } from './report-line.js';

/** Ends an experiment by a line in its journal, and says how it stands in the ledger. */
export async function close(journal: string, given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(CLOSE_FLAGS, given);
  const others = [flags.plan, flags.report].filter((path) => path !== undefined);
  checkApart(journal, others);
  const targets = outputsFrom(flags, answerFormats('ledger'), [journal, ...others]);
  const sure = flags.plan === undefined ? [] : [flags.plan];
  const { planOf } = await plansOf([readJournal(journal)], { sure, maybe: [] });
  const report = await reportFrom(flags, journal, io);
  const lineOf = (before: Journal) => lineFor(before, planOf, wordsOf(flags), io);
  await (report === null ? recordClosing(journal, lineOf) : recordReport(journal, report, lineOf));
  const closed = readJournal(journal);
  const record = experimentOnRecord(closed, planOf(closed));
  const question = { experiments: 1, metric: null, where: [], notes: [] };
  await writeAnswer('ledger', ledgerReport([record], question, version), targets, flags, io);
}

/** The line that ends the journal, whose looks say what their own figures come to. */
function lineFor(before: Journal, planOf: KnownPlans['planOf'], words: ClosingWords, io: Io) {
  const read = planOf(before);
  if (read !== null) checkJournal(before, read);
  const name = before.last === null ? null : experimentOnRecord(before, read).experiment;
  return closingLine(before, words, { name, time: io.now(), version });
}

/** What is said of an experiment that only a test without a gate lacks. */
const OF_A_REPORT = ['experiment', 'owner', 'follows'] as const;

async function reportFrom(flags: CloseFlags, journal: string, io: Io): Promise<ReportLine | null> {
  const { report: file, tag } = flags;
  if (file === undefined) {
    const odd =
      OF_A_REPORT.find((name) => flags[name] !== undefined) ?? (tag.length > 0 ? 'tag' : null);
    if (odd === null) return null;
    throw new UserError(`${flagName(odd)}: the journal has what its plan says of that`, {
      hint: `put it right in the plan, before the next look; with --report it is for a test without a gate`,
    });
  }
  const { kind, answer } = await readSavedAnswer(file, io);
  if (kind !== 'analysis' || !('verdict' in answer)) {
    throw new UserError(`this is the ${answerKind(kind).what}, and no report of an analysis`, {
      location: { file },
      hint: 'name one that analyze wrote: --format json=report.json',
    });
  }
  const about = {
    experiment:
      flags.experiment ?? answer.plan?.experiment ?? nameIn(journal).replace(/\.jsonl$/i, ''),
    owner: flags.owner ?? null,
    tags: tagsOf(tag),
    follows: flags.follows ?? null,
  };
  return reportLine(answer, file, about, io.now());
}

function tagsOf(tags: CloseFlags['tag']): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, value } of tags) {
    const before = found.get(name);
    if (before !== undefined) {
      throw new UserError(`--tag ${name}: it is given twice, as ${before} and as ${value}`, {
        hint: 'leave out one of the two',
      });
    }
    found.set(name, value);
  }
  return found;
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
