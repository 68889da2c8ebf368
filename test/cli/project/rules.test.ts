import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faultOf } from '../../../src/report/schemas/fault.js';
import { planReportSchema } from '../../../src/report/schemas/plan-report-schema.js';
import { rulesReportSchema } from '../../../src/report/schemas/rules-report-schema.js';
import { root } from '../../docs/pages.js';
import { runProgram } from '../../program.js';

const start = process.cwd();
let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'perso-test-rules-')));
  mkdirSync(join(folder, '.git'));
  cpSync(join(root, 'fixtures/programme'), join(folder, 'tests'), { recursive: true });
  cpSync(join(folder, 'tests/perso-test.yaml'), join(folder, 'perso-test.yaml'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

test('plan says with 22 that a plan is against the rules, and why, as data too', async () => {
  const { code, stdout, stderr } = await runProgram([
    ...['plan', 'tests/product-size-advice.yaml', '--format', 'json'],
  ]);
  const report = JSON.parse(stdout);
  expect([code, stderr, faultOf(planReportSchema, report)]).toEqual([22, '', null]);
  expect(report.policy).toEqual({
    path: 'perso-test.yaml',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    since: null,
    held: true,
    breaches: [{ code: 'OWNER_MISSING', message: 'it has no owner, which every plan must have' }],
  });
});

test('plan says with 0 that a plan keeps them, or is not held to them', async () => {
  const kept = await runProgram(['plan', 'tests/home-recs-recent.yaml']);
  expect(kept.code).toBe(0);
  expect(kept.stdout).toContain('\nPOLICY       the plan keeps the rules of perso-test.yaml\n');
  const rules = readFileSync('perso-test.yaml', 'utf8');
  writeFileSync('perso-test.yaml', rules.replace('policy:', 'policy:\n  since: 2026-12-01'));
  const later = await runProgram(['plan', 'tests/product-size-advice.yaml']);
  expect(later.code).toBe(0);
  expect(later.stdout).toContain('perso-test.yaml is for what begins on 2026-12-01 or later');
});

test('an analysis by a plan says that a gate would decide nothing by it', async () => {
  for (const name of ['plan.yaml', 'homepage-hero.csv']) {
    cpSync(join(root, 'fixtures', name), name);
  }
  const { code, stdout } = await runProgram([
    ...['analyze', 'homepage-hero.csv', '--plan', 'plan.yaml', '--format', 'json'],
  ]);
  const check = JSON.parse(stdout).checks.at(-1);
  expect([code, check.code, check.status]).toEqual([0, 'POLICY_BROKEN', 'warn']);
  expect(check.message).toContain('the margin of unsubscribe, 0.4pp, is more than the policy');
});

const CHECK = ['ledger', '--check', 'tests/*.jsonl'];

test('ledger --check says with 22 that rules are broken, as data too', async () => {
  const { code, stdout, stderr } = await runProgram([...CHECK, '--format', 'json']);
  const report = JSON.parse(stdout);
  expect([code, stderr, faultOf(rulesReportSchema, report)]).toEqual([22, '', null]);
  expect(report).toMatchObject({ experiments: 30, held: 30, before: 0, kept: false });
  expect(report.policy.path).toBe('perso-test.yaml');
  expect(report.findings).toHaveLength(19);
});

test('of some experiments it tells what concerns them, with one that was not chosen', async () => {
  const of = async (where: string) => {
    const { code, stdout } = await runProgram([...CHECK, '--where', where, '--format', 'json']);
    const { findings, held } = JSON.parse(stdout) as {
      findings: { code: string }[];
      held: number;
    };
    return [code, held, ...findings.map((one) => one.code)];
  };
  expect(await of('experiment = product-price-badges')).toEqual([22, 1, 'TESTS_OVERLAP']);
  expect(await of('experiment = home-recs-recent')).toEqual([0, 1]);
  expect(await of('experiment = home-recs-top')).toEqual([0, 1, 'OVERRIDDEN']);
});

test('it is asked of whole experiments, in a format that it has', async () => {
  const metric = await runProgram([...CHECK, '--metric', 'signup']);
  expect([metric.code, metric.stdout]).toEqual([2, '']);
  expect(metric.stderr).toContain('--metric: rules are of whole experiments');
  const csv = await runProgram([...CHECK, '--format', 'csv']);
  expect([csv.code, csv.stdout]).toEqual([2, '']);
});

test('rules that cannot be read let no ledger pass', async () => {
  writeFileSync('perso-test.yaml', 'policy: { alpa: 0.05 }\n');
  const { code, stdout, stderr } = await runProgram(CHECK);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toBe(
    'perso-test.yaml:1:11: policy has no key alpa\nhint: did you mean alpha? it takes since, alpha, power, mde, corrections, monitoring, kpi, metrics, guardrails, minimumDays, wholeWeeks, tags, owners, decideBy, surface, overlaps, atOnce, overrides, closeWithinDays\n',
  );
});

test('what names hold stays text, on a terminal as in Markdown', async () => {
  writeFileSync(
    'perso-test.yaml',
    'policy: { kpi: "\\e]0;owned\\a<b>@all</b>", tags: { "\\e[31m|x": any }, owners: any }\n',
  );
  const text = await runProgram([...CHECK], { isTTY: true });
  expect(text.stdout).not.toContain('\u001b]0;');
  const markdown = await runProgram([...CHECK, '--format', 'markdown']);
  expect(markdown.stdout).not.toMatch(/<b>|@all|\p{Cc}\[31m/u);
});
