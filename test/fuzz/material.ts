import type { Run } from './case.js';
import { type Values, valuesIn } from './mutate/values.js';
import { type Seed, seedsOf } from './seeds.js';

/** What cases are made of. */
export interface Material {
  /** Runs, each as often as it is to be taken. */
  all: Run[];
  /** Those that have files. */
  filed: Run[];
  /** Those that have a file of this kind. */
  of: Record<FileKind, Run[]>;
  /** Gates with a look on record. */
  looked: LookedGate[];
  /** Runs over a table that are not refused. */
  answered: Run[];
  /** What stands behind each flag somewhere. */
  values: Values;
}

/** A gate of which the journal has looks. */
export interface LookedGate {
  run: Run;
  /** The journal's name, and its lines. */
  name: string;
  lines: string[];
}

export type FileKind = (typeof ENDINGS)[keyof typeof ENDINGS] | 'talk';

const ENDINGS = {
  csv: 'table',
  tsv: 'table',
  txt: 'table',
  yaml: 'document',
  yml: 'document',
  json: 'json',
  jsonl: 'journal',
  parquet: 'parquet',
  gz: 'gzip',
  xlsx: 'workbook',
  html: 'page',
} as const;

/** The kind of a file by its name, or of standard input. */
export function kindOf(name: string, argv: readonly string[]): FileKind | null {
  if (name === 'stdin') return argv[0] === 'mcp' ? 'talk' : 'table';
  const [ending = ''] = /[^.]*$/.exec(name) ?? [];
  return Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending as keyof typeof ENDINGS] : null;
}

/** The files of a run, and standard input by that name where it has any. */
export const inputsOf = ({ files, stdin }: Run): Record<string, Buffer> =>
  stdin.length === 0 ? files : { ...files, stdin };

/** Everything to begin from. */
export async function loadMaterial(): Promise<Material> {
  const seeds = await seedsOf();
  const all = seeds.flatMap((seed) => Array<Run>(weightOf(seed)).fill(seed.run));
  const answered = seeds.filter(({ run, code }) => code !== 2 && hasTable(run));
  return {
    all,
    filed: all.filter(({ files }) => Object.keys(files).length > 0),
    of: byKind(all),
    looked: seeds.flatMap(lookedGate),
    answered: answered.map(({ run }) => run),
    values: valuesIn(all.map(({ argv }) => argv)),
  };
}

/** Commands that mostly take a tenth of a second and more. */
const LONG = /^(?:programme|simulate|clv|prioritize)$/;

/** What is refused already is seldom taken, since what is changed may go unseen; what takes long, too. */
function weightOf({ run, code }: Seed): number {
  return code === 2 || LONG.test(run.argv[0] ?? '') ? 1 : 5;
}

function byKind(runs: readonly Run[]): Material['of'] {
  const of: Partial<Material['of']> = {};
  for (const run of runs) {
    const kinds = new Set(Object.keys(inputsOf(run)).map((name) => kindOf(name, run.argv)));
    for (const kind of kinds) {
      if (kind === null) continue;
      of[kind] ??= [];
      of[kind].push(run);
    }
  }
  return of as Material['of'];
}

const hasTable = (run: Run) =>
  /^(?:analyze|gate)$/.test(run.argv[0] ?? '') && tablesNamed(run).length > 0;

/** The tables of a run that its words name. */
export const tablesNamed = ({ argv, files }: Run): string[] =>
  Object.keys(files).filter((name) => /csv$/.test(name) && argv.includes(name));

function lookedGate({ run, code }: Seed): LookedGate[] {
  const name = run.argv[run.argv.indexOf('--journal') + 1] ?? '';
  const text = run.files[name]?.toString() ?? '';
  const lines = text.split('\n').filter((line) => line !== '');
  return run.argv[0] !== 'gate' || code === 2 || lines.length === 0 ? [] : [{ run, name, lines }];
}
