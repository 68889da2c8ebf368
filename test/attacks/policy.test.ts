import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from '../docs/pages.js';
import { runProgram } from '../program.js';

/*
 * A project's rules forbid and nothing else: no file called perso-test.yaml, wherever and whatever it is, may make a
 * gate ship what it would not ship without, nor change what it asks; and one that cannot be read lets nothing pass.
 */
const start = process.cwd();
let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'perso-test-rules-')));
  mkdirSync(join(folder, '.git'));
  for (const name of ['plan.yaml', 'homepage-hero.csv', 'hero.csv']) {
    cpSync(join(root, 'fixtures', name), join(folder, name));
  }
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

const GATE = ['gate', '--journal', 'looks.jsonl', '--', 'plan.yaml', 'homepage-hero.csv'];
const write = (text: string) => writeFileSync('perso-test.yaml', text);

/** A gate that decides nothing: exit code 2, nothing on standard output, nothing on record. */
async function refusal(argv: readonly string[] = GATE): Promise<string> {
  const { code, stdout, stderr } = await runProgram(argv);
  expect([code, stdout, existsSync('looks.jsonl')]).toEqual([2, '', false]);
  return stderr;
}

test('without rules it ships, and with rules that it keeps it says so', async () => {
  const plain = await runProgram(GATE);
  expect(plain.code).toBe(0);
  rmSync('looks.jsonl');
  write('policy: { alpha: 0.05, guardrails: [{ metric: unsubscribe, margin: 0.4pp }] }\n');
  const held = await runProgram(GATE);
  expect(held).toMatchObject({ code: 0, stderr: '' });
  expect(held.stdout).toContain('The plan keeps the rules of perso-test.yaml.');
});

test('a plan against the rules is refused before its data are read, at the place in the plan', async () => {
  write('policy: { guardrails: [{ metric: unsubscribe, margin: 0.3pp }], kpi: revenue }\n');
  rmSync('homepage-hero.csv');
  writeFileSync('homepage-hero.csv', 'not,a\nresult');
  const lines = readFileSync('plan.yaml', 'utf8').split('\n');
  const line = 1 + lines.findIndex((text) => text.includes('margin: 0.4pp'));
  expect(await refusal()).toMatch(
    /^plan.yaml:\d+:\d+: against the rules of perso-test.yaml: it has no metric revenue.*, and 1 more of its rules are broken\n/,
  );
  write('policy: { guardrails: [{ metric: unsubscribe, margin: 0.3pp }] }\n');
  expect(await refusal()).toContain(`plan.yaml:${line}:`);
});

test.each([
  ['a decision', ['--exit-code', 'invalid=23', '--exit-code', 'keep-collecting=0']],
  ['a format', ['--format', 'json=report.json']],
])('%s in the command changes nothing of that', async (_, flags) => {
  write('policy: { alpha: 0.001 }\n');
  await refusal(['gate', ...flags, '--', 'plan.yaml', 'homepage-hero.csv']);
  expect(existsSync('report.json')).toBe(false);
});

test('no default bears on what a gate, or an analysis by a plan, asks', async () => {
  const run = async (argv: string[]) => JSON.parse((await runProgram(argv)).stdout);
  const gate = ['gate', 'plan.yaml', 'homepage-hero.csv', '--format', 'json'];
  const planned = ['analyze', 'homepage-hero.csv', '--plan', 'plan.yaml', '--format', 'json'];
  const before = [await run(gate), await run(planned)];
  write(`defaults:
  { alpha: 0.5, power: 0.1, alternative: greater, correction: none, monitoring: always-valid, mde: 90%,
    control: full, variantColumn: day, unitsColumn: signups, unitId: day, delimiter: ;, encoding: utf-16le,
    decimal: ",", thousands: ".", missing: ["136"], comment: "2" }
`);
  expect([await run(gate), await run(planned)]).toEqual(before);
});

test('rules that began later than the first look do not hold it, and are said not to', async () => {
  await runProgram(GATE, { now: new Date('2026-11-24T03:00:00Z') });
  write('policy: { since: 2026-11-25, alpha: 0.001 }\n');
  const later = await runProgram(GATE, { now: new Date('2026-12-24T03:00:00Z') });
  expect(later.code).toBe(0);
  expect(later.stdout.replace(/\s+/g, ' ')).toContain(
    'The plan is not held to the rules of perso-test.yaml, which are for what began on 2026-11-25 or later.',
  );
  const { code } = await runProgram(['gate', 'plan.yaml', 'homepage-hero.csv'], {
    now: new Date('2026-12-24T03:00:00Z'),
  });
  expect(code).toBe(2);
});

test('rules that were not wanted are told, in the shortest answer too', async () => {
  write('policy: { alpha: 0.001 }\n');
  const { code, stdout } = await runProgram([
    ...['gate', '--policy', 'none', '--quiet'],
    ...['plan.yaml', 'homepage-hero.csv'],
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain('The rules of perso-test.yaml were not asked');
});

test('rules that are named must be there', async () => {
  const argv = ['gate', '--policy', 'rules.yaml', 'plan.yaml', 'homepage-hero.csv'];
  expect(await refusal(argv)).toContain('rules.yaml: there is no such file');
});

describe('a file that is called so and holds no rules lets nothing pass', () => {
  test.each<[string, () => void, string]>([
    ['a folder', () => mkdirSync('perso-test.yaml'), 'perso-test.yaml: '],
    ['an empty file', () => write(''), 'the policy is empty'],
    [
      'a link in a circle',
      () => symlinkSync('perso-test.yaml', 'perso-test.yaml'),
      'perso-test.yaml: ',
    ],
    [
      'a link that leads nowhere',
      () => symlinkSync('gone', 'perso-test.yaml'),
      'perso-test.yaml: ',
    ],
    [
      'a gigabyte',
      () => {
        write('');
        truncateSync('perso-test.yaml', 1e9);
      },
      'too large for a policy',
    ],
    ['a device without end', () => symlinkSync('/dev/zero', 'perso-test.yaml'), 'too large'],
    ['half a file', () => write('policy: { alpha: 0.05'), 'perso-test.yaml:1:'],
    ['two documents', () => write('policy: {}\n---\npolicy: {}\n'), 'perso-test.yaml:'],
    ['a key twice', () => write('policy: {}\npolicy: { alpha: 0.9 }\n'), 'perso-test.yaml:2:1'],
    ['no UTF-8', () => writeFileSync('perso-test.yaml', Buffer.from([0x70, 0xff])), 'not UTF-8'],
    ['aliases', () => write('defaults: &a {}\npolicy: *a\n'), 'are not for policies'],
    ['a tag of a program', () => write('policy: !!js/function "x"\n'), 'tags are not for policies'],
    ['ten thousand levels', () => write(`policy: ${'['.repeat(1e4)}`), 'perso-test.yaml:'],
    ['a terminal’s colours', () => write('"\\e[31mred": 1\n'), 'perso-test.yaml:1:1'],
  ])('%s', async (_, make, message) => {
    make();
    const stderr = await refusal();
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('\u001b');
    expect(stderr).not.toContain('bug of ours');
    const { code } = await runProgram(['analyze', 'hero.csv', '--metric', 'signed_up']);
    expect(code).toBe(2);
  });
});

test('what lies above the repository is not of it', async () => {
  mkdirSync('repo/.git', { recursive: true });
  write('policy: { alpha: 0.001 }\n');
  for (const name of ['plan.yaml', 'homepage-hero.csv']) cpSync(name, join('repo', name));
  process.chdir('repo');
  expect((await runProgram(GATE)).code).toBe(0);
});
