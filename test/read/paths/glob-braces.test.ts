import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { matchingFiles } from '../../../src/cli/input/glob.js';
import { withoutBraces } from '../../../src/read/paths/glob-braces.js';

test.each([
  ['{a,b}', ['a', 'b']],
  ['\\{a,b}', ['\\{a,b}']],
  ['x\\{a,b}{c,d}', ['x\\{a,b}c', 'x\\{a,b}d']],
  ['\\\\{a,b}', ['\\\\a', '\\\\b']],
  ['{a,\\{b,c}', ['a', '\\{b', 'c']],
  ['\\{1..3}', ['\\{1..3}']],
])('%s stands for %j, since \\ lets a brace stand for itself', (pattern, patterns) => {
  expect(withoutBraces(pattern, posix)).toEqual(patterns);
});

test('on Windows \\ parts a path, and no brace is escaped', () => {
  expect(withoutBraces('x\\{a,b}', win32)).toEqual(['x\\a', 'x\\b']);
});

test('a file with braces in its name is found by a pattern that escapes them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-braces-'));
  for (const name of ['{a,b}-1.csv', 'a-1.csv', 'b-1.csv']) writeFileSync(join(folder, name), '');
  expect(matchingFiles(`${folder}/\\{a,b}-*.csv`)).toEqual([`${folder}/{a,b}-1.csv`]);
});
