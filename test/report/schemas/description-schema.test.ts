import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { descriptionSchema } from '../../../src/report/schemas/description-schema.js';
import { runProgram } from '../../program.js';

const fixtures = join(import.meta.dirname, '../../../fixtures');

test.each(['homepage-hero.csv', 'loyalty.csv', 'umsatz-generic.csv', 'loyalty-summary.csv'])(
  'a description fits its schema: %s',
  async (name) => {
    const args = ['describe', join(fixtures, name), '--format', 'json'];
    const { stdout, code } = await runProgram(args);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(z.safeParse(descriptionSchema, report).error).toBeUndefined();
    expect(z.safeParse(descriptionSchema, { ...report, extra: 1 }).success).toBe(false);
  },
);
