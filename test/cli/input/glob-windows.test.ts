import { win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Disk } from '../../../src/cli/input/disk.js';
import { matchingFiles } from '../../../src/cli/input/glob.js';
import { nameMatcher } from '../../../src/cli/input/glob-names.js';

/* Neither cmd nor PowerShell expands a pattern, so the program does, by the rules of its system. */

const FILES = [
  'C:\\data\\a.csv',
  'C:\\data\\B.CSV',
  'C:\\data\\x[1].csv',
  'C:\\data\\.hidden.csv',
  'C:\\data\\deep\\er\\a.csv',
  'C:\\work\\experiments\\hero.jsonl',
  'C:\\work\\experiments\\Menu.jsonl',
  'C:\\work\\here.csv',
  '\\\\server\\share\\a.csv',
];

/** A disk of Windows, where case tells no names apart; programs work in C:\work. */
const disk: Disk = {
  paths: win32,
  namesIn: (folder) => {
    const start = win32.resolve('C:\\work', folder === 'C:' ? '.' : folder).toLowerCase();
    const prefix = start.endsWith('\\') ? start : `${start}\\`;
    const below = FILES.filter((file) => file.toLowerCase().startsWith(prefix));
    if (below.length === 0) throw Object.assign(new Error(), { code: 'ENOENT' });
    return [...new Set(below.map((file) => file.slice(prefix.length).split('\\')[0]!))];
  },
  entryAt: (path) => {
    const whole = win32.resolve('C:\\work', path.replace(/^C:(?![\\/])/, '')).toLowerCase();
    const at = FILES.findIndex((file) => file.toLowerCase() === whole);
    const isFolder = FILES.some((file) => file.toLowerCase().startsWith(`${whole}\\`));
    if (at === -1 && !isFolder) return null;
    return { isDirectory: () => isFolder, dev: 1n, ino: BigInt(at + 2) };
  },
  isLink: () => false,
};

const found = (pattern: string) => matchingFiles(pattern, disk);

test.each([
  ['C:\\data\\*.csv', ['C:\\data\\B.CSV', 'C:\\data\\a.csv', 'C:\\data\\x[1].csv']],
  ['c:/DATA/*.csv', ['c:/DATA/B.CSV', 'c:/DATA/a.csv', 'c:/DATA/x[1].csv']],
  ['C:\\data\\[a-b].csv', ['C:\\data\\B.CSV', 'C:\\data\\a.csv']],
  ['C:\\data\\[!B].csv', ['C:\\data\\a.csv']],
  ['C:\\data\\.*', ['C:\\data\\.hidden.csv']],
  ['C:\\data\\**\\a.csv', ['C:\\data\\a.csv', 'C:\\data\\deep\\er\\a.csv']],
  ['C:\\data\\{a,b}.csv', ['C:\\data\\a.csv', 'C:\\data\\b.csv']],
  ['experiments\\*.jsonl', ['experiments\\Menu.jsonl', 'experiments\\hero.jsonl']],
  ['experiments/*.jsonl', ['experiments/Menu.jsonl', 'experiments/hero.jsonl']],
  ['.\\experiments\\h*', ['experiments\\hero.jsonl']],
  ['..\\data\\a*', ['..\\data\\a.csv']],
  ['C:*.csv', ['C:here.csv']],
  ['*.csv', ['here.csv']],
  ['**\\*.jsonl', ['experiments\\Menu.jsonl', 'experiments\\hero.jsonl']],
  ['\\\\server\\share\\*.csv', ['\\\\server\\share\\a.csv']],
  ['C:\\nowhere\\*.csv', []],
])('%s', (pattern, files) => {
  expect(found(pattern)).toEqual(files);
});

describe('a pattern with / finds the same in the same order as elsewhere', () => {
  test('for a name that sorts between the two separators', () => {
    const names = ['a', 'aZ.csv', 'b'];
    const other: Disk = {
      ...disk,
      namesIn: (folder) => (folder === '.' ? names : ['x.csv']),
      entryAt: (path) => ({ isDirectory: () => !path.endsWith('.csv'), dev: 1n, ino: 1n }) as const,
    };
    expect(matchingFiles('{aZ.csv,*/x.csv}', other)).toEqual([
      'a/x.csv',
      'aZ.csv',
      'aZ.csv/x.csv',
      'b/x.csv',
    ]);
    expect(matchingFiles('{aZ.csv,*\\x.csv}', other)).toEqual([
      'a\\x.csv',
      'aZ.csv',
      'aZ.csv\\x.csv',
      'b\\x.csv',
    ]);
  });
});

test('a backslash is no escape there', () => {
  expect(nameMatcher('x[1].csv', win32)('x1.CSV')).toBe(true);
  expect(nameMatcher('x[[]1].csv', win32)('x[1].csv')).toBe(true);
});
