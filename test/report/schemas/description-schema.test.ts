import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  descriptionJsonSchema,
  descriptionSchema,
} from '../../../src/report/schemas/description-schema.js';
import { runProgram } from '../../program.js';

const file = join(import.meta.dirname, '../../../schemas/description.schema.json');
const fixtures = join(import.meta.dirname, '../../../fixtures');

test('the published JSON Schema is the one made from the zod schema', () => {
  const made = `${JSON.stringify(descriptionJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA !== undefined) writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});

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
