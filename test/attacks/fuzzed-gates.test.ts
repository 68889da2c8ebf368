import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../program.js';

/* What bench/fuzz-gate.mjs has found, each cut down to what it takes: none of it may crash, nor ship. */

const start = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'perso-test-attack-'));
beforeAll(() => process.chdir(folder));
afterAll(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

/** What a gate by this plan says of these data. */
function gate(plan: string, data: string, ...flags: string[]) {
  writeFileSync('plan.yaml', plan);
  writeFileSync('day.csv', data);
  return runProgram(['gate', ...flags, '--', 'plan.yaml', 'day.csv']);
}

describe('skewed values long before the size of an always-valid plan', () => {
  const skewed = (units: number) => {
    const rows = Array.from({ length: units }, (_, i) => `generic,${i + 1}\np,${i % 3}`);
    return ['variant,revenue', ...rows, 'generic,60', 'p,31', 'p,32', 'p,33', 'p,34', ''].join(
      '\n',
    );
  };
  const plan = (size: number) => `experiment: hero
variants: { control: generic, treatments: [p] }
metrics: [{ name: revenue, kind: mean, role: primary, direction: increase }]
monitoring: always-valid
sampleSize: ${size}
`;

  test.each([
    [12, 10_000],
    [20, 20_000],
    [40, 50_000],
  ])('%i units of %i: what a side may err is below 1e-100', async (units, size) => {
    const { code, stdout, stderr } = await gate(plan(size), skewed(units));
    expect({ code, stderr }).toEqual({ code: 21, stderr: '' });
    expect(stdout).toMatch(/about\s+[\d.]+e-\d+\s+%\s+rather than\s+\d+e-\d+\s+%/);
  });

  test('12 units of 50000: what is below the smallest number is not told', async () => {
    const { code, stdout } = await gate(plan(50_000), skewed(12));
    expect(code).toBe(21);
    expect(stdout).not.toMatch(/rather than\s+0\s+%/);
  });
});

test('the first of four looks at 29 units of 1275 is worked out, though nothing short of 1e-77 may reject', async () => {
  const plan = `experiment: hero
variants: { control: generic, treatments: [light, full], allocation: { generic: 2, light: 1, full: 1 } }
metrics: [{ name: revenue, kind: mean, role: primary, direction: decrease }]
alpha: 0.01
monitoring: { method: group-sequential, looks: 4 }
sampleSize: 319
`;
  const units = { generic: 12, light: 8, full: 9 };
  const rows = Object.entries(units).flatMap(([name, n]) =>
    Array.from({ length: n }, (_, i) => `${name},${12 + ((i * 7) % 11)}`),
  );
  const data = `variant,revenue\n${rows.join('\n')}\n`;
  const { code, stdout } = await gate(plan, data, '--journal', 'looks.jsonl', '--format', 'json');
  expect(code).toBe(21);
  const [{ monitoring, sampleSize }] = JSON.parse(stdout).comparisons;
  expect(monitoring.criticalValue).toBeGreaterThan(1e6);
  expect(sampleSize.smallestDetectable.absolute).toBeLessThan(-1e5);
});

describe('an arm of which no unit has a value of a metric that decides', () => {
  const plan = `experiment: hero
variants: { control: generic, treatments: [p] }
units: { column: visitors }
metrics:
  - { name: signup, kind: proportion, role: primary, direction: increase }
  - { name: asked, kind: proportion, role: secondary }
  - { name: churned, kind: proportion, role: guardrail, direction: decrease, margin: 5pp }
monitoring: { method: group-sequential, looks: 4 }
futility: obrien-fleming
sampleSize: 3000
`;
  const header = 'variant,visitors,signup,asked,churned';

  test.each([
    ['generic,1000,NA,10,10', 'p,1000,20,10,10'],
    ['generic,1000,20,10,10', 'p,1000,NA,10,10'],
    ['generic,1000,20,10,NA', 'p,1000,20,10,10'],
    ['generic,1000,NA,10,10', 'p,1000,NA,10,10'],
    ['generic,1000,20,10,NA', 'p,1000,20,10,NA'],
  ])('%s and %s: nothing is known of the others either', async (...rows) => {
    rmSync('missing.jsonl', { force: true });
    for (const units of ['1000', '2000']) {
      const data = [header, ...rows.map((row) => row.replace('1000', units)), ''].join('\n');
      const { code, stderr } = await gate(plan, data, '--journal', 'missing.jsonl');
      expect(stderr).toBe('');
      expect([21, 22]).toContain(code);
    }
  });
});
