import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Result, runProgram } from '../program.js';

/** One run of the program: its words and all of the world around them. */
export interface Run {
  argv: string[];
  files: Record<string, Buffer>;
  stdin: Buffer;
  env: Record<string, string>;
  /** What the clock says, as ISO 8601 has it. */
  now: string;
}

/** The hour of runs for which nobody says one. */
export const USUAL_NOW = '2026-11-24T03:00:00.000Z';

/** A run of these words over these files, and of nothing else. */
export const runOf = (argv: string[], files: Run['files'], stdin = Buffer.alloc(0)): Run => ({
  argv,
  files,
  stdin,
  env: {},
  now: USUAL_NOW,
});

/** What came of a run. */
export interface Outcome extends Result {
  /** What lay there afterwards, by path. */
  left: Record<string, Buffer>;
  /** Seconds of the processors. */
  seconds: number;
}

/** A run with what is known of it, beside what must hold of every run. */
export interface Case {
  run: Run;
  /** What is wrong with what came of it, in words. */
  faultsBy?(came: Outcome): string[] | Promise<string[]>;
  /** Cases like it that hold less, the smallest first, where the run alone cannot be made smaller. */
  smaller?(): Iterable<Case>;
}

/** Runs the program in the working folder, which then holds what the run left, and nothing of before. */
export async function outcomeOf(run: Run): Promise<Outcome> {
  layOut(run.files);
  const began = process.cpuUsage();
  const came = await runProgram(run.argv, {
    stdin: run.stdin,
    env: run.env,
    now: new Date(run.now),
  });
  const { user, system } = process.cpuUsage(began);
  return { ...came, left: filesHere(), seconds: (user + system) / 1e6 };
}

function layOut(files: Record<string, Buffer>): void {
  if (existsSync('.git'))
    throw new Error('a case takes a folder of its own, and this is a repository');
  for (const name of readdirSync('.')) rmSync(name, { recursive: true, force: true });
  for (const [path, bytes] of Object.entries(files)) {
    if (path.includes('/')) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

function filesHere(folder = ''): Record<string, Buffer> {
  const found: Record<string, Buffer> = {};
  for (const entry of readdirSync(folder === '' ? '.' : folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) Object.assign(found, filesHere(path));
    else if (entry.isFile()) found[path] = readFileSync(path);
  }
  return found;
}
