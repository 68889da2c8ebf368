import { readdirSync } from 'node:fs';
import { UserError } from '../../errors.js';
import type { Journal } from '../../read/journal/schema.js';
import { beside, folderOf, stemOf } from '../../read/paths/paths.js';
import { type PlanRead, readPlan } from '../../read/plan/read-plan.js';

/** What a file is called that may be a plan. */
export const PLAN_NAME = /\.(ya?ml|json)$/i;

/** Where plans are looked for beside the folders of journals. */
export interface NamedPlans {
  /** Files that are plans, or it is a mistake. */
  sure: readonly string[];
  /** Files that may be plans. */
  maybe: readonly string[];
}

/** The plans of journals, and where they were looked for. */
export interface KnownPlans {
  /** Which plan a journal has: the one with the hash of its first look, else the one of its name, else `null`. */
  planOf: (journal: Journal) => PlanRead | null;
  /** The files that are plans, named or found. */
  files: string[];
}

/**
 * The plans of these journals: those that are named, and those that lie beside them. First of each the one that is
 * called as its journal; only where that is another plan are all files of the folder looked into.
 *
 * @throws {UserError} where a plan that is named is none.
 */
export async function plansOf(
  journals: readonly Journal[],
  { sure, maybe }: NamedPlans,
): Promise<KnownPlans> {
  const known = knownPlans();
  for (const path of sure) known.add(await readPlan(path));
  const folders = new Map<string, string[]>();
  for (const { path } of journals) {
    const folder = folderOf(path);
    if (!folders.has(folder)) folders.set(folder, plansBeside(path));
  }
  const calledAlike = namesakes(folders);
  for (const journal of journals) {
    for (const path of calledAlike(journal)) await known.addIfPlan(path);
  }
  const without = journals.filter((journal) => !known.hasPlanOf(journal));
  const rest = [...new Set(without.map(({ path }) => folderOf(path)))];
  const others = rest.length === 0 ? [] : [...rest.flatMap((one) => folders.get(one)!), ...maybe];
  for (const path of others) await known.addIfPlan(path);
  return { planOf: known.planOf, files: known.files };
}

function knownPlans() {
  const byHash = new Map<string, PlanRead>();
  const byName = new Map<string, PlanRead>();
  const read = new Set<string>();
  const files: string[] = [];
  const add = (plan: PlanRead) => {
    read.add(plan.path);
    files.push(plan.path);
    if (!byHash.has(plan.sha256)) byHash.set(plan.sha256, plan);
    const { experiment } = plan.plan;
    if (!byName.has(experiment)) byName.set(experiment, plan);
  };
  const ofFirstLook = ({ looks: [first], report }: Journal) =>
    byHash.get((first ?? report)?.plan ?? '');
  return {
    add,
    files,
    addIfPlan: async (path: string) => {
      if (read.has(path)) return;
      read.add(path);
      const plan = await planOrNull(path);
      if (plan !== null) add(plan);
    },
    hasPlanOf: (journal: Journal) => ofFirstLook(journal) !== undefined,
    planOf: (journal: Journal) => {
      const { looks, report, closing } = journal;
      const named = looks.find((line) => line.schemaVersion === 2) ?? report ?? closing;
      return ofFirstLook(journal) ?? byName.get(named?.experiment ?? '') ?? null;
    },
  };
}

/** The files in a folder of a journal that may be plans, in the order of their names. */
function plansBeside(journal: string): string[] {
  const names = readdirSync(folderOf(journal)).filter((name) => PLAN_NAME.test(name));
  return names.sort().map((name) => beside(journal, name));
}

/** The plans that are called as a journal, but for their ending. */
function namesakes(folders: ReadonlyMap<string, readonly string[]>) {
  const byStem = new Map<string, string[]>();
  for (const path of [...folders.values()].flat()) {
    byStem.set(stemOf(path), [...(byStem.get(stemOf(path)) ?? []), path]);
  }
  return ({ path }: Journal) => byStem.get(stemOf(path)) ?? [];
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
