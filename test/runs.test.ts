import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram, shellWords } from './program.js';
import { allRuns, dataOf, filesIn, inCopyOf, RUNS, stepsOf, textOf } from './run-folder.js';

/*
 * Every run of the whole program that test/runs holds; its README tells how one is laid out.
 * UPDATE_RUNS=1 writes what came; read it before you commit it.
 */
interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
  /** The texts of the files that the command made or changed, by path. */
  wrote: Record<string, string>;
}

test.each(allRuns())('%s', async (run) => {
  const folder = join(RUNS, run);
  await inCopyOf(run, async () => {
    for (const step of stepsOf(folder)) {
      const came = await outcomeOf(folder, step);
      if (process.env.UPDATE_RUNS !== undefined) record(folder, step, came);
      expect({ step, ...came }).toEqual({ step, ...expectedOf(folder, step) });
    }
  });
});

test('data that several runs read stand once, in test/runs/data', () => {
  const paths = new Set(allRuns().flatMap((run) => [...dataOf(run).values()]));
  const firstOf = new Map<string, string>();
  const copies = [...paths].filter((path) => {
    const bytes = readFileSync(path, 'base64');
    const first = firstOf.get(bytes) ?? path;
    firstOf.set(bytes, first);
    return first !== path;
  });
  expect(copies).toEqual([]);
  const shared = Object.keys(filesIn(join(RUNS, 'data'))).map((file) => join(RUNS, 'data', file));
  expect(shared.filter((path) => !paths.has(path))).toEqual([]);
});

/** Numbered commands are run a day apart, the first at the hour that the schedule in the docs names. */
function timeOf(step: string): Date | undefined {
  return step === '' ? undefined : new Date(Date.UTC(2026, 2, Number(step), 5));
}

async function outcomeOf(folder: string, step: string): Promise<Outcome> {
  const before = filesIn('.');
  const stdin = existsSync('stdin') ? readFileSync('stdin') : '';
  const words = shellWords(textOf(join(folder, `${step}command`)).trim());
  const now = timeOf(step);
  const result = await runProgram(words, {
    stdin,
    env: environmentOf(folder),
    ...(now && { now }),
  });
  const wrote = Object.entries(filesIn('.')).filter(([file, text]) => before[file] !== text);
  return { ...result, wrote: Object.fromEntries(wrote) };
}

/** The variables that a run's `env` sets, a line each: NAME=VALUE. */
function environmentOf(folder: string): Record<string, string> {
  const lines = textOf(join(folder, 'env')).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split('=', 2)));
}

function expectedOf(folder: string, step: string): Outcome {
  const at = (what: string) => join(folder, `${step}${what}`);
  return {
    code: Number(textOf(at('code'))),
    stdout: textOf(at('stdout')),
    stderr: textOf(at('stderr')),
    wrote: filesIn(at('wrote')),
  };
}

function record(folder: string, step: string, { code, stdout, stderr, wrote }: Outcome): void {
  const files = Object.entries(wrote).map(([file, text]) => [`wrote/${file}`, text]);
  const texts = { code: `${code}\n`, stdout, stderr, ...Object.fromEntries(files) };
  for (const what of ['code', 'stdout', 'stderr', 'wrote']) {
    rmSync(join(folder, `${step}${what}`), { recursive: true, force: true });
  }
  for (const [what, text] of Object.entries<string>(texts)) {
    const path = join(folder, `${step}${what}`);
    mkdirSync(dirname(path), { recursive: true });
    if (text !== '') writeFileSync(path, text);
  }
}
