import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram, shellWords } from './program.js';

/*
 * Each folder of test/power-runs is one run of `perso-test power`, laid out as those of test/runs.
 * A file `r` is a line of R whose value the run's figure was checked against before it was recorded.
 * UPDATE_RUNS=1 writes what came; read it before you commit it.
 */
const runs = join(import.meta.dirname, 'power-runs');

test.each(readdirSync(runs))('%s', async (name) => {
  const path = (file: string) => join(runs, name, file);
  const textOf = (file: string) => (existsSync(path(file)) ? readFileSync(path(file), 'utf8') : '');
  const result = await runProgram(shellWords(textOf('command').trim()));
  if (process.env.UPDATE_RUNS !== undefined) record(path, result);
  expect(result).toEqual({
    code: Number(textOf('code')),
    stdout: textOf('stdout'),
    stderr: textOf('stderr'),
  });
});

function record(
  path: (file: string) => string,
  { code, stdout, stderr }: { code: number; stdout: string; stderr: string },
): void {
  writeFileSync(path('code'), `${code}\n`);
  if (stdout !== '') writeFileSync(path('stdout'), stdout);
  if (stderr !== '') writeFileSync(path('stderr'), stderr);
}
