import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '../../program.js';

const effects = join(import.meta.dirname, '../../../fixtures/effects.csv');

test('a saved answer of a programme is shown in full, as the command itself shows it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-details-'));
  const saved = join(folder, 'programme.json');
  const first = await runProgram(['programme', effects, '--details', '-f', `json=${saved}`]);
  const again = await runProgram(['report', saved, '--details']);
  const quiet = await runProgram(['report', saved, '--quiet']);
  rmSync(folder, { recursive: true });
  expect(again).toEqual({ code: 0, stdout: first.stdout, stderr: '' });
  expect(quiet).toMatchObject({
    code: 2,
    stdout: '',
    stderr: '--quiet does nothing to the answer of programme\nhint: leave it out\n',
  });
});
