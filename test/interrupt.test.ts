import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';

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

/** Ends the process as Ctrl-C does, while it reads for the nth time. */
const interruptedRead = (nth: number) => `const fs = require('node:fs');
  const read = fs.readSync;
  let left = ${nth};
  fs.readSync = (...given) => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGINT');
    return read(...given);
  };`;

const rows = Array.from(
  { length: 300_000 },
  (_, i) => `${i},${i % 2 ? 'generic' : 'personalized'},${i % 7 ? 0 : 1},${i % 3}.5`,
);
const large = join(folder, 'large.csv');
writeFileSync(large, `id,variant,ordered,spend\n${rows.join('\n')}\n`);
const zipped = join(folder, 'large.csv.gz');
writeFileSync(zipped, gzipSync(readFileSync(large)));
const inUtf16 = join(folder, 'utf16.csv');
writeFileSync(inUtf16, `\ufeff${readFileSync(large, 'utf8')}`, 'utf16le');

describe('Ctrl-C while a large file is read ends it at once and leaves no file', () => {
  const analyze = ['analyze', '--metric', 'ordered'];
  test.each([
    ['scanned', [...analyze, large]],
    ['scanned for a summary', ['summarize', '--metric', 'ordered', large]],
    ['unzipped', [...analyze, zipped]],
    ['read unit by unit', [...analyze, '--unit-id', 'id', large]],
    ['read as UTF-16', [...analyze, inUtf16]],
    ['described', ['describe', large]],
  ])('%s', async (_, args) => {
    for (const nth of [1, 3, 8]) {
      const hook = join(folder, `interrupted-${nth}.cjs`);
      writeFileSync(hook, interruptedRead(nth));
      const reports = mkdtempSync(join(folder, 'reports-'));
      const output = ['--output', join(reports, 'report.txt')];
      const { code } = inShell(['--require', hook, bin, ...args, ...output]);
      expect(await code).toBe('130');
      expect(readdirSync(reports)).toEqual([]);
    }
  });

  test('from a pipe, while threads wait for more to come', async () => {
    const pipe = join(folder, 'large-pipe.csv');
    execFileSync('mkfifo', [pipe]);
    const { group, code } = inShell([bin, ...analyze, pipe]);
    const writer = await open(pipe, 'w');
    await writer.writeFile(readFileSync(large));
    process.kill(group, 'SIGINT');
    expect(await code).toBe('130');
    await writer.close();
  });
});
