import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { marginJsonSchema } from '../../../src/report/schemas/margin-schema.js';
import { planReportJsonSchema } from '../../../src/report/schemas/plan-report-schema.js';
import { powerJsonSchema } from '../../../src/report/schemas/power-schema.js';

const schemas = join(import.meta.dirname, '../../../schemas');

test.each([
  ['power', powerJsonSchema],
  ['margin', marginJsonSchema],
  ['plan-report', planReportJsonSchema],
])('the published JSON Schema of %s is the one made from the zod schema', (name, jsonSchema) => {
  const file = join(schemas, `${name}.schema.json`);
  const made = `${JSON.stringify(jsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA !== undefined) writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});
