import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/*
 * CONTRIBUTING.md says of every folder of src which question it answers, and names no file that is not there.
 */
const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });

test('each folder of src has a line in the table of rooms, and each line a folder', () => {
  const section = text.split('\n## The rooms\n')[1]!.split('\n## ')[0]!;
  const rooms = [...section.matchAll(/^\| `(.+)` \| .*\? \|$/gm)].map(([, folder]) => folder);
  const folders = new Set(files.filter((file) => /\.(ts|mjs)$/.test(file)).map(dirname));
  folders.delete('.');
  expect(rooms).toEqual([...folders].sort());
});

test('each file and folder that is named is there', () => {
  const named = [...text.matchAll(/`([\w./-]+\/[\w.-]+)`/g)].map(([, path]) => path!);
  // NAME stands for any name, and ../shared lies outside of the repository.
  const paths = named.filter((path) => !/\b[A-Z]+\b(?!\.md)/.test(path) && !path.startsWith('..'));
  const missing = paths.filter((path) => {
    return !existsSync(join(root, 'src', path)) && !existsSync(join(root, path));
  });
  expect(paths.length).toBeGreaterThan(60);
  expect(missing).toEqual([]);
});
