import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runProgram, shellWords } from './program.js';

/*
 * Each folder of test/runs is one run of the program: `command` (without the program's name), the
 * files that it reads, and what must come of it: `stdout`, `stderr` (either may be absent: nothing)
 * and `code`. A file `stdin` is standard input; `env` holds NAME=VALUE lines.
 * UPDATE_RUNS=1 writes what came; read it before you commit it.
 */
const runs = join(import.meta.dirname, 'runs');
const start = process.cwd();

afterEach(() => process.chdir(start));

test.each(readdirSync(runs))('%s', async (name) => {
  const folder = join(runs, name);
  process.chdir(folder);
  const stdin = existsSync('stdin') ? readFileSync('stdin') : '';
  const env = Object.fromEntries(
    textOf('env')
      .trim()
      .split('\n')
      .map((line) => line.split('=', 2)),
  );
  const result = await runProgram(shellWords(textOf('command').trim()), { stdin, env });
  if (process.env.UPDATE_RUNS !== undefined) record(result);
  expect(result).toEqual({
    code: Number(textOf('code')),
    stdout: textOf('stdout'),
    stderr: textOf('stderr'),
  });
});

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function record({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }): void {
  writeFileSync('code', `${code}\n`);
  if (stdout !== '') writeFileSync('stdout', stdout);
  if (stderr !== '') writeFileSync('stderr', stderr);
}
