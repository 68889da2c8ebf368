import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../errors.js';
import {
  type ExperimentOnRecord,
  experimentOnRecord,
} from '../../programme/experiment-on-record.js';
import { statOrNull } from '../../read/bytes/system-errors.js';
import { readJournal } from '../../read/journal/journal.js';
import { type PlanRead, readPlan } from '../../read/plan/read-plan.js';
import { sourcesOf } from './sources.js';

/** What there is to tell of a ledger beside its experiments. */
export type LedgerNote =
  | { code: 'SAME_EXPERIMENT'; experiment: string; journals: string[] }
  | { code: 'EMPTY_JOURNAL'; journal: string }
  | { code: 'NO_JOURNAL'; files: number; example: string };

/** All experiments of some journals, in the order in which they were named, those of a pattern by name. */
export interface Ledger {
  experiments: ExperimentOnRecord[];
  notes: LedgerNote[];
}

const PLAN = /\.(ya?ml|json)$/i;
const JOURNAL = /\.jsonl$/i;

/**
 * The experiments whose journals are named, with the plans that lie beside them or are named too: a journal has
 * the plan with the hash of its first look, else the one of its name. Of what a pattern matches, files that are
 * neither are left out and told.
 *
 * @param args journals, plans and patterns of them.
 * @throws {UserError} where no journal is named, one cannot be read or is damaged, or a plan that is named is none.
 */
export async function readLedger(args: readonly string[]): Promise<Ledger> {
  const { journals, plans, others } = await namedFiles(args);
  if (journals.length === 0) {
    throw new UserError('no journal is named', {
      hint: "name those that gates keep, 'experiments/*.jsonl' say",
    });
  }
  const read = journals.map((path) => readJournal(path));
  const known = await plansFor(journals, plans);
  const written = read.filter(({ last }) => last !== null);
  const experiments = written.map((journal) => experimentOnRecord(journal, known.planOf(journal)));
  const notes: LedgerNote[] = [
    ...sameNames(experiments),
    ...read
      .filter(({ last }) => last === null)
      .map(({ path }) => ({ code: 'EMPTY_JOURNAL' as const, journal: path })),
    ...(others.length === 0
      ? []
      : [{ code: 'NO_JOURNAL' as const, files: others.length, example: others[0]! }]),
  ];
  return { experiments, notes };
}

interface NamedFiles {
  journals: string[];
  plans: string[];
  others: string[];
}

async function namedFiles(args: readonly string[]): Promise<NamedFiles> {
  const named: NamedFiles = { journals: [], plans: [], others: [] };
  const known = new Set<string>();
  for (const argument of args) {
    if (argument === '')
      throw new UserError('a file name is empty', { hint: 'is a variable unset?' });
    const found = await sourcesOf([argument]);
    for (const { path } of found) {
      // What is named by itself is meant, whatever it is called.
      const isMeant = path === argument;
      const real = realPathOf(path);
      if (known.has(real)) continue;
      known.add(real);
      if (PLAN.test(path)) named.plans.push(path);
      else if (JOURNAL.test(path) || isMeant) named.journals.push(checkedFile(path));
      else named.others.push(path);
    }
  }
  return named;
}

/** One journal that two patterns match is one. */
function realPathOf(path: string): string {
  return statOrNull(path) === null ? path : realpathSync(path);
}

function checkedFile(path: string): string {
  if (statOrNull(path) !== null) return path;
  throw new UserError('there is no such journal', {
    location: { file: path },
    hint: 'check the path',
  });
}

/** Which plan a journal has. */
interface KnownPlans {
  planOf: (journal: ReturnType<typeof readJournal>) => PlanRead | null;
}

async function plansFor(
  journals: readonly string[],
  named: readonly string[],
): Promise<KnownPlans> {
  const plans: PlanRead[] = [];
  for (const path of besides(journals)) {
    const plan = await planOrNull(path);
    if (plan !== null) plans.push(plan);
  }
  // Last, so that of two alike the one that is named counts.
  for (const path of named) plans.push(await readPlan(path));
  const byHash = new Map(plans.map((plan) => [plan.sha256, plan]));
  const byName = new Map(plans.map((plan) => [plan.plan.experiment, plan]));
  return {
    planOf: ({ looks: [first], closing }) => {
      const name = first?.schemaVersion === 2 ? first.experiment : closing?.experiment;
      return byHash.get(first?.plan ?? '') ?? byName.get(name ?? '') ?? null;
    },
  };
}

/** What may be plans in the folders of the journals, by name. */
function besides(journals: readonly string[]): string[] {
  const folders = [...new Set(journals.map((path) => dirname(path)))];
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => PLAN.test(name))
      .sort()
      .map((name) => join(folder, name)),
  );
}

/** A file that lies beside a journal may be anything; what is no plan is none of its. */
async function planOrNull(path: string): Promise<PlanRead | null> {
  try {
    return await readPlan(path);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function sameNames(experiments: readonly ExperimentOnRecord[]): LedgerNote[] {
  const byName = new Map<string, string[]>();
  for (const { experiment, journal } of experiments) {
    byName.set(experiment, [...(byName.get(experiment) ?? []), journal]);
  }
  return [...byName]
    .filter(([, journals]) => journals.length > 1)
    .map(([experiment, journals]) => ({ code: 'SAME_EXPERIMENT' as const, experiment, journals }));
}
