import { UserError } from '../../errors.js';
import { checkJournal } from '../../gate/checked-journal.js';
import {
  type ExperimentOnRecord,
  experimentOnRecord,
} from '../../programme/experiment-on-record.js';
import { statOrNull } from '../../read/bytes/system-errors.js';
import { readJournal } from '../../read/journal/journal.js';
import type { Journal } from '../../read/journal/schema.js';
import { onePath } from '../../read/paths/behind-links.js';
import type { LedgerNote } from '../../report/ledger-report.js';
import { type KnownPlans, PLAN_NAME, plansOf } from './plans-beside.js';
import { filesFor } from './sources.js';

/** All experiments of some journals, in the order in which they were named, those of a pattern by name. */
export interface Ledger {
  experiments: ExperimentOnRecord[];
  /** The journals that were named, and the plans that were named or found. */
  files: string[];
  notes: LedgerNote[];
}

const JOURNAL = /\.jsonl$/i;

/**
 * The experiments whose journals are named, with the plans that lie beside them or are named too: a journal has
 * the plan with the hash of its first look, else the one of its name. Of what a pattern matches, files that are
 * neither are left out and told.
 *
 * @param args journals, plans and patterns of them.
 * @throws {UserError} where no journal is named, one cannot be read, is damaged or would be refused by its gate, or a
 *   plan that is named is none.
 */
export async function readLedger(args: readonly string[]): Promise<Ledger> {
  const { journals, plans, others } = await namedFiles(args);
  if (journals.length === 0) {
    throw new UserError('no journal is named', {
      hint: "name those that gates keep, 'experiments/*.jsonl' say",
    });
  }
  const read = journals.map((path) => readJournal(path));
  const { planOf, files } = await plansOf(read, plans);
  const written = read.filter(({ last }) => last !== null);
  for (const journal of written) checkLast(journal, planOf);
  const originalOf = originalsAmong(written);
  const originals = written.filter((journal) => originalOf(journal) === undefined);
  const experiments = originals.map((journal) => experimentOnRecord(journal, planOf(journal)));
  const notes: LedgerNote[] = [
    ...sameNames(experiments),
    ...written.flatMap((journal) => copyNote(journal, originalOf(journal))),
    ...read
      .filter(({ last }) => last === null)
      .map(({ path }) => ({ code: 'EMPTY_JOURNAL' as const, journal: path })),
    ...(others.length === 0
      ? []
      : [{ code: 'NO_JOURNAL' as const, files: others.length, example: others[0]! }]),
  ];
  return { experiments, files: [...journals, ...files], notes };
}

/**
 * Every line but the last has its hash in the next one. So of an experiment that was not ended the looks are worked out
 * again, as its gate does before the next one.
 */
function checkLast(journal: Journal, planOf: KnownPlans['planOf']): void {
  const read = journal.closing === null ? planOf(journal) : null;
  if (read !== null) checkJournal(journal, read);
}

/**
 * Of which journal another one is a copy, or an earlier state: its last line is the last of one named before, or one
 * that others follow. It is one experiment, whose effects count once.
 */
function originalsAmong(journals: readonly Journal[]): (journal: Journal) => Journal | undefined {
  const byLast = new Map<string, Journal>();
  const byLineBefore = new Map<string, Journal>();
  for (const journal of journals) {
    const { looks, closing, last } = journal;
    if (!byLast.has(last!)) byLast.set(last!, journal);
    for (const line of [...looks, ...(closing === null ? [] : [closing])]) {
      if (line.schemaVersion !== 2 || line.previous === null) continue;
      if (!byLineBefore.has(line.previous)) byLineBefore.set(line.previous, journal);
    }
  }
  return (journal) => {
    const same = byLast.get(journal.last!);
    return byLineBefore.get(journal.last!) ?? (same === journal ? undefined : same);
  };
}

function copyNote({ path }: Journal, original: Journal | undefined): LedgerNote[] {
  if (original === undefined) return [];
  return [{ code: 'COPIED_JOURNAL', journal: path, original: original.path }];
}

interface NamedFiles {
  journals: string[];
  plans: { sure: string[]; maybe: string[] };
  others: string[];
}

async function namedFiles(args: readonly string[]): Promise<NamedFiles> {
  const named: NamedFiles = { journals: [], plans: { sure: [], maybe: [] }, others: [] };
  const known = new Set<string>();
  for (const argument of args) {
    if (argument === '') {
      throw new UserError('a file name is empty', { hint: 'is a variable unset?' });
    }
    for (const path of await filesFor(argument)) {
      const real = realPathOf(path);
      if (!known.has(real)) placeOf(path, path === argument, named).push(path);
      known.add(real);
    }
  }
  return named;
}

/** Where a file belongs; one that is named by itself is meant, whatever it is called. */
function placeOf(path: string, isMeant: boolean, { journals, plans, others }: NamedFiles) {
  if (PLAN_NAME.test(path)) return isMeant ? plans.sure : plans.maybe;
  return isMeant || JOURNAL.test(path) ? journals : others;
}

/** One journal that two patterns match is one. */
function realPathOf(path: string): string {
  const stat = statOrNull(path);
  if (stat === null) {
    throw new UserError('there is no such file', {
      location: { file: path },
      hint: 'check the path',
    });
  }
  if (!stat.isDirectory()) return onePath(path);
  throw new UserError('this is a folder', {
    location: { file: path },
    hint: `name the journals in it: '${path.replace(/(?<=[^/\\:])[/\\]+$/, '')}/*.jsonl'`,
  });
}

function sameNames(experiments: readonly ExperimentOnRecord[]): LedgerNote[] {
  const byName = new Map<string, string[]>();
  for (const { experiment, journal } of experiments) {
    const own = byName.get(experiment);
    if (own === undefined) byName.set(experiment, [journal]);
    else own.push(journal);
  }
  return [...byName]
    .filter(([, journals]) => journals.length > 1)
    .map(([experiment, journals]) => ({ code: 'SAME_EXPERIMENT' as const, experiment, journals }));
}
