import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { textOf } from '../docs/pages.js';
import { runProgram } from '../program.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ONE = {
  name: 'ours',
  method: 'rates',
  source: 'by hand',
  command: ['analyze', 'generic=48/80', 'personalized=56/70', '--test', 'score'],
};
const p = { 'comparisons.0.pValue': { value: 0.0080450814, within: 5e-10 } };

async function verified(cases: unknown, format = 'json') {
  const file = join(folder, 'cases.json');
  const text = typeof cases === 'string' ? cases : JSON.stringify({ schemaVersion: 1, cases });
  writeFileSync(file, text);
  return runProgram(['verify', file, '--format', format]);
}

test.each<[string, object, string[]]>([
  ['a figure in full', { 'comparisons.0.effect.estimate': 0.2 }, []],
  ['a figure as printed', { 'comparisons.0.effect.lower': { printed: '0.0533' } }, []],
  [
    'one that is rounded otherwise',
    { 'comparisons.0.effect.lower': { printed: '0.0534' } },
    ['comparisons.0.effect.lower is 0.0533'],
  ],
  [
    'one that is off in the fifth digit',
    { 'comparisons.0.effect.estimate': { value: 0.200002, digits: 6 } },
    ['comparisons.0.effect.estimate is 0.2'],
  ],
  [
    'one that is near enough',
    { 'comparisons.0.effect.estimate': { value: 0.200002, digits: 4 } },
    [],
  ],
  ['a word', { 'comparisons.0.method': 'score' }, []],
  [
    'another word',
    { 'comparisons.0.method': 'fisher' },
    ['comparisons.0.method is "score", not "fisher"'],
  ],
  ['nothing where null stands', { 'comparisons.0.netEffect': null }, []],
  [
    'nothing where nothing stands',
    { 'comparisons.0.nettEffect': null },
    ['comparisons.0.nettEffect is not there'],
  ],
  [
    'a number where a word stands',
    { 'comparisons.0.method': 1 },
    ['comparisons.0.method is "score", not 1'],
  ],
])('%s', async (_, figures, faults) => {
  const { code, stdout } = await verified([{ ...ONE, expect: figures }]);
  const [one] = JSON.parse(stdout).cases;
  expect([code, one.agrees]).toEqual(faults.length === 0 ? [0, true] : [1, false]);
  const text = (await verified([{ ...ONE, expect: figures }], 'text')).stdout;
  for (const fault of faults) expect(text.replace(/\s+/g, ' ')).toContain(fault);
});

test('an exit code and words of a message are held to, and each fault is told', async () => {
  const { code, stdout } = await verified([
    { ...ONE, exitCode: 20, stderr: ['no such words'], stdout: ['SHIP'] },
    { ...ONE, command: ['analyze', 'no.csv'], exitCode: 2, stderr: ['no.csv'] },
  ]);
  const [first, second] = JSON.parse(stdout).cases;
  expect(first.faults).toEqual([
    'exit code 0 in place of 20',
    'stderr does not say "no such words"',
  ]);
  expect([code, second.agrees]).toEqual([1, true]);
});

test('commands come a day apart, in one folder, and leave nothing behind', async () => {
  // Others may verify on this machine at the same time.
  vi.stubEnv('TMPDIR', folder);
  const plan = {
    experiment: 'x',
    variants: { control: 'generic', treatments: ['personalized'] },
    metrics: [{ name: 'ok', role: 'primary', kind: 'proportion' }],
    sampleSize: 1000,
    minimumDays: 1,
    monitoring: 'always-valid',
  };
  const counts = (ok: number) => `variant,units,ok\ngeneric,1000,100\npersonalized,1000,${ok}\n`;
  const command = ['gate', 'plan.json', 'results.csv', '--journal', 'looks.jsonl'];
  const files = { 'plan.json': JSON.stringify(plan), 'results.csv': counts(200) };
  const { code, stdout } = await verified([
    {
      ...ONE,
      before: [{ files, command, exitCode: 21 }],
      files: { 'results.csv': counts(201) },
      command,
      expect: { 'verdict.decision': 'ship', 'look.number': 2 },
    },
  ]);
  expect(JSON.parse(stdout).cases[0].faults).toEqual([]);
  expect(code).toBe(0);
  vi.unstubAllEnvs();
  expect(readdirSync(folder)).toEqual(['cases.json']);
});

