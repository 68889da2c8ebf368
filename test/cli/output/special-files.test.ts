import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../../program.js';

let folder: string;
let pipe: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-special-'));
  pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
});

afterAll(() => rmSync(folder, { recursive: true }));

const fixture = (name: string) => join(import.meta.dirname, '../../../fixtures', name);

/* Whatever names what is written: a pipe or a device is written to, and never a file put in its place. */
test.each([
  ['an answer', ['analyze', fixture('hero.csv'), '--output', 'PIPE'], 'VERDICT'],
  ['a format', ['analyze', fixture('hero.csv'), '--format', 'csv=PIPE'], 'metric,'],
  [
    'what stands beside an answer',
    ['programme', fixture('effects.csv'), '--prior-out', 'PIPE'],
    '{',
  ],
])('%s goes into a pipe, which stays one', async (_, words, start) => {
  const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'ignore'] });
  const read = text(reader.stdout);
  const { stderr, code } = await runProgram(words.map((word) => word.replace('PIPE', pipe)));
  expect([stderr, code]).toEqual(['', 0]);
  expect(statSync(pipe).isFIFO()).toBe(true);
  expect(await read).toContain(start);
});
