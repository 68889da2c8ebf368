import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shellWords } from '../program.js';
import { ANSWERING } from '../render/answering.js';
import { allRuns, dataOf, RUNS, stepsOf, textOf } from '../run-folder.js';
import { outcomeOf, type Run, runOf, USUAL_NOW } from './case.js';
import { FIXTURES, OWN } from './own-seeds.js';

/* What is changed: all runs that test/runs holds, and the commands that give each kind of answer. */

/** More is another tool's work: a case is to take some milliseconds. */
const MOST_BYTES = 60_000;

/** A run to begin from. */
export interface Seed {
  run: Run;
  /** With what it ends as it is. */
  code: number;
}

/** All that there is to begin from; it takes the seconds that the steps before some of them take. */
export async function seedsOf(): Promise<Seed[]> {
  const seeds: Seed[] = [];
  for (const run of allRuns()) seeds.push(...(await stepsIn(run)));
  const others = [...Object.values(ANSWERING).flat().map(overFixtures), ...OWN];
  return [...seeds, ...others.map((run) => ({ run, code: 0 }))];
}

/** The steps of a recorded run, each with what the steps before it left. */
async function stepsIn(name: string): Promise<Seed[]> {
  const folder = join(RUNS, name);
  const data = [...dataOf(name)].map(([path, file]) => [path, readFileSync(file)] as const);
  let files: Run['files'] = Object.fromEntries(data);
  const steps = stepsOf(folder);
  const seeds: Seed[] = [];
  for (const step of steps) {
    const run = inStep(folder, step, files);
    seeds.push({ run, code: Number(textOf(join(folder, `${step}code`))) });
    if (step !== steps.at(-1)) files = (await outcomeOf(run)).left;
  }
  return seeds;
}

function inStep(folder: string, step: string, files: Run['files']): Run {
  const env = textOf(join(folder, 'env')).trim().split('\n');
  return small({
    argv: shellWords(textOf(join(folder, `${step}command`)).trim()),
    files,
    stdin: files.stdin ?? Buffer.alloc(0),
    env: Object.fromEntries(env.filter((line) => line !== '').map((line) => line.split('=', 2))),
    now: step === '' ? USUAL_NOW : new Date(Date.UTC(2026, 2, Number(step), 5)).toISOString(),
  });
}

/** A command over fixtures, these in the working folder instead. */
function overFixtures(argv: readonly string[]): Run {
  const files: Run['files'] = {};
  const words = argv.map((word) => {
    if (!word.startsWith(join(FIXTURES, '..'))) return word;
    const folder = word.slice(0, -basename(word).length);
    const matches = word.includes('*')
      ? readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
      : [basename(word)];
    for (const name of matches) files[name] = readFileSync(join(folder, name));
    return basename(word);
  });
  return small(runOf(words, files));
}

/** The same with tables cut at a line, so that a case is quick. */
function small(run: Run): Run {
  const files = Object.entries(run.files).map(([name, bytes]) => {
    if (bytes.length <= MOST_BYTES || !/\.csv$/.test(name)) return [name, bytes] as const;
    return [name, bytes.subarray(0, bytes.indexOf('\n', 8000) + 1)] as const;
  });
  return { ...run, files: Object.fromEntries(files) };
}
