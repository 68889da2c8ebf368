import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { blocksIn, textOf as pageText } from './docs/pages.js';

/*
 * The steps of action.yml, run by bash as a runner runs them. The program in the action's checkout is a
 * stand-in that keeps its arguments, writes the reports that it is asked for and ends as STUB_CODE says.
 */
interface Step {
  name: string;
  shell: string;
  env?: Record<string, string>;
  run: string;
}

interface Action {
  inputs: Record<string, { required?: boolean; default?: string }>;
  outputs: Record<string, { value: string }>;
  runs: { using: string; steps: [Step, Step] };
}

const action: Action = parse(readFileSync(join(import.meta.dirname, '../action.yml'), 'utf8'));
const [build, gate] = action.runs.steps;

const PROGRAM = `
const { writeFileSync } = require('node:fs');
const argv = process.argv.slice(2);
writeFileSync(process.env.STUB_ARGV, JSON.stringify(argv));
const targets = argv.flatMap((text, i) => (argv[i - 1] === '--format' ? [text] : []));
for (const [format, file] of targets.map((target) => target.split('='))) {
  if (file === undefined || process.env.STUB_DECISION === '') continue;
  const report = { verdict: { decision: process.env.STUB_DECISION } };
  writeFileSync(file, format === 'json' ? JSON.stringify(report) : '## the summary\\n');
}
console.log('::notice title=stub::said');
process.exitCode = Number(process.env.STUB_CODE);
`;

let folder = '';
const at = (...names: string[]) => join(folder, ...names);
const textOf = (name: string) => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : '');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso test-'));
  for (const name of ['action/bin', 'temp', 'path']) mkdirSync(at(name), { recursive: true });
  writeFileSync(at('action/bin/perso-test.js'), PROGRAM);
  writeFileSync(at('summary'), 'said before\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A step run as `shell: bash` is (GitHub's workflow syntax, jobs.<job_id>.steps[*].shell). */
function ran({ run }: Step, env: Record<string, string>) {
  writeFileSync(at('step.sh'), run);
  const flags = ['--noprofile', '--norc', '-e', '-o', 'pipefail'];
  return spawnSync('bash', [...flags, at('step.sh')], {
    encoding: 'utf8',
    cwd: folder,
    env: {
      PATH: `${at('path')}:${process.env.PATH}`,
      GITHUB_ACTION_PATH: at('action'),
      GITHUB_OUTPUT: at('output'),
      GITHUB_STEP_SUMMARY: at('summary'),
      RUNNER_TEMP: at('temp'),
      STUB_ARGV: at('argv'),
      ...env,
    },
  });
}

/** The gate's step with these inputs, where the program ends so. */
function gated(
  { code, decision }: { code: number; decision: string },
  inputs: Record<string, string> = {},
  checkout = at('action'),
) {
  const given: Record<string, string> = { plan: 'plan.yaml', files: 'results.csv', ...inputs };
  const env = Object.entries(gate.env!).map(([name, expression]) => {
    const [, input] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)!;
    return [name, given[input!] ?? action.inputs[input!]!.default ?? ''];
  });
  const stub = { STUB_CODE: String(code), STUB_DECISION: decision };
  const { status, stdout } = ran(gate, {
    ...Object.fromEntries(env),
    ...stub,
    GITHUB_ACTION_PATH: checkout,
  });
  const lines = textOf('output').trim().split('\n');
  const outputs = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
  return { status, stdout, outputs };
}

test.each([
  [0, 'ship'],
  [20, 'keep-control'],
  [21, 'keep-collecting'],
  [22, 'invalid'],
  [0, 'keep-collecting'],
])('exit code %i with a report that says %s', (code, decision) => {
  const { status, stdout, outputs } = gated({ code, decision });
  expect(status).toBe(code);
  expect(stdout).toBe('::notice title=stub::said\n');
  expect(outputs.decision).toBe(decision);
  expect(JSON.parse(readFileSync(outputs.report!, 'utf8')).verdict.decision).toBe(decision);
  expect(textOf('summary')).toBe('said before\n## the summary\n');
});

