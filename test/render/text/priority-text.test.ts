import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '../../program.js';

async function textOf(idea: Record<string, unknown>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-text-'));
  try {
    const file = join(folder, 'ideas.json');
    const ideas = [{ name: 'a', baseline: '5%', value: 12, ...idea }];
    writeFileSync(file, JSON.stringify({ weeklyUnits: 1_000_000, ideas }));
    const { code, stdout } = await runProgram(['prioritize', file]);
    expect(code).toBe(0);
    return stdout.replace(/\s+/g, ' ');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('ideal decisions of one look are told where they would do better than a gate that stops sooner', async () => {
  const long = {
    prior: { mean: '0%', sd: '10%' },
    horizonWeeks: 26,
    minimumWeeks: 20,
    shipUntested: false,
  };
  expect(await textOf(long)).toContain('Ideal decisions would make it');
  const stopping = { monitoring: { method: 'group-sequential', looks: 10, spending: 'pocock' } };
  const text = await textOf({ ...long, ...stopping });
  expect(text).toContain('A test of 20 weeks is worth');
  expect(text).not.toContain('Ideal');
});

test('a test that comes to nothing is said to', async () => {
  const oneWeek = { horizonWeeks: 1 };
  expect(await textOf({ ...oneWeek, prior: { mean: '0%', sd: '4%' } })).toContain(
    'Even the best test, of 1 week, is worth no more than leaving it.',
  );
  // Of what is given to half of all for the one week there is, half is lost.
  expect(await textOf({ ...oneWeek, prior: { mean: '1%', sd: '4%' } })).toContain(
    'even the best test, of 1 week, makes that 3,000 less.',
  );
});
