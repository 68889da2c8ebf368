import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { programmeSchema } from '../../../src/report/schemas/programme-schema.js';
import { runProgram } from '../../program.js';

const fixtures = join(import.meta.dirname, '../../../fixtures');

test.each([
  ['programme/*.jsonl', '--metric', 'signup', '--by', 'tactic'],
  ['programme/*.jsonl', '--metric', 'unsubscribe', '--scale', 'absolute'],
  ['effects.csv', '--by', 'strength:number', '--tails', 'student'],
])('an answer fits its schema: %s %s', async (files, ...flags) => {
  const { stdout, code } = await runProgram([
    'programme',
    join(fixtures, files!),
    ...flags,
    '--format',
    'json',
  ]);
  expect(code).toBe(0);
  const report = JSON.parse(stdout);
  expect(z.safeParse(programmeSchema, report).error).toBeUndefined();
  expect(z.safeParse(programmeSchema, { ...report, extra: 1 }).success).toBe(false);
});
