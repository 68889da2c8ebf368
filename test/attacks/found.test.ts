import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { outcomeOf } from '../fuzz/case.js';
import { faultsOf } from '../fuzz/rules.js';
import { readRun, type WrittenRun } from '../fuzz/written-run.js';

/*
 * What a fuzz of flags, tables, plans and binary files found (bench/fuzz-program.mjs), as small as it could be made: each
 * ended as a crash, hung, or broke another rule of test/fuzz/rules.ts.
 */
const FOUND = join(import.meta.dirname, 'found');

interface Found extends WrittenRun {
  /** What it ends with since it was mended: most are refused. */
  code?: number;
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

test.each(readdirSync(FOUND))('%s ends as it should', async (name) => {
  const { code = 2, ...written }: Found = JSON.parse(readFileSync(join(FOUND, name), 'utf8'));
  const run = readRun(written);
  const came = await outcomeOf(run);
  expect(came.code).toBe(code);
  expect(await faultsOf(run, came)).toEqual([]);
});
