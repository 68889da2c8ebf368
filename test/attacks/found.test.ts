import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../program.js';

/*
 * What a fuzz of flags, tables, plans and binary files found: each ended as a crash, hung, or left out what to do.
 * It is refused, in one message with a hint.
 */
const FOUND = join(import.meta.dirname, 'found');

interface Found {
  argv: string[];
  /** Text, or bytes in base64. */
  files: Record<string, string | { base64: string }>;
}

let folder = '';
const before = process.cwd();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'found-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

test.each(readdirSync(FOUND))('%s is refused', async (name) => {
  const { argv, files }: Found = JSON.parse(readFileSync(join(FOUND, name), 'utf8'));
  for (const [path, content] of Object.entries(files)) {
    writeFileSync(
      path,
      typeof content === 'string' ? content : Buffer.from(content.base64, 'base64'),
    );
  }
  const { code, stdout, stderr } = await runProgram(argv);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const lines = stderr.trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('hint: '))).toHaveLength(1);
});
