import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram, shellWords } from './program.js';
import { allRuns, dataOf, filesIn, inCopyOf, RUNS, stepsOf, textOf } from './run-folder.js';
import { expectSameReport, type Figures, figuresIn, takeReport, withReport } from './run-report.js';

/*
 * Every run of the whole program that test/runs holds; its README tells how one is laid out.
 * UPDATE_RUNS=1 writes what came; read it before you commit it.
 */
interface Outcome {
  code: number;
  /** Null where a run is held to figures or to another run instead of a page. */
  stdout: string | null;
  stderr: string;
  /** The texts of the files that the command made or changed, by path. */
  wrote: Record<string, string>;
  figures: Figures;
}

test.each(allRuns())('%s', async (run) => {
  const folder = join(RUNS, run);
  await inCopyOf(run, async () => {
    for (const step of stepsOf(folder)) {
      const { report, ...came } = await outcomeOf(folder, step);
      if (process.env.UPDATE_RUNS !== undefined) record(folder, step, came);
      expect({ step, ...came }).toEqual({ step, ...expectedOf(folder, step) });
      const other = textOf(join(folder, `${step}same-as`)).trim();
      if (other !== '') expectSameReport(report, await reportOf(other));
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

/** The report of a run, which must be held to a page or to figures of its own. */
async function reportOf(run: string): Promise<unknown> {
  const folder = join(RUNS, run);
  expect(existsSync(join(folder, 'same-as')), `${run} is itself held to another run`).toBe(false);
  return inCopyOf(run, async () => {
    await runStep(folder, '', withReport);
    return takeReport();
  });
}

async function outcomeOf(folder: string, step: string): Promise<Outcome & { report: unknown }> {
  const before = filesIn('.');
  const asksReport = hasNoPage(folder, step);
  const { code, stdout, stderr } = await runStep(folder, step, asksReport ? withReport : undefined);
  const report = asksReport ? takeReport() : null;
  const wrote = Object.entries(filesIn('.')).filter(([file, text]) => before[file] !== text);
  return {
    code,
    stdout: asksReport ? null : stdout,
    stderr,
    wrote: Object.fromEntries(wrote),
    figures: figuresIn(report, wantedFigures(folder, step)),
    report,
  };
}

/** Runs a step's command, its words passed through `change`. */
function runStep(folder: string, step: string, change = (words: string[]) => words) {
  const stdin = existsSync('stdin') ? readFileSync('stdin') : '';
  const words = shellWords(textOf(join(folder, `${step}command`)).trim());
  return runProgram(change(words), { stdin, env: environmentOf(folder), now: timeOf(step) });
}

/** Numbered commands are run a day apart, the first at the hour that the schedule in the docs names. */
function timeOf(step: string): Date | undefined {
  return step === '' ? undefined : new Date(Date.UTC(2026, 2, Number(step), 5));
}

/** The variables that a run's `env` sets, a line each: NAME=VALUE. */
function environmentOf(folder: string): Record<string, string> {
  const lines = textOf(join(folder, 'env')).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split('=', 2)));
}

function hasNoPage(folder: string, step: string): boolean {
  return ['figures.json', 'same-as'].some((file) => existsSync(join(folder, `${step}${file}`)));
}

function wantedFigures(folder: string, step: string): Figures {
  return JSON.parse(textOf(join(folder, `${step}figures.json`)) || '{}');
}

function expectedOf(folder: string, step: string): Outcome {
  const at = (what: string) => join(folder, `${step}${what}`);
  return {
    code: Number(textOf(at('code'))),
    stdout: hasNoPage(folder, step) ? null : textOf(at('stdout')),
    stderr: textOf(at('stderr')),
    wrote: filesIn(at('wrote')),
    figures: wantedFigures(folder, step),
  };
}

function record(folder: string, step: string, came: Outcome): void {
  const wrote = Object.entries(came.wrote).map(([file, text]) => [`wrote/${file}`, text]);
  const texts = Object.fromEntries([
    ['code', `${came.code}\n`],
    ['stdout', came.stdout ?? ''],
    ['stderr', came.stderr],
    ...wrote,
  ]);
  if (existsSync(join(folder, `${step}figures.json`))) {
    texts['figures.json'] = `${JSON.stringify(came.figures, null, 2)}\n`;
  }
  for (const what of ['code', 'stdout', 'stderr', 'wrote']) {
    rmSync(join(folder, `${step}${what}`), { recursive: true, force: true });
  }
  for (const [what, text] of Object.entries<string>(texts)) {
    const path = join(folder, `${step}${what}`);
    mkdirSync(dirname(path), { recursive: true });
    if (text !== '') writeFileSync(path, text);
  }
}
