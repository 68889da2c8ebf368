import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { priorityJsonSchema } from '../../../src/report/schemas/priority-schema.js';

const file = join(import.meta.dirname, '../../../schemas/priority.schema.json');

test('the published JSON Schema of priorities is the one made from the zod schema', () => {
  const made = `${JSON.stringify(priorityJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA !== undefined) writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});
