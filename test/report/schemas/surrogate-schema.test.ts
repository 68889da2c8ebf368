import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { surrogateJsonSchema } from '../../../src/report/schemas/surrogate-schema.js';

const file = join(import.meta.dirname, '../../../schemas/surrogate.schema.json');

test('the published JSON Schema is the one made from the zod schema', () => {
  const made = `${JSON.stringify(surrogateJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA !== undefined) writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});
