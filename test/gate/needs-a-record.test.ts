import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runProgram } from '../program.js';

const folder = mkdtempSync(join(tmpdir(), 'perso-test-record-'));
afterAll(() => rmSync(folder, { recursive: true }));

const data = join(folder, 'counts.csv');
writeFileSync(data, 'variant,visitors,signups\ngeneric,500,50\npersonal,500,90\n');

test.each([
  [{ minimumDays: 7 }, 'minimumDays: only a record tells how many days have passed'],
  [{ wholeWeeks: true }, 'wholeWeeks: only a record tells how many days have passed'],
  [{ decideBy: '2026-01-31' }, 'decideBy: only a record tells what was decided when the date came'],
])('a plan with %j is not decided without a journal', async (days, message) => {
  const plan = join(folder, 'plan.json');
  writeFileSync(
    plan,
    JSON.stringify({
      ...{ experiment: 'hero', variants: { control: 'generic', treatments: ['personal'] } },
      ...{ units: { column: 'visitors' }, sampleSize: 400, monitoring: 'always-valid', ...days },
      metrics: [{ name: 'signups', role: 'primary' }],
    }),
  );
  const alone = await runProgram(['gate', plan, data]);
  expect(alone).toMatchObject({ code: 2, stdout: '' });
  expect(alone.stderr).toContain(message);
  const journal = join(folder, `${Object.keys(days)[0]}.jsonl`);
  expect((await runProgram(['gate', plan, data, '--journal', journal])).code).not.toBe(2);
});
