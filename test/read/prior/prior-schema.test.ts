import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { priorJsonSchema } from '../../../src/read/prior/prior-schema.js';

const file = join(import.meta.dirname, '../../../schemas/prior.schema.json');

test('the published JSON Schema of priors is the one made from the zod schema', () => {
  const made = `${JSON.stringify(priorJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA !== undefined) writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});

interface Part {
  description?: string;
  type?: string;
  properties?: Record<string, Part>;
  items?: Part;
  anyOf?: Part[];
}

function undescribed(part: Part, path: string): string[] {
  const inner = Object.entries(part.properties ?? {}).flatMap(([key, one]) => [
    ...(one.description === undefined ? [`${path}.${key}`] : []),
    ...undescribed(one, `${path}.${key}`),
  ]);
  const parts = [...(part.items === undefined ? [] : [part.items]), ...(part.anyOf ?? [])];
  return [...inner, ...parts.flatMap((one) => undescribed(one, path))];
}

test('an editor can say of each key what it is for', () => {
  expect(undescribed(priorJsonSchema() as Part, 'prior')).toEqual([]);
});
