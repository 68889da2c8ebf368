import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Exported, exportsOfLibrary } from '../docs/exports.js';
import { root } from '../docs/pages.js';

/*
 * What the library promises, as text: a change of it is one of its users', to be meant and to be read. What the
 * JSON of reports, journals and policies holds stands in schemas.
 */
const SNAPSHOT = join(root, 'test/library/api.txt');

test('test/library/api.txt is what the library exports (UPDATE_DOCS=1 or UPDATE_API=1 writes it)', () => {
  const made = `${exportsOfLibrary().map(declared).join('\n\n')}\n`;
  const { UPDATE_API, UPDATE_DOCS } = process.env;
  if ((UPDATE_API ?? UPDATE_DOCS) !== undefined) writeFileSync(SNAPSHOT, made);
  expect(made).toBe(readFileSync(SNAPSHOT, 'utf8'));
});

/** An export with its types and errors, and without what only explains it. */
function declared({ signature, tags }: Exported): string {
  const code = signature
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
  const notes = tags
    .filter(({ name }) => name === 'throws' || name === 'deprecated')
    .map(({ name, text }) => `// ${name} ${text.replace(/\s+/g, ' ').trim()}`);
  return [...notes, code].join('\n');
}
