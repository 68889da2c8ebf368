import type { Run } from './case.js';
import type { Pick } from './choices.js';
import { NAMES } from './hostile-texts.js';
import { type FileKind, inputsOf, kindOf, type Material } from './material.js';
import { mutatedArgv } from './mutate/argv.js';
import { mutatedGzip, mutatedParquet, mutatedWorkbook } from './mutate/binary.js';
import { mutatedDocument } from './mutate/document.js';
import { mutatedJournal } from './mutate/journal.js';
import { mutatedTable } from './mutate/table.js';
import { mutatedLines, WRITINGS } from './mutate/text.js';
import { POLICIES } from './own-seeds.js';

/* Runs that somebody wrote, with something in them changed, by what it is. */

type Make = (material: Material, pick: Pick) => Run;

const withChanged =
  (kind: FileKind): Make =>
  (material, pick) => {
    const run = pick.oneOf(material.of[kind]);
    const names = Object.keys(inputsOf(run)).filter((name) => kindOf(name, run.argv) === kind);
    return changedAt(run, pick.oneOf(names), material, pick);
  };

/** A changed run of each kind. */
export const KINDS: Readonly<Record<string, Make>> = {
  flags: ({ all, values }, pick) => {
    const run = pick.oneOf(all);
    return { ...run, argv: mutatedArgv(run, pick, values) };
  },
  table: (material, pick) => withBadRows(withChanged('table')(material, pick), pick),
  plan: withChanged('document'),
  policy: withPolicy,
  json: withChanged('json'),
  journal: withChanged('journal'),
  parquet: withChanged('parquet'),
  gzip: withChanged('gzip'),
  workbook: withChanged('workbook'),
  page: withChanged('page'),
  talk: withChanged('talk'),
  several: severalChanged,
  confused: withOthersFile,
};

/** At times bad rows are to be left out, so that the rest is read. */
function withBadRows(run: Run, pick: Pick): Run {
  return pick.chance(0.2) ? { ...run, argv: [...run.argv, '--on-bad-row', 'skip'] } : run;
}

/** The run with another file of that name. */
function changedAt(run: Run, name: string, material: Material, pick: Pick): Run {
  const change = CHANGES[kindOf(name, run.argv) ?? 'table'];
  if (name === 'stdin' && run.stdin.length > 0) {
    return { ...run, stdin: change(run.stdin, pick, material) };
  }
  return { ...run, files: { ...run.files, [name]: change(run.files[name]!, pick, material) } };
}

const CHANGES: Record<FileKind, (bytes: Buffer, pick: Pick, material: Material) => Buffer> = {
  table: mutatedTable,
  document: mutatedDocument,
  json: mutatedDocument,
  journal: (bytes, pick, { of }) => {
    const others = Object.entries(pick.oneOf(of.journal).files);
    const journals = others.filter(([name]) => name.endsWith('.jsonl'));
    return mutatedJournal(
      bytes,
      pick,
      journals.map(([, other]) => other),
    );
  },
  parquet: mutatedParquet,
  gzip: mutatedGzip,
  workbook: mutatedWorkbook,
  page: (bytes, pick) => Buffer.from(mutatedLines(bytes.toString(), pick)),
  talk: (bytes, pick, material) => CHANGES.journal(bytes, pick, material),
};

function severalChanged(material: Material, pick: Pick): Run {
  let run = pick.oneOf(material.all);
  for (const name of Object.keys(inputsOf(run))) {
    if (pick.chance(0.5)) run = changedAt(run, name, material, pick);
  }
  return pick.chance(0.5) ? { ...run, argv: mutatedArgv(run, pick, material.values) } : run;
}

/** Rules and defaults beside any run, or changed where a run has them. */
function withPolicy({ all }: Material, pick: Pick): Run {
  const run = pick.oneOf(all);
  const policy = run.files['perso-test.yaml'] ?? pick.oneOf(POLICIES);
  const files = { ...run.files, 'perso-test.yaml': mutatedDocument(policy, pick) };
  return { ...run, files };
}

/** What somebody gets who names the wrong file, or a file by a name that lies. */
function withOthersFile({ filed }: Material, pick: Pick): Run {
  const run = pick.oneOf(filed);
  const name = pick.oneOf(Object.keys(run.files));
  if (pick.chance(0.2)) return renamed(run, name, pick);
  const other = pick.oneOf(Object.values(pick.oneOf(filed).files));
  const writing = pick.oneOf(Object.keys(WRITINGS));
  const file = pick.chance(0.7) ? other : WRITINGS[writing]!(other.toString());
  return { ...run, files: { ...run.files, [name]: file } };
}

function renamed(run: Run, name: string, pick: Pick): Run {
  // Half a character cannot be in a file's name: the system would keep another.
  const word = Buffer.from(pick.oneOf(NAMES).slice(0, 40)).toString();
  const other = `${word.replaceAll(/[/\0]/g, '_')}.csv`;
  const { [name]: bytes, ...files } = run.files;
  const argv = run.argv.map((word) => word.replaceAll(name, other));
  return { ...run, argv, files: { ...files, [other]: bytes! } };
}
