import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runProgram } from '../program.js';

const folder = mkdtempSync(join(tmpdir(), 'perso-test-pays-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('where the mde pays for no treatment, its size is not to be had by saying an mde', async () => {
  const [plan, data] = ['plan.json', 'counts.csv'].map((name) => join(folder, name));
  writeFileSync(data!, 'variant,visitors,signups\ngeneric,500,50\npersonal,500,60\n');
  writeFileSync(
    plan!,
    JSON.stringify({
      experiment: 'hero',
      variants: { control: 'generic', treatments: ['personal'], cost: { personal: 0.02 } },
      units: { column: 'visitors' },
      metrics: [{ name: 'signups', role: 'primary', mde: '10%', baseline: '10%', value: 1 }],
    }),
  );
  const journal = join(folder, 'looks.jsonl');
  const { code, stderr } = await runProgram(['gate', plan!, data!, '--journal', journal]);
  expect(code).toBe(2);
  expect(stderr).toContain('hint: is the mde worth more than each treatment costs?');
});
