import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';

/*
 * How a run lies in test/runs; test/runs/README.md tells it from the side of who writes one.
 */

/** The folder that holds all runs, and the data that several of them read. */
export const RUNS = join(import.meta.dirname, 'runs');

/** What a run's folder holds beside the data that the program reads, each perhaps after a step's number. */
const SPOKEN_FOR = /^(\d+\.)?(command|code|stdout|stderr|wrote|env|files|figures\.json|same-as|r)$/;

/** The paths in `RUNS` of all runs: the folders that hold a command. */
export function allRuns(): string[] {
  const commands = readdirSync(RUNS, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(1\.)?command$/.test(basename(file)),
  );
  return commands.map(dirname).sort();
}

/** What the names of a step's files begin with: nothing for a run of one command, else `1.`, `2.` … */
export function stepsOf(folder: string): string[] {
  if (existsSync(join(folder, 'command'))) return [''];
  const commands = readdirSync(folder).filter((file) => /^\d+\.command$/.test(file));
  return commands.map((_, i) => `${i + 1}.`);
}

/** Where each of a run's data lies, by the name that its command knows it by: its own and, by `files`, shared. */
export function dataOf(run: string): Map<string, string> {
  const folder = join(RUNS, run);
  const own = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path), path] as const)
    .filter(([name]) => !SPOKEN_FOR.test(name.split('/')[0]!));
  const shared = textOf(join(folder, 'files'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' = ', 2))
    .map(([name, path]) => [name!, join(RUNS, path!)] as const);
  return new Map([...own, ...shared]);
}

/** A new folder, with its links resolved, that holds the data of a run; whoever asks removes it. */
export function layOut(run: string): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'perso-test-')));
  for (const [name, path] of dataOf(run)) cpSync(path, join(copy, name), { recursive: true });
  return copy;
}

/** What `work` comes to while the working folder is one that holds the data of a run and nothing else. */
export async function inCopyOf<T>(run: string, work: () => Promise<T>): Promise<T> {
  const start = process.cwd();
  const copy = layOut(run);
  process.chdir(copy);
  try {
    return await work();
  } finally {
    process.chdir(start);
    rmSync(copy, { recursive: true });
  }
}

/** The texts of all files in a folder, by their paths in it; none where there is no folder. */
export function filesIn(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  return Object.fromEntries(paths.map((path) => [relative(folder, path), textOf(path)]));
}

/** The text of a file, '' where there is none. */
export function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
