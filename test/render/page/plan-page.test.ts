import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '../../program.js';

test('names of metrics begin no sentence with another letter', async () => {
  const plan = join(import.meta.dirname, '../../../fixtures/shop/first-month-plan.yaml');
  const { code, stdout } = await runProgram(['plan', plan, '--format', 'html']);
  expect(code).toBe(0);
  expect(stdout).toContain('>revenue_foretold foretells revenue_12m');
  expect(stdout).toContain('>revenue_foretold is the long-term form of visits_30d');
});
