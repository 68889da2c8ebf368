import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root, textOf } from './docs/pages.js';

/*
 * Whoever can move a tag of an action can run code in every job that names it by the tag, so actions of
 * others are named by their commits, here and in what is shown to be copied.
 */
const PINNED = /^[\w.-]+\/[\w./-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/;

/** What is not pinned, and why. */
const NOT_PINNED: Record<string, string> = {
  'YOUR-ORGANIZATION/perso-test@COMMIT':
    'this repository: where its clone is and what was read in it, the reader knows',
};

/** What a line of a workflow or of an action uses: `- uses: this`, in quotes or not. */
const USES = /^[ \t]*(?:-[ \t]+)?(?:\{[ \t]*)?["']?uses["']?:[ \t]+(.+?)[ \t]*$/gm;

const named = execFileSync('git', ['ls-files', '-z', '*.yml', '*.yaml', '*.md'], { cwd: root })
  .toString()
  .split('\0')
  .slice(0, -1)
  .flatMap((file) => [...textOf(file).matchAll(USES)].map(([, used]) => ({ file, used: used! })));

test('every action of others is named by its commit, with its version behind', () => {
  const loose = named.filter(({ used }) => !PINNED.test(used) && !Object.hasOwn(NOT_PINNED, used));
  expect(loose).toEqual([]);
});

test('actions are named in the page to copy from, and what is not pinned is still there', () => {
  const ofPage = named.flatMap(({ file, used }) => (file === 'docs/ci.md' ? [used] : []));
  const others = ofPage.filter((used) => PINNED.test(used)).map((used) => used.split('@')[0]);
  expect(others).toEqual(['actions/checkout', 'actions/setup-node']);
  expect(ofPage).toEqual(expect.arrayContaining(Object.keys(NOT_PINNED)));
});
