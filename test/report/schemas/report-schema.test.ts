import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { reportSchema } from '../../../src/report/schemas/report-schema.js';
import { runProgram } from '../../program.js';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');

test.each([
  ['a proportion and a mean', [`${FIXTURES}/hero.csv`, '--mde', '5%']],
  ['three arms of counts', [`${FIXTURES}/daily-counts.csv`, '--mde', '0.4pp']],
  [
    'one-sided, Fisher',
    [`${FIXTURES}/daily-counts.csv`, '--test', 'fisher', '--alternative', 'less'],
  ],
])('a report fits its schema: %s', async (_, args) => {
  const { stdout, code } = await runProgram(['analyze', ...args, '--format', 'json']);
  expect(code).toBe(0);
  expect(z.safeParse(reportSchema, JSON.parse(stdout)).error).toBeUndefined();
});

test('a report with a field that is not in the contract does not fit', async () => {
  const { stdout } = await runProgram(['analyze', `${FIXTURES}/hero.csv`, '--format', 'json']);
  const report = { ...JSON.parse(stdout), extra: 1 };
  expect(z.safeParse(reportSchema, report).success).toBe(false);
});
