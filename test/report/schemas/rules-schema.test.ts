import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rulesJsonSchema } from '../../../src/report/schemas/rules-report-schema.js';

const file = join(import.meta.dirname, '../../../schemas/rules.schema.json');

test('the published JSON Schema of rules is the one made from the zod schema', () => {
  const made = `${JSON.stringify(rulesJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA !== undefined) writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});
