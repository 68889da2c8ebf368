import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../src');

test('no object is packed only to be spread, which switches off the check for excess properties', () => {
  const packed = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('compiled.ts'))
    .filter((file) => readFileSync(join(src, file), 'utf8').includes('...{'));
  expect(packed).toEqual([]);
});
