import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readPlan } from '../../src/read/plan/read-plan.js';
import { planReport } from '../../src/report/plan-report.js';
import { planReportSchema } from '../../src/report/schemas/plan-report-schema.js';
import { runProgram } from '../program.js';
import { fileWith, smallPlan } from '../read/plan/given.js';

const FIXTURE = join(import.meta.dirname, '../../fixtures/plan.yaml');

const baseline = { mean: 25, sd: 40 };

test.each([
  ['the fixture', FIXTURE],
  ['one that says little', fileWith(JSON.stringify(smallPlan()))],
  [
    'group-sequential, a mean and equivalence',
    fileWith(
      JSON.stringify({
        ...smallPlan(),
        metrics: [
          { name: 'revenue', kind: 'mean', role: 'primary', mde: '5%', baseline },
          { name: 'latency', role: 'guardrail', equivalence: true, margin: 5 },
        ],
        monitoring: { method: 'group-sequential', looks: 5 },
      }),
    ),
  ],
])('the JSON of %s fits its schema', async (_, path) => {
  const { stdout, code } = await runProgram(['plan', path, '--format', 'json']);
  expect(code).toBe(0);
  expect(z.safeParse(planReportSchema, JSON.parse(stdout)).error).toBeUndefined();
  expect(z.safeParse(planReportSchema, { ...JSON.parse(stdout), extra: 1 }).success).toBe(false);
});

test('a plan as it was read may stand for where it was read, and adds nothing', async () => {
  const read = await readPlan(FIXTURE);
  const { path, sha256, plan } = read;
  expect(planReport(plan, read, '1.0.0')).toEqual(planReport(plan, { path, sha256 }, '1.0.0'));
});

const folder = mkdtempSync(join(tmpdir(), 'perso-test-init-'));

test('--init writes a plan that is right, sized, and told to the editor', async () => {
  const { stdout, code } = await runProgram(['plan', '--init']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^# yaml-language-server: \$schema=\S+\/plan\.schema\.json\n/);
  const { plan } = await readPlan(fileWith(stdout));
  expect(plan.metrics.map(({ role }) => role)).toEqual(['primary', 'guardrail']);
  const shown = await runProgram(['plan', fileWith(stdout)]);
  // R: power.prop.test(p1 = .1, p2 = .105, power = .8)$n is 57,762.7.
  expect(shown.stdout).toContain('57,763 units per variant, 115,526 in all: 24 days');
});

test('every key that --init leaves out by a comment may be put in', async () => {
  const { stdout } = await runProgram(['plan', '--init']);
  const filled = stdout
    .replaceAll(/^(\s*)# ([a-zA-Z]+: .*)$/gm, '$1$2')
    .replace(/^ {2}id: .*$/m, '')
    .replace(/^ {4}equivalence: .*$/m, '');
  const { plan } = await readPlan(fileWith(filled));
  expect(plan).toMatchObject({
    sampleSize: 57_763,
    segments: ['country'],
    variantColumn: 'variant',
  });
  expect(plan.cost).toEqual(new Map([['personalized', 0.02]]));
  expect(plan.metrics[0]).toMatchObject({ value: 12, covariate: 'visits_before' });
});

test('--init writes a new file, whole, and never over another', async () => {
  const path = join(folder, 'new.yaml');
  expect(await runProgram(['plan', '--init', path])).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(readdirSync(folder)).toEqual(['new.yaml']);
  writeFileSync(path, 'mine');
  const again = await runProgram(['plan', '--init', path]);
  expect(again).toMatchObject({ code: 2, stdout: '' });
  expect(again.stderr).toContain('this file exists already, and is left as it is');
  expect(readFileSync(path, 'utf8')).toBe('mine');
});
