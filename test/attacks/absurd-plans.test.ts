import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../program.js';

/* A plan that plans nonsense gets a message of two lines, or a right answer: no crash, and no NaN. */

let folder = '';
const before = process.cwd();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-attack-'));
  process.chdir(folder);
  const rows = Array.from({ length: 600 }, (_, i) => {
    const variant = ['generic', 'light', 'full'][i % 3];
    return `${variant},${i % 7 < 1 + (i % 3) ? 1 : 0},${((i * 37) % 101) / 2},${i % 5 ? 0 : 1}`;
  });
  writeFileSync('rows.csv', `variant,bought,revenue,left\n${rows.join('\n')}\n`);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

type Keys = Record<string, unknown>;
const rate = { name: 'p', column: 'bought', kind: 'proportion', mde: '20%', baseline: '20%' };
const mean = { name: 'p', column: 'revenue', kind: 'mean', mde: '5%' };
const primaries: Record<string, Keys> = { rate, mean: { ...mean, baseline: { mean: 25, sd: 14 } } };

function planWith(primary: Keys, changes: Keys, ofVariants: Keys, ofMetric: Keys): string {
  return JSON.stringify({
    experiment: 'e',
    hypothesis: 'h',
    variants: { control: 'generic', treatments: ['light', 'full'], ...ofVariants },
    metrics: [
      { ...primary, role: 'primary', direction: 'increase', value: 12, ...ofMetric },
      {
        ...{ name: 'g', column: 'left', kind: 'proportion', role: 'guardrail' },
        ...{ direction: 'decrease', margin: '5pp', baseline: '20%' },
      },
    ],
    monitoring: 'always-valid',
    ...changes,
  });
}

const split = (generic: number, light: number, full: number) => ({ generic, light, full });

/** Changes of the plan, of its variants, of its primary metric. */
const ABSURD: [string, Keys, Keys, Keys][] = [
  ['a huge split', {}, { allocation: split(1e300, 1e300, 1e300) }, {}],
  ['a split that adds up beyond the doubles', {}, { allocation: split(1e308, 1e308, 1e308) }, {}],
  ['a tiny split', {}, { allocation: split(5e-324, 5e-324, 5e-324) }, {}],
  ['an uneven split', {}, { allocation: split(1, 1e-17, 1) }, {}],
  ['the most uneven split', { sampleSize: 100 }, { allocation: split(1, 1e-30, 1e30) }, {}],
  ['huge strengths', {}, { intensity: split(0, 1e308, -1e308) }, {}],
  ['large strengths', {}, { intensity: split(0, 1e30, -1e30) }, {}],
  ['tiny strengths', {}, { intensity: split(0, 1e-30, 2e-30) }, {}],
  ['huge costs', {}, { cost: { light: 1e308, full: -1e308 } }, {}],
  ['large costs', {}, { cost: { light: 1e30, full: -1e30 } }, {}],
  ['a cost above any gain', { sampleSize: 100 }, { cost: { light: 13, full: -13 } }, {}],
  ['tiny costs', {}, { cost: { light: 1e-30, full: 5e-324 } }, {}],
  ['a huge value', {}, {}, { value: 1.7e308 }],
  ['a large value', {}, { cost: { full: 1 } }, { value: 1e30 }],
  ['a small value', { sampleSize: 100 }, { cost: { full: 1 } }, { value: 1e-30 }],
  ['a huge effect', {}, {}, { mde: '1e300%' }],
  ['a large effect', {}, {}, { mde: '1e30%' }],
  ['a tiny effect', {}, {}, { mde: '1e-300%' }],
  ['a small effect', {}, {}, { mde: '1e-30%' }],
  ['a huge size', { sampleSize: 1e308 }, {}, {}],
  ['as many units as can be counted', { sampleSize: Number.MAX_SAFE_INTEGER }, {}, {}],
  ['no units a day', { units: { daily: 1e-30 } }, {}, {}],
  ['a tiny alpha', { alpha: 1e-30 }, {}, {}],
  ['all but certain power', { power: 0.9999999999999999 }, {}, {}],
];

describe.each(Object.entries(primaries))('with a %s', (_, primary) => {
  test.each(ABSURD)('%s', async (_, changes, ofVariants, ofMetric) => {
    writeFileSync('plan.json', planWith(primary, changes, ofVariants, ofMetric));
    for (const argv of [
      ['plan', 'plan.json'],
      ['gate', '--journal', 'looks.jsonl', '--', 'plan.json', 'rows.csv'],
      ['gate', '--format', 'json', '--', 'plan.json', 'rows.csv'],
      ['simulate', 'plan.json', '--experiments', '2'],
    ]) {
      rmSync('looks.jsonl', { force: true });
      const { code, stdout, stderr } = await runProgram(argv);
      expect(code, stderr).not.toBe(1);
      expect(stdout).not.toMatch(/NaN|Infinity|undefined/);
      if (code === 2) expect(stderr).toMatch(/^[^\n]+\nhint: [^\n]+\n$/);
    }
  });
});

test.each(['allocation', 'cost'])('flags plan no more than plans do: --%s', async (flag) => {
  for (const value of ['1e308', '1e-320', '1e400']) {
    const argv = ['analyze', 'rows.csv', '-m', 'bought', `--${flag}`, `light=${value},full=1`];
    const { code, stdout, stderr } = await runProgram(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('is out of reach; numbers here are 0, or from 1e-30 to 1e30');
  }
});

test('a journal whose planned units were taken out is refused', async () => {
  writeFileSync('plan.json', planWith(rate, { sampleSize: 1000 }, {}, {}));
  const gate = ['gate', '--journal', 'edited.jsonl', '--', 'plan.json', 'rows.csv'];
  expect((await runProgram(gate)).code).toBe(21);
  const line = JSON.parse(readFileSync('edited.jsonl', 'utf8'));
  for (const plannedUnits of [{}, { ...line.plannedUnits, full: 0 }, { generic: 1000 }]) {
    writeFileSync('edited.jsonl', `${JSON.stringify({ ...line, plannedUnits })}\n`);
    const { code, stdout, stderr } = await runProgram(gate);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^edited\.jsonl:1: .*\nhint: .*\n$/);
  }
});
