import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ledgerJsonSchema } from '../../../src/report/schemas/ledger-schema.js';

const file = join(import.meta.dirname, '../../../schemas/ledger.schema.json');

test('the published JSON Schema of ledgers is the one made from the zod schema', () => {
  const made = `${JSON.stringify(ledgerJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA !== undefined) writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});
