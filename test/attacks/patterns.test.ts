import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matchingFiles } from '../../src/cli/input/glob.js';
import { nameMatcher } from '../../src/cli/input/glob-names.js';

/* A pattern takes time for the files that there are, never for what it says. */

const FILES = [
  ...[
    'a.csv',
    'b.csv',
    'ab.csv',
    'a1.csv',
    'a2.tsv',
    '.hidden.csv',
    'x[1].csv',
    'x-y.csv',
    'é.csv',
  ],
  ...[
    'day/1/a.csv',
    'day/1/b.csv',
    'day/2/a.csv',
    'day/.old/a.csv',
    'day/2/deep/er/a.csv',
    '{a}.csv',
  ],
];

let folder = '';
const before = process.cwd();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-attack-'));
  process.chdir(folder);
  for (const file of FILES) {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '');
  }
  mkdirSync('loops/inner', { recursive: true });
  writeFileSync('loops/inner/z.csv', '');
  symlinkSync('..', 'loops/inner/up');
  symlinkSync('../loops', 'loops/self');
  symlinkSync('b', 'loops/a');
  symlinkSync('a', 'loops/b');
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

/** Another's globbing, where it does the same. */
function byAnother(pattern: string): string[] {
  const onlyFiles = pattern.includes('**');
  const found = globSync(pattern, { expandDirectories: false, onlyFiles });
  return found.map((path) => path.replace(/\/$/, '')).sort();
}

test.each([
  ...['*.csv', '?.csv', '[ab].csv', '[!a.]*.csv', '[^a].csv', 'a[0-9].*', '.*.csv', '*', './*.csv'],
  ...['{a,b}.csv', '{a,b,day/1/*}.csv', '{a,{b,ab}}.csv', 'a{,b}.csv', 'a{1..2}.*', 'day/*/a.csv'],
  ...['day/**/a.csv', 'day/**/*', 'day/**/**/*.csv', '**/deep/**/*.csv', 'day/*', 'day/?/[ab].csv'],
  ...[
    'x\\[1].csv',
    'x[[]1].csv',
    'x[-]y.csv',
    'x[a-]y.csv',
    'é*',
    '??.csv',
    'nowhere/*',
    'a.csv/*',
  ],
  ...['day/**', '*/1/*.csv', 'day/*/', 'day/./*/a.csv'],
])('%s finds what it always did', (pattern) => {
  expect(matchingFiles(pattern)).toEqual(byAnother(pattern));
});

test('as in a shell, a class asks for no dot, and a way up is a way up', () => {
  expect(matchingFiles('[!a]*.csv')).not.toContain('.hidden.csv');
  expect(matchingFiles('day/../a*.csv')).toEqual([
    'day/../a.csv',
    'day/../a1.csv',
    'day/../ab.csv',
  ]);
});

test('an absolute pattern finds absolute paths', () => {
  expect(matchingFiles(`${folder}/day/*/b.csv`)).toEqual([join(folder, 'day/1/b.csv')]);
});

test('braces that hold no options stand for themselves', () => {
  expect(matchingFiles('{a}.[c]sv')).toEqual(['{a}.csv']);
  expect(matchingFiles('{01..02}')).toEqual([]);
});

test('links that lead back are gone once', () => {
  expect(matchingFiles('loops/**/z.csv')).toEqual(['loops/inner/z.csv']);
  expect(matchingFiles('loops/*/*.csv')).toEqual(['loops/inner/z.csv']);
});

describe('what would take forever', () => {
  const name = 'a'.repeat(240);
  test.each(['**/**/**/*a*a*a*b.csv', `${'*a'.repeat(30)}b`, `${'*?'.repeat(60)}b`])(
    '%s',
    (part) => {
      expect(nameMatcher(part.split('/').at(-1)!)(name)).toBe(false);
    },
  );

  test('many folders in folders are looked into once', () => {
    mkdirSync(`deep/${'d/'.repeat(100)}`, { recursive: true });
    expect(matchingFiles(`${'**/d/'.repeat(30)}**/x?`)).toEqual([]);
  });

  test.each([
    '{a,b}'.repeat(30),
    '{1..1000000}',
    '{1..999999999}.csv',
    '{'.repeat(5000),
    `${'{a,'.repeat(200)}b${'}'.repeat(200)}`,
    '*'.repeat(5000),
  ])('%s is refused', (pattern) => {
    expect(() => matchingFiles(pattern)).toThrow('stands for more than 1000 names');
  });

  test('braces one within another are no depth that is felt', () => {
    expect(matchingFiles(`${'{a,'.repeat(99)}b${'}'.repeat(99)}.csv`)).toEqual(['a.csv', 'b.csv']);
  });
});
