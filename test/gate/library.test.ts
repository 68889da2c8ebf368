import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { version } from '../../package.json';
import * as library from '../../src/index.js';
import { runProgram } from '../program.js';
import { fileWith, smallPlan } from '../read/plan/given.js';
import { dataOf } from '../run-folder.js';

/*
 * Whoever writes a gate of his own, with nothing but what src/index.ts exports, decides as `gate` does, puts
 * the same line on record, and reports the same. Both gates look at the same files by the same names, each
 * in a folder and with a journal of its own.
 */
const JOURNAL = 'looks.jsonl';
const start = process.cwd();

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'perso-test-')));
});
afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

/** Makes the folder of one of the gates the current one, with the data of a run in it. */
function enter(gate: 'command' | 'library', run: string): void {
  const own = join(folder, gate);
  mkdirSync(own, { recursive: true });
  for (const [name, path] of dataOf(run)) cpSync(path, join(own, name));
  process.chdir(own);
}

async function lookByCommand(file: string, now: Date): Promise<library.Report> {
  const argv = ['gate', 'plan.yaml', file, '--journal', JOURNAL, '--format', 'json'];
  const { stdout, stderr } = await runProgram(argv, { now });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

async function lookByLibrary(file: string, time: Date) {
  const read = await library.readPlan('plan.yaml');
  const sources = [{ path: file, variant: null }];
  const result = await library.readAggregates(sources, library.planReadOptions(read.plan), process);
  const data = library.hashOfLook(result.files, sources);
  const context = { read, aggregates: result.aggregates, data };
  return library.recordLook(JOURNAL, async (before) => {
    const look = library.decideLook({ ...context, before }, { time, version });
    const record = { journal: JOURNAL, previous: before.looks.at(-1) ?? null };
    const report = library.buildReport(look.analysis, library.inputReport(result), version, {
      plan: library.followedPlan(read, look.analysis),
      look: library.lookReport(look.analysis, record),
      looks: library.looksSoFar([...before.looks, look.line]),
    });
    return { line: look.line, result: { look, report } };
  });
}

test.each([
  ['gate/group-sequential/five-even-looks', ['day-1.csv', 'day-2.csv', 'day-2.csv', 'day-3.csv']],
  ['gate/always-valid/several-looks', ['day-1.csv', 'day-2.csv']],
  ['gate/fixed/size-from-data-is-frozen', ['day-1.csv', 'day-2.csv']],
])('looks of %s are the same by the library alone', async (run, files) => {
  for (const [i, file] of files.entries()) {
    const time = new Date(Date.UTC(2026, 2, 1 + i, 5));
    enter('command', run);
    const byCommand = await lookByCommand(file, time);
    const lines = readFileSync(JOURNAL, 'utf8');
    enter('library', run);
    const { look, report } = await lookByLibrary(file, time);
    expect(look.analysis.verdict.decision).toBe(byCommand.verdict.decision);
    expect(look.repeats).toBe(file === files[i - 1]);
    expect(readFileSync(JOURNAL, 'utf8')).toBe(lines);
    expect(library.readJournal(JOURNAL).looks.at(-1)).toEqual(look.line);
    expect(JSON.parse(library.renderJson(report))).toEqual(byCommand);
  }
});

test('a look of which no record is kept is refused where the plan needs one', async () => {
  enter('library', 'gate/group-sequential/five-even-looks');
  const read = await library.readPlan('plan.yaml');
  const sources = [{ path: 'day-1.csv', variant: null }];
  const options = library.planReadOptions(read.plan);
  const { aggregates, files } = await library.readAggregates(sources, options, process);
  const time = new Date(Date.UTC(2026, 2, 1));
  const context = { read, aggregates, data: library.hashOfLook(files, sources), time };
  expect(() => library.decideUnrecorded(context)).toThrow(library.UserError);
  // To look without deciding is free, and takes the looks before for those that the plan meant.
  expect(library.analyzeLook({ ...context, before: null }).design.monitoring?.look).toBe(null);
});

test('files given twice, or read without their hashes, are no data of a look', async () => {
  enter('library', 'gate/group-sequential/five-even-looks');
  const { plan } = await library.readPlan('plan.yaml');
  const sources = ['day-1.csv', 'day-1.csv'].map((path) => ({ path, variant: null }));
  const options = library.planReadOptions(plan);
  const { files } = await library.readAggregates(sources, options, process);
  expect(() => library.hashOfLook(files, sources)).toThrow('would count twice');
  const unhashed = files.map((file) => ({ ...file, sha256: null, contentSha256: null }));
  expect(() => library.hashOfLook(unhashed, sources)).toThrow(RangeError);
});

test('a look that only a record allows says how the library keeps one', async () => {
  const monitoring = { method: 'group-sequential', looks: 5 };
  const read = await library.readPlan(fileWith(JSON.stringify({ ...smallPlan(), monitoring })));
  const data = { data: '', flags: '', version1: '' };
  const aggregates = library.emptyAggregates([]);
  const decide = () => library.decideUnrecorded({ read, aggregates, data, time: new Date(0) });
  const hint =
    "pass before: readJournal('looks.jsonl') to decideLook, and keep that file from one look to the next";
  expect(decide).toThrow(expect.objectContaining({ hint }));
});
