import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Case, type Outcome, outcomeOf, runOf } from './case.js';
import { caseOf, kindsAsked, toldOf } from './fuzz.js';
import { loadMaterial, type Material } from './material.js';
import { faultsOf } from './rules.js';
import { smallerCases, smallest } from './shrink.js';
import { readRun, writtenRun } from './written-run.js';

/* A few hundred cases of bench/fuzz-program.mjs, and that it would see a fault. */

const SEED = 20261128;
const KINDS = [...new Set(kindsAsked(null))];

let material: Material;
let folder = '';
const before = process.cwd();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  process.chdir(folder);
  material = await loadMaterial();
}, 120_000);
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const nothing = () => undefined;

test.each(KINDS)('cases of the kind %s are without a fault', async (kind) => {
  for (let at = 0; at < 16; at++) {
    const { faults } = await toldOf(at, caseOf(SEED, at, [kind], material), nothing);
    expect(faults, `case ${at}`).toEqual([]);
  }
});

test('a case follows from its seed and number alone', () => {
  const once = KINDS.map((kind, at) => writtenRun(caseOf(SEED, at, [kind], material).made.run));
  const again = KINDS.map((kind, at) => writtenRun(caseOf(SEED, at, [kind], material).made.run));
  expect(again.reverse()).toEqual(once.reverse());
  expect(new Set(once.map((run) => JSON.stringify(run))).size).toBe(KINDS.length);
});

test('a run that is kept is the run that is read', () => {
  for (const kind of KINDS) {
    const { run } = caseOf(SEED, 1, [kind], material).made;
    expect(readRun(JSON.parse(JSON.stringify(writtenRun(run))))).toEqual(run);
  }
});

const refused: Outcome = {
  code: 2,
  stdout: '',
  stderr: 'a.csv:2:1: a mistake\nhint: mend it\n',
  left: {},
  seconds: 0,
};
const answered: Outcome = { ...refused, code: 0, stdout: 'a report\n', stderr: '' };
const asked = runOf(['analyze', 'a.csv'], {});
const askedJson = runOf(['analyze', 'a.csv', '--format', 'json'], {});
const written = { 'b.csv': Buffer.from('x') };

test.each([
  ['a crash', asked, { ...refused, code: 1 }],
  ['a code of another command', asked, { ...answered, code: 20 }],
  ['two messages', asked, { ...refused, stderr: 'one\ntwo\nhint: three\n' }],
  ['no hint', asked, { ...refused, stderr: 'a mistake\n' }],
  ['a report beside a refusal', asked, { ...refused, stdout: 'half of a report' }],
  ['a file that a refusal left', asked, { ...refused, left: written }],
  ['a file that nobody named', asked, { ...answered, left: written }],
  ['a message beside a report', asked, { ...answered, stderr: 'oh\n' }],
  ['what steers a terminal', asked, { ...answered, stdout: 'a\u001b[31mb' }],
  ['what a runner of CI obeys', asked, { ...answered, stdout: '::error::boom' }],
  ['a slip', asked, { ...answered, stdout: 'p = NaN' }],
  ['no JSON', askedJson, answered],
  ['JSON of nothing', askedJson, { ...answered, stdout: '{"a":1}' }],
])('%s is a fault', async (_, run, came) => {
  expect(await faultsOf(run, came)).not.toEqual([]);
});

test('what is right is none', async () => {
  expect(await faultsOf(asked, refused)).toEqual([]);
  expect(await faultsOf(asked, answered)).toEqual([]);
});

test.each(['counts', 'rows', 'writings', 'rewritten', 'replanned', 'damaged'])(
  'the model %s sees an answer that is another',
  async (kind) => {
    const { made } = caseOf(SEED, 3, [kind], material);
    const came = await outcomeOf(made.run);
    const other = { ...came, code: 0, stdout: came.stdout.replaceAll(/(?<=": )\d/g, '1$&') };
    expect(await made.faultsBy!(other)).not.toEqual([]);
  },
);

test('what fails is made as small as it fails', async () => {
  const run = runOf(['analyze', 'a.csv', 'b.csv', '--quiet', '--metric', 'x'], {
    'a.csv': Buffer.from('variant,x\na,1\nb,boom\nc,3\n'),
    'b.csv': Buffer.from('variant,x\n'),
    'c.bin': Buffer.from([0xff, 0xfe, 7, 0x80]),
  });
  const fails = async ({ run: { argv, files } }: Case) =>
    argv.includes('--metric') &&
    (files['a.csv']?.includes('boom') ?? false) &&
    (files['c.bin']?.includes(7) ?? false);
  const { run: least } = await smallest<Case>({ run }, smallerCases, fails, 500);
  expect(least.argv).toEqual(['--metric']);
  expect(least.files).toEqual({ 'a.csv': Buffer.from('boom'), 'c.bin': Buffer.from([7]) });
});

test('a model makes its cases smaller by itself', async () => {
  const { made } = caseOf(SEED, 3, ['rows'], material);
  const fails = async ({ run }: Case) => run.files['rows.csv']!.includes(',1,');
  const { run } = await smallest(made, smallerCases, fails, 500);
  expect(run.files['rows.csv']!.toString().split('\n')).toHaveLength(6);
});
