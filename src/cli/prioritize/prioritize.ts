import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import type { IdeasRead } from '../../read/ideas/read-ideas.js';
import { readIdeas } from '../../read/ideas/read-ideas.js';
import { answerFormats } from '../../render/answers.js';
import { priorityReport } from '../../report/priority-report.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { flagName } from '../flags/flag.js';
import { readLedger } from '../input/read-ledger.js';
import type { Io } from '../io.js';
import { writeNewDocument } from '../output/new-document.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { backlogToFillIn } from './backlog-to-fill-in.js';
import { priorsOf } from './idea-priors.js';
import { PRIORITIZE_FLAGS, type PrioritizeFlags, WEEKS } from './prioritize-flags.js';

/** Ranks a backlog and plans its tests, or writes one to fill in. */
export async function prioritize(file: string | undefined, given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(PRIORITIZE_FLAGS, given);
  if (flags.init !== undefined) return writeNewBacklog(file, flags, io);
  if (file === undefined) {
    throw new UserError('prioritize: which file?', {
      hint: 'perso-test prioritize ideas.yaml; none yet? perso-test prioritize --init ideas.yaml',
    });
  }
  const ledger = flags.ledger.length === 0 ? null : await readLedger(flags.ledger);
  const targets = outputsFrom(flags, answerFormats('priority'), [file, ...(ledger?.files ?? [])]);
  const backlog = await readIdeas(file);
  const weeklyUnits = weeklyUnitsOf(backlog, flags.weeklyUnits);
  const question = {
    path: file,
    weeklyUnits,
    priors: priorsOf(backlog, ledger?.experiments ?? null),
    experiments: ledger?.experiments.length ?? null,
    weeksPlanned: flags.weeks ?? WEEKS,
  };
  await writeAnswer('priority', priorityReport(backlog, question, version), targets, flags, io);
}

/** What is typed goes before what the backlog says. */
function weeklyUnitsOf({ weeklyUnits, path }: IdeasRead, typed: number | undefined): number {
  const units = typed ?? weeklyUnits;
  if (units !== null) return units;
  throw new UserError('how many units a week may be tested is not said', {
    location: { file: path },
    hint: 'weeklyUnits: 200000 in the backlog, or --weekly-units 200000',
  });
}

/** What is said of ranking has no place where there is nothing to rank yet. */
function writeNewBacklog(file: string | undefined, flags: PrioritizeFlags, io: Io): void {
  const ranking = (['weeklyUnits', 'weeks'] as const).filter((name) => flags[name] !== undefined);
  const [said] = flags.ledger.length > 0 ? (['ledger'] as const) : ranking;
  if (said !== undefined) {
    throw new UserError(`${flagName(said)}: --init writes a backlog, and ranks nothing yet`, {
      hint: `fill it in, then perso-test prioritize FILE ${flagName(said)} …`,
    });
  }
  writeNewDocument(NEW_BACKLOG, file, flags, io);
}

const NEW_BACKLOG = {
  command: 'prioritize',
  noun: 'backlog',
  kind: 'ideas',
  example: 'ideas.yaml',
  text: backlogToFillIn,
} as const;