test.each([
  [2, 2],
  [1, 1],
  [0, 2],
])('exit code %i without a report is no decision, and ends with %i', (code, ends) => {
  const { status, stdout, outputs } = gated({ code, decision: '' });
  expect(status).toBe(ends);
  expect(outputs).toEqual({ decision: 'error', report: '' });
  expect(stdout).toContain(`::error title=perso-test::There is no decision (exit code ${code})`);
  expect(textOf('summary')).toBe('said before\n');
});

test('inputs become arguments line by line, and nothing in them is run or a flag', () => {
  const odd = ['a b.csv', '$(touch hacked)', '`touch hacked`', '"; touch hacked; "', '*', '--help'];
  gated(
    { code: 0, decision: 'ship' },
    {
      plan: '-plan $(touch hacked).yaml',
      files: `${odd.join('\n')}\r\n\n`,
      journal: 'my journal.jsonl',
      format: 'junit=gate.xml\ntext=gate.txt\n',
      'exit-code': 'keep-collecting=0\n',
    },
  );
  const argv: string[] = JSON.parse(textOf('argv'));
  const ours = ['gate', '--format', 'github', '--format', 'json=…', '--format', 'markdown=…'];
  expect(argv.map((text) => text.replace(/=.*perso-test\..*/, '=…'))).toEqual([
    ...ours,
    '--journal=my journal.jsonl',
    '--format=junit=gate.xml',
    '--format=text=gate.txt',
    '--exit-code=keep-collecting=0',
    '--',
    '-plan $(touch hacked).yaml',
    ...odd,
  ]);
  expect(existsSync(at('hacked'))).toBe(false);
});

test('no script holds an expression, and every input and output is in use', () => {
  for (const { run, shell } of [build, gate]) {
    expect(run).not.toContain('${{');
    expect(shell).toBe('bash');
  }
  const used = Object.values(gate.env!).map((text) => /inputs\.([\w-]+)/.exec(text)![1]);
  expect(used.sort()).toEqual(Object.keys(action.inputs).sort());
  for (const [name, { value }] of Object.entries(action.outputs)) {
    expect(value).toBe(`\${{ steps.gate.outputs.${name} }}`);
    expect(gate.run).toContain(`echo "${name}=`);
  }
});

test('with the program itself: it ships, keeps a look on record, and says so in the summary', () => {
  const root = join(import.meta.dirname, '..');
  const { status, stdout, outputs } = gated(
    { code: 0, decision: '' },
    {
      plan: join(root, 'fixtures/plan.yaml'),
      files: join(root, 'fixtures/homepage-hero.csv'),
      journal: at('looks.jsonl'),
      format: `junit=${at('gate.xml')}`,
    },
    root,
  );
  expect(stdout).toContain('::notice title=homepage-hero%3A SHIP full::');
  expect([status, outputs.decision]).toEqual([0, 'ship']);
  expect(JSON.parse(readFileSync(outputs.report!, 'utf8')).look.number).toBe(1);
  expect(textOf('looks.jsonl').trim().split('\n')).toHaveLength(1);
  expect(textOf('gate.xml')).toContain('<testsuite');
  expect(textOf('summary')).toMatch(/^said before\n## .*SHIP full\n/);
});

test('a checkout that holds a bundle builds nothing; .ci/action.mjs builds one that holds none', () => {
  mkdirSync(at('action/dist'));
  writeFileSync(at('action/dist/main.cjs'), '');
  // Not even an npm that fails is asked.
  writeFileSync(at('path/npm'), '#!/bin/sh\nexit 1\n');
  chmodSync(at('path/npm'), 0o755);
  expect(ran(build, {}).status).toBe(0);
  rmSync(at('action/dist/main.cjs'));
  expect(ran(build, {}).status).toBe(1);
});

test('docs/ci.md gives the action no input that it does not have', () => {
  const blocks = blocksIn(pageText('docs/ci.md'), 'yaml').map((yaml) => parse(yaml));
  const steps: { uses?: string; with?: object }[] = blocks.flatMap(
    (block) => block?.jobs?.gate?.steps ?? [],
  );
  const uses = steps.filter((step) => step.uses?.includes('perso-test@'));
  expect(uses).toHaveLength(1);
  const given = Object.keys(uses[0]!.with!);
  expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(given));
  const required = Object.entries(action.inputs).filter(([, input]) => input.required === true);
  expect(given).toEqual(expect.arrayContaining(required.map(([name]) => name)));
});
