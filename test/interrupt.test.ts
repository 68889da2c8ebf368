import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

/* Ctrl-C reaches the program, as it is installed, and the shell that it runs in. */
const root = join(import.meta.dirname, '..');
const bin = join(root, 'bin/perso-test.js');
const hero = join(root, 'fixtures/hero.csv');
const folder = mkdtempSync(join(tmpdir(), 'perso-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** The program in a shell that outlives it, and at its end the exit code that the shell sees. */
function inShell(args: string[]): { group: number; code: Promise<string> } {
  const words = ['-c', 'trap : INT; "$@"; echo $?', 'sh', process.execPath, ...args];
  const shell = spawn('sh', words, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  let printed = '';
  shell.stdout.on('data', (bytes: Buffer) => {
    printed += bytes;
  });
  const code = new Promise<string>((resolve) => shell.on('close', () => resolve(printed.trim())));
  return { group: -shell.pid!, code };
}

test('Ctrl-C ends it at once while it waits for bytes, with the code of an interrupt', async () => {
  const pipe = join(folder, 'pipe.csv');
  execFileSync('mkfifo', [pipe]);
  const { group, code } = inShell([bin, 'analyze', pipe]);
  // This opens only when the program has opened it too: it reads, and nothing will come.
  const writer = await open(pipe, 'w');
  process.kill(group, 'SIGINT');
  expect(await code).toBe('130');
  await writer.close();
});

test('Ctrl-C while a report is written leaves the whole report and no other file', async () => {
  // Comes at the worst moment: the report has its first name, and not yet the one that was asked for.
  const interrupting = join(folder, 'interrupting.cjs');
  writeFileSync(
    interrupting,
    `const fs = require('node:fs');
    const rename = fs.renameSync;
    fs.renameSync = (...names) => {
      process.kill(process.pid, 'SIGINT');
      rename(...names);
    };`,
  );
  const reports = mkdtempSync(join(folder, 'reports-'));
  const report = join(reports, 'report.txt');
  const { code } = inShell(['--require', interrupting, bin, 'analyze', hero, '--output', report]);
  expect(await code).toBe('130');
  expect(readdirSync(reports)).toEqual(['report.txt']);
  expect(readFileSync(report, 'utf8')).toMatch(/VERDICT[\s\S]*\n$/);
});
