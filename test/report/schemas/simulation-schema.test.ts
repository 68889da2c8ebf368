import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  simulationJsonSchema,
  simulationSchema,
} from '../../../src/report/schemas/simulation-schema.js';
import { runProgram } from '../../program.js';

const file = join(import.meta.dirname, '../../../schemas/simulation.schema.json');
const plan = join(import.meta.dirname, '../../../fixtures/plan.yaml');

test('the published JSON Schema is the one made from the zod schema', () => {
  const made = `${JSON.stringify(simulationJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA !== undefined) writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});

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
