import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, textOf } from './pages.js';
import { planKeysPage } from './plan-keys.js';

/** Pages that are made from the source; UPDATE_DOCS=1 writes them. */
const GENERATED = { 'docs/plan-keys.md': planKeysPage };

test.each(Object.entries(GENERATED))('%s says what the source says', (page, made) => {
  if (process.env.UPDATE_DOCS !== undefined) writeFileSync(join(root, page), made());
  expect(textOf(page)).toBe(made());
});
