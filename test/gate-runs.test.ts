import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram, shellWords } from './program.js';

/*
 * Each folder of test/gate-runs is an experiment and what was asked about it, in order: `1.command`
 * (without the program's name), then `2.command` …, a day apart, in a copy of the folder. What must come
 * of each: `1.code`, `1.stdout` and `1.stderr` (absent: nothing), and under `1.wrote` every file that the
 * command made or changed, the journal first of all, and no other.
 * UPDATE_RUNS=1 writes what came; read it before you commit it.
 */
const runs = join(import.meta.dirname, 'gate-runs');
const folders = readdirSync(runs, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const start = process.cwd();

/** A run's day, the first one at the hour that the schedule in docs/ci.md names. */
const dayOf = (step: number) => new Date(Date.UTC(2026, 2, step, 5));

let copy = '';
beforeEach(() => {
  copy = realpathSync(mkdtempSync(join(tmpdir(), 'perso-test-')));
});
afterEach(() => {
  process.chdir(start);
  rmSync(copy, { recursive: true });
});

test.each(folders.map(({ name }) => name))('%s', async (name) => {
  const folder = join(runs, name);
  cpSync(folder, copy, { recursive: true, filter: (path) => !isExpected(path) });
  process.chdir(copy);
  for (let step = 1; existsSync(join(folder, `${step}.command`)); step++) {
    const came = await outcomeOf(textOf(join(folder, `${step}.command`)), step);
    if (process.env.UPDATE_RUNS !== undefined) record(folder, step, came);
    expect({ step, ...came }).toEqual({ step, ...expectedOf(folder, step) });
  }
});

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
  wrote: Record<string, string>;
}

/** Whether a file says what must come, rather than being there before. */
function isExpected(path: string): boolean {
  return /[/\\]\d+\.(command|code|stdout|stderr|wrote)$/.test(path);
}

async function outcomeOf(command: string, step: number): Promise<Outcome> {
  const before = filesIn('.');
  const result = await runProgram(shellWords(command.trim()), { now: dayOf(step) });
  const wrote = Object.entries(filesIn('.')).filter(([file, text]) => before[file] !== text);
  return { ...result, wrote: Object.fromEntries(wrote) };
}

function expectedOf(folder: string, step: number): Outcome {
  const at = (what: string) => join(folder, `${step}.${what}`);
  return {
    code: Number(textOf(at('code'))),
    stdout: textOf(at('stdout')),
    stderr: textOf(at('stderr')),
    wrote: filesIn(at('wrote')),
  };
}

function record(folder: string, step: number, { code, stdout, stderr, wrote }: Outcome): void {
  const files = Object.entries(wrote).map(([file, text]) => [`wrote/${file}`, text]);
  const texts = { code: `${code}\n`, stdout, stderr, ...Object.fromEntries(files) };
  for (const what of ['code', 'stdout', 'stderr', 'wrote']) {
    rmSync(join(folder, `${step}.${what}`), { recursive: true, force: true });
  }
  for (const [what, text] of Object.entries<string>(texts)) {
    const path = join(folder, `${step}.${what}`);
    mkdirSync(dirname(path), { recursive: true });
    if (text !== '') writeFileSync(path, text);
  }
}

/** The texts of all files in a folder, by their paths in it; none where there is no folder. */
function filesIn(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  return Object.fromEntries(paths.map((path) => [relative(folder, path), textOf(path)]));
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
