import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportsOfLibrary } from './exports.js';
import { libraryReference } from './library.js';
import { manPage } from './man-page.js';
import { root, textOf } from './pages.js';
import { planKeysReference, policyKeysReference } from './plan-keys.js';

/** Where the hand-written part of a page ends. */
const MARK =
  '<!-- From here on made from the source: UPDATE_DOCS=1 npx vitest run test/docs -->\n\n';

test.each([
  ['docs/plan-keys.md', planKeysReference],
  ['docs/policy-keys.md', policyKeysReference],
  ['docs/library.md', libraryReference],
])(
  '%s says what the source says (UPDATE_DOCS=1 npx vitest run test/docs writes it)',
  (page, reference) => {
    const [written] = textOf(page).split(MARK);
    const made = `${written}${MARK}${reference()}`;
    if (process.env.UPDATE_DOCS !== undefined) writeFileSync(join(root, page), made);
    expect(textOf(page)).toBe(made);
  },
);

test('docs/perso-test.1 says what help says (UPDATE_DOCS=1 writes it)', async () => {
  const made = await manPage();
  if (process.env.UPDATE_DOCS !== undefined) writeFileSync(join(root, 'docs/perso-test.1'), made);
  expect(textOf('docs/perso-test.1')).toBe(made);
});

test('each export has a docstring', () => {
  const silent = exportsOfLibrary().filter(({ description }) => description === '');
  expect(silent.map(({ name }) => name)).toEqual([]);
});
