import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  beside,
  fileUrl,
  foldersUp,
  isWithin,
  partsOf,
  separatorIn,
  stemOf,
  wayTo,
} from '../../../src/read/paths/paths.js';

/* The rules of Windows are those of Node for it, which are the same on every system. */

const src = join(import.meta.dirname, '../../../src');

test('whatever takes paths apart asks read/paths, which asks for the rules', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('compiled.ts'),
  );
  const asking = (what: RegExp) =>
    files.filter((file) => what.test(readFileSync(join(src, file), 'utf8')));
  expect(asking(/node:path|node:url/)).toEqual(['read/paths/paths.ts']);
  expect(asking(/realpathSync/)).toEqual(['read/paths/behind-links.ts']);
  // An inode as a number is not exact on Windows, so that two files could be one.
  expect(asking(/\.ino\b/)).toEqual(['read/paths/same-file.ts']);
});

describe('folders above end', () => {
  test.each([
    ['C:\\data\\2026', ['C:\\data\\2026', 'C:\\data', 'C:\\']],
    ['c:/data', ['c:/data', 'c:/']],
    ['\\\\server\\share\\data', ['\\\\server\\share\\data', '\\\\server\\share\\']],
    ['\\\\?\\C:\\data', ['\\\\?\\C:\\data', '\\\\?\\C:\\']],
  ])('on Windows, of %s', (folder, above) => {
    expect(foldersUp(folder, win32)).toEqual(above);
  });

  test('elsewhere at /', () => {
    expect(foldersUp('/data/2026', posix)).toEqual(['/data/2026', '/data', '/']);
  });
});

test.each([
  ['experiments/hero.jsonl', 'experiments/hero.yaml'],
  ['experiments\\hero.jsonl', 'experiments\\hero.yaml'],
  ['C:\\x/hero.jsonl', 'C:\\x/hero.yaml'],
  ['C:\\hero.jsonl', 'C:\\hero.yaml'],
  ['C:hero.jsonl', 'C:hero.yaml'],
  ['hero.jsonl', 'hero.yaml'],
  ['\\\\server\\share\\hero.jsonl', '\\\\server\\share\\hero.yaml'],
])('beside %s is written as it is', (journal, plan) => {
  expect(beside(journal, 'hero.yaml', win32)).toBe(plan);
  expect(stemOf(journal, win32)).toBe(plan.slice(0, -'.yaml'.length));
});

test('beside a file is what another path names from there, or by itself', () => {
  expect(beside('backlog/ideas.yaml', 'plans/hero.yaml', win32)).toBe('backlog/plans/hero.yaml');
  expect(beside('backlog\\ideas.yaml', 'D:\\hero.yaml', win32)).toBe('D:\\hero.yaml');
  expect(beside('a\\b', 'hero.yaml', posix)).toBe('hero.yaml');
  expect(beside('/ideas.yaml', 'hero.yaml', posix)).toBe('/hero.yaml');
});

test('what is written for others has / between names, and no way leads from drive to drive', () => {
  expect(wayTo('C:\\a\\b', 'C:\\a\\c\\d.yaml', win32)).toBe('../c/d.yaml');
  expect(wayTo('C:\\a', 'D:\\d.yaml', win32)).toBe('D:/d.yaml');
  expect(wayTo('/a', '/a/b\\c', posix)).toBe('b\\c');
});

test('a folder is within another whatever the case of a drive, and never on another drive', () => {
  expect(isWithin('C:\\Users\\Ann', 'c:\\users\\ann\\work', win32)).toBe(true);
  expect(isWithin('C:\\Users\\Ann', 'C:\\Users\\Anna', win32)).toBe(false);
  expect(isWithin('C:\\Users\\Ann', 'D:\\Users\\Ann', win32)).toBe(false);
});

test.each([
  ['C:\\a b\\100%.json', 'file:///C:/a%20b/100%25.json'],
  ['\\\\server\\share\\a.json', 'file://server/share/a.json'],
])('the URL of %s', (path, url) => {
  expect(fileUrl(path, win32)).toBe(url);
  expect(fileURLToPath(url, { windows: true })).toBe(path);
});

test('the URL of a path that has a backslash in a name', () => {
  expect(fileURLToPath(fileUrl('/a\\b #1', posix))).toBe('/a\\b #1');
});

test.each([
  ['C:\\data\\*.csv', 'C:\\', ['data', '*.csv']],
  ['C:*.csv', 'C:', ['*.csv']],
  ['\\*.csv', '\\', ['*.csv']],
  ['\\\\server\\share\\a/*.csv', '\\\\server\\share\\', ['a', '*.csv']],
  ['\\\\?\\C:\\data\\*.csv', '\\\\?\\C:\\', ['data', '*.csv']],
  ['.\\data\\\\*.csv', '', ['data', '*.csv']],
])('the parts of %s', (pattern, root, parts) => {
  expect(partsOf(pattern, win32)).toEqual({ root, parts });
});

test('elsewhere a backslash parts nothing', () => {
  expect(partsOf('/a\\*.csv', posix)).toEqual({ root: '/', parts: ['a\\*.csv'] });
  expect(separatorIn('a\\b/c', posix)).toBe('/');
  expect(separatorIn('a\\b/c', win32)).toBe('\\');
  expect(separatorIn('*.csv', win32)).toBe('\\');
});
