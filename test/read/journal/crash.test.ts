import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJournal, recordLook } from '../../../src/read/journal/journal.js';
import { newFolder, nextAfter, textOf } from './given.js';
import { bundleJournal, WRITER } from './program.js';

// More than any look makes, so that the loop ends where the program never does.
const MOST_CALLS = 200;

test('a process killed at any of its calls to the file system leaves the looks before or after', {
  timeout: 60_000,
}, async () => {
  const module = join(newFolder(), 'journal.mjs');
  bundleJournal(module);
  const counts: number[] = [];
  let survived = false;
  for (let call = 1; !survived; call++) {
    expect(call).toBeLessThan(MOST_CALLS);
    const folder = newFolder();
    const journal = join(folder, 'j.jsonl');
    writeFileSync(journal, textOf({ look: 1 }));
    const args = [WRITER, module, journal, 'w', String(call)];
    const { signal, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stderr).toBe('');
    const looks = readJournal(journal).looks.length;
    counts.push(looks);
    survived = signal === null;
    expect(stdout).toBe(survived ? 'ready\n2\n' : 'ready\n');
    expect(await recordLook(journal, nextAfter)).toBe(looks + 1);
    expect(readdirSync(folder)).toEqual(['j.jsonl']);
  }
  // All the calls before the renaming leave one look, all those behind it two.
  expect(counts).toEqual([...counts].sort());
  expect(counts.filter((looks) => looks === 1).length).toBeGreaterThan(10);
  expect(counts.filter((looks) => looks === 2).length).toBeGreaterThan(2);
});

test('writers at once, each killed at a random moment, lose no look that they acknowledged', {
  timeout: 60_000,
}, () => {
  // bench/README.md has the figures of 200 kills.
  const args = [join(WRITER, '../journal-crash.mjs'), '20', '2'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^20 kills, 2 writers at once: \d+ looks acknowledged, none lost; /);
});
