import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES, root, textOf } from './pages.js';

/** Every page whose links a reader may follow. */
const LINKING = [
  ...PAGES,
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'bench/README.md',
  'test/reference/README.md',
  'test/runs/README.md',
  'test/runs/gate/README.md',
];

/** The text without its blocks of code, where brackets are no links. */
function proseOf(page: string): string {
  return textOf(page)
    .replace(/^```.*?^```$/gms, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()#]/g, ''));
}

/** The places of a page that a link may name, as GitHub makes them of its headings. */
function anchorsOf(page: string): Set<string> {
  const headings = textOf(page)
    .replace(/^```.*?^```$/gms, '')
    .matchAll(/^#{1,6} (.*)$/gm);
  const anchors = new Set<string>();
  for (const [, heading] of headings) {
    const plain = heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    let unique = anchor;
    for (let again = 1; anchors.has(unique); again++) unique = `${anchor}-${again}`;
    anchors.add(unique);
  }
  return anchors;
}

/** The links of a page to places in this repository. */
function linksOf(page: string): { target: string; file: string; anchor: string | null }[] {
  const links = proseOf(page).matchAll(/\]\(([^)\s]+)\)/g);
  return [...links]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path, anchor] = target.split('#');
      const file = path === '' ? page : relative(root, join(root, dirname(page), path!));
      return { target, file, anchor: anchor ?? null };
    });
}

/** Whether a link leads to no file, or to no heading of its page. */
function isDead({ file, anchor }: { file: string; anchor: string | null }): boolean {
  if (file.startsWith('..') || !existsSync(join(root, file))) return true;
  if (anchor === null) return false;
  return statSync(join(root, file)).isDirectory() || !anchorsOf(file).has(anchor);
}

test.each(LINKING)('every link of %s leads somewhere', (page) => {
  expect(
    linksOf(page)
      .filter(isDead)
      .map(({ target }) => target),
  ).toEqual([]);
});

test.each(['docs/README.md', 'docs/library/README.md'])(
  '%s names every page beside it',
  (index) => {
    const named = new Set(linksOf(index).map(({ file }) => file));
    const pages = PAGES.filter((page) => page !== index && dirname(page) === dirname(index));
    expect(pages.filter((page) => !named.has(page))).toEqual([]);
  },
);
