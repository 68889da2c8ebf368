import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { casesJsonSchema } from '../../src/read/cases/schema.js';
import { verificationJsonSchema } from '../../src/report/schemas/verification-schema.js';

test.each([
  ['cases', casesJsonSchema],
  ['verification', verificationJsonSchema],
])('the published JSON Schema of %s is the one made from the zod schema', (name, make) => {
  const file = join(import.meta.dirname, `../../schemas/${name}.schema.json`);
  const made = `${JSON.stringify(make(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA !== undefined) writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});