test('a file may lie beside the file of cases', async () => {
  mkdirSync(join(folder, 'data'));
  writeFileSync(
    join(folder, 'data/r.csv'),
    'variant,units,ok\ngeneric,80,48\npersonalized,70,56\n',
  );
  const command = ['analyze', 'results.csv', '--metric', 'ok', '--test', 'score'];
  const files = { 'results.csv': { path: 'data/r.csv' } };
  const { code } = await verified([{ ...ONE, files, command, expect: p }]);
  expect(code).toBe(0);
});

test.each<[string, unknown, string]>([
  ['an empty file', '', 'the file is empty'],
  ['half a file', '{"schemaVersion":1,', 'no JSON'],
  ['a newer file', '{"schemaVersion":2,"cases":[]}', 'newer'],
  ['no cases', [], 'cases'],
  ['a key that is not known', [{ ...ONE, expects: p }], 'cases.0.expects is no key here'],
  ['no source', [{ ...ONE, source: undefined }], 'cases.0.source is missing'],
  ['another command', [{ ...ONE, command: ['verify'] }], 'verify cannot be verified'],
  ['a file outside', [{ ...ONE, command: ['analyze', '/etc/passwd'] }], 'outside'],
  ['a file above', [{ ...ONE, command: ['analyze', 'a=../x.csv'] }], 'outside'],
  [
    'an output outside',
    [{ ...ONE, command: [...ONE.command, '--format', 'json=/tmp/x.json'] }],
    'outside',
  ],
  ...[
    '-o/tmp/x',
    '-o../x',
    '-qo../x',
    '--output=/tmp/a=x',
    '../a=x.csv',
    '{..,x}/y',
    '.{.,x}/y',
  ].map((word): [string, unknown, string] => [
    word,
    [{ ...ONE, command: [...ONE.command, word] }],
    'outside',
  ]),
  [
    'an output outside whose name holds an =',
    [{ ...ONE, command: [...ONE.command, '--format', 'json=/tmp/a=x.json'] }],
    'outside',
  ],
  ['a name with a folder', [{ ...ONE, files: { '../x.csv': '' } }], 'no plain file name'],
  ['a file that is not there', [{ ...ONE, files: { 'x.csv': { path: 'no.csv' } } }], 'no.csv'],
  ['a NUL', [{ ...ONE, command: ['analyze', 'a\0b.csv'] }], 'holds a NUL'],
  ['a name too long', [{ ...ONE, files: { ['x'.repeat(300)]: '' } }], 'cannot be written'],
])('%s is refused', async (_, cases, said) => {
  const { code, stdout, stderr } = await verified(cases);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(said);
});

test('no case has what --only asks for', async () => {
  const { code, stderr } = await runProgram(['verify', '--only', 'bayesian-magic']);
  expect(code).toBe(2);
  expect(stderr).toContain('two-rates');
});

test('no rules above the folder of a case bear on it', () => {
  const cases = [{ ...ONE, expect: { 'design.alpha': 0.05 } }];
  writeFileSync(join(folder, 'cases.json'), JSON.stringify({ schemaVersion: 1, cases }));
  writeFileSync(join(folder, 'perso-test.yaml'), 'defaults:\n  alpha: 0.2\n');
  const program = join(import.meta.dirname, '../../bin/perso-test.js');
  const { status, stdout } = spawnSync(process.execPath, [program, 'verify', 'cases.json'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: folder },
  });
  expect([status, stdout]).toEqual([0, expect.stringContaining('ALL AGREE')]);
});

test('the page shows the cases that lie beside it to be run', () => {
  const [, example] = /```json\n([\s\S]*?)```/.exec(textOf('docs/verify.md'))!;
  expect(example).toBe(textOf('fixtures/our-cases.json'));
});
