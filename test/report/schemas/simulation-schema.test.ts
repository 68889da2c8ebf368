import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { simulationSchema } from '../../../src/report/schemas/simulation-schema.js';
import { runProgram } from '../../program.js';

const plan = join(import.meta.dirname, '../../../fixtures/plan.yaml');

test.each([
  ['a plan', [plan]],
  ['flags without an MDE', ['--baseline', '10%', '--sample-size', '500']],
])('a simulation fits its schema: %s', async (_, args) => {
  const flags = ['--experiments', '20', '--looks', '3', '--format', 'json'];
  const { stdout, code } = await runProgram(['simulate', ...args, ...flags]);
  expect(code).toBe(0);
  const report = JSON.parse(stdout);
  expect(z.safeParse(simulationSchema, report).error).toBeUndefined();
  expect(z.safeParse(simulationSchema, { ...report, extra: 1 }).success).toBe(false);
});
