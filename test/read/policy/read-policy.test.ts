import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { readPolicy } from '../../../src/read/policy/read-policy.js';

const folder = mkdtempSync(join(tmpdir(), 'perso-test-policy-'));
const path = join(folder, 'perso-test.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const read = (text: string) => {
  writeFileSync(path, text);
  return readPolicy(path);
};

test('rules are read as they are meant, and what is left out is no rule', async () => {
  const { policy, defaults, sha256 } = await read(`
policyVersion: 1
defaults: { alpha: 5%, control: 0, missing: [unknown, n/a] }
policy:
  since: 2026-01-01
  alpha: 5%
  power: 0.9
  mde: 5%
  corrections: [holm]
  monitoring: [always-valid]
  kpi: signup
  metrics: [{ name: speed, column: seconds, kind: p95, direction: decrease }, { name: signup, mde: 0.5pp }]
  guardrails: [{ metric: unsubscribe, margin: 0.5pp }]
  minimumDays: 14
  wholeWeeks: true
  tags: { surface: [homepage, 404], tactic: any }
  owners: [growth]
  decideBy: true
  overlaps: none
  atOnce: { tests: 2 }
  overrides: none
  closeWithinDays: "7"
`);
  expect(defaults).toEqual({ alpha: '5%', control: 0, missing: ['unknown', 'n/a'] });
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(policy).toEqual({
    since: '2026-01-01',
    alpha: 0.05,
    power: 0.9,
    mde: { scale: 'relative', size: 0.05 },
    corrections: ['holm'],
    monitoring: ['always-valid'],
    kpi: 'signup',
    metrics: [
      { name: 'speed', column: 'seconds:p95', kind: 'quantile', lowerIsBetter: true, mde: null },
      {
        name: 'signup',
        column: 'signup',
        kind: null,
        lowerIsBetter: null,
        mde: { scale: 'points', size: 0.005 },
      },
    ],
    guardrails: [{ metric: 'unsubscribe', margin: { scale: 'points', size: 0.005 } }],
    minimumDays: 14,
    wholeWeeks: true,
    tags: new Map<string, 'any' | string[]>([
      ['surface', ['homepage', '404']],
      ['tactic', 'any'],
    ]),
    owners: ['growth'],
    decideBy: true,
    surface: 'surface',
    overlaps: 'none',
    atOnce: { tests: 2, ships: null, days: 28 },
    overrides: 'none',
    closeWithinDays: 7,
  });
});

test('the hash is of what the rules say, neither of their layout nor of defaults', async () => {
  const first = await read('policy: { alpha: 0.05, kpi: signup }\n');
  const same = await read(
    '# a comment\ndefaults: { alpha: 0.1 }\npolicy:\n  kpi: signup\n  alpha: 5%\n',
  );
  const other = await read('policy: { alpha: 0.04, kpi: signup }\n');
  expect(same.sha256).toBe(first.sha256);
  expect(other.sha256).not.toBe(first.sha256);
  expect(await read('defaults: { alpha: 0.1 }\n')).toMatchObject({ sha256: null, policy: null });
});

test.each([
  ['', '', 'the policy is empty'],
  ['# nothing\n', '', 'the policy is empty'],
  ['polcy:\n  alpha: 0.05\n', '1:1', 'a policy has no key polcy'],
  ['policy:\n  aplha: 0.05\n', '2:3', 'policy has no key aplha'],
  ['policy:\n  alpha: 2\n', '2:10', 'policy.alpha: 2 must lie between 0 and 1'],
  ['policy:\n  alpha:\n', '2:9', 'policy.alpha has no value'],
  ['policy: { corrections: [hom] }\n', '1:25', 'policy.corrections[0]: hom is no correction'],
  ['policy: { wholeWeeks: false }\n', '1:23', 'policy.wholeWeeks: false is no rule'],
  [
    'policy: { guardrails: [{ metric: churn }] }\n',
    '1:24',
    'policy.guardrails[0].margin is missing',
  ],
  ['policy: { mde: 0.5pp }\n', '1:16', 'policy.mde: 0.5pp is not relative to the control'],
  ['policy: { mde: 0 }\n', '1:16', 'policy.mde: 0 is no size above 0'],
  [
    'policy: { metrics: [{ name: a, kind: mean, mde: 1pp }] }\n',
    '1:49',
    'policy.metrics: mde of a is in points',
  ],
  ['policy: { owners: [] }\n', '1:19', 'policy.owners names none'],
  ['policy: { since: tomorrow }\n', '1:18', 'policy.since: tomorrow is no date'],
  ['policy: { alpha: 0.8, power: 0.8 }\n', '1:30', 'policy.power 0.8 is not above policy.alpha'],
  ['policy: { atOnce: { days: 7 } }\n', '1:19', 'policy.atOnce says neither tests nor ships'],
  ['policy: { metrics: [{ name: a }, { name: a }] }\n', '1:42', 'policy.metrics names a twice'],
  ['defaults: { exitCode: keep-collecting=0 }\n', '1:13', 'defaults has no key exitCode'],
  ['defaults: { where: "a = 1" }\n', '1:13', 'defaults has no key where'],
  ['defaults: { lower-is-better: [a] }\n', '1:13', 'defaults has no key lower-is-better'],
  [
    'defaults: { alpha: 0.05, __proto__: { power: 0.5 } }\n',
    '1:26',
    '__proto__ is no key of a policy',
  ],
  ['defaults: { constructor: 1 }\n', '1:13', 'defaults has no key constructor'],
  ['policyVersion: 2\nnews: 1\n', '1:16', 'policyVersion 2: written for a newer perso-test'],
  ['a,b,c\n1,2,3\n4,5,6\n', '', 'this is a table'],
  ['policy: &a { alpha: 0.05 }\n', '1:12', 'anchors are not for policies'],
  ['policy: { tags: { "": any } }\n', null, null],
])('%j is told at its place', async (text, place, message) => {
  if (message === null) return expect((await read(text)).policy).not.toBe(null);
  const error: UserError = await read(text).then(
    () => expect.fail('it was taken'),
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  const { line, column } = error.location ?? {};
  expect(line === undefined ? '' : `${line}:${column}`).toBe(place);
  expect(error.message).toContain(message);
});
