import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportsOfLibrary } from './exports.js';
import { libraryPages } from './library.js';
import { manPage } from './man-page.js';
import { root, textOf } from './pages.js';
import { planKeysReference, policyKeysReference } from './plan-keys.js';

/** Where the hand-written part of a page ends. */
const MARK =
  '<!-- From here on made from the source: UPDATE_DOCS=1 npx vitest run test/docs -->\n\n';

const updating = process.env.UPDATE_DOCS !== undefined;
const library = libraryPages();

test.each([
  ['docs/plan-keys.md', planKeysReference()],
  ['docs/policy-keys.md', policyKeysReference()],
  ...library,
])(
  '%s says what the source says (UPDATE_DOCS=1 npx vitest run test/docs writes it)',
  (page, reference) => {
    const [written] = textOf(page).split(MARK);
    const made = `${written}${MARK}${reference}`;
    if (updating) writeFileSync(join(root, page), made);
    expect(textOf(page)).toBe(made);
  },
);

test('docs/library has a page for each subject, and no other', () => {
  const pages = readdirSync(join(root, 'docs/library')).map((name) => `docs/library/${name}`);
  expect(pages.sort()).toEqual([...library.keys()].sort());
});

test('docs/perso-test.1 says what help says (UPDATE_DOCS=1 writes it)', async () => {
  const made = await manPage();
  if (updating) writeFileSync(join(root, 'docs/perso-test.1'), made);
  expect(textOf('docs/perso-test.1')).toBe(made);
});

test('each export has a docstring', () => {
  const silent = exportsOfLibrary().filter(({ description }) => description === '');
  expect(silent.map(({ name }) => name)).toEqual([]);
});
