import { posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { namesOutside } from '../../../src/read/paths/outside.js';
import { faultOfName, isDevicePath } from '../../../src/read/paths/windows-names.js';

test.each([
  ['NUL', 'NUL is a device on Windows, and no file'],
  ['out\\con.txt', 'con.txt is a device on Windows, and no file'],
  ['C:\\reports\\aux', 'aux is a device on Windows, and no file'],
  ['com1.csv', 'com1.csv is a device on Windows, and no file'],
  ['lpt\u00b2', 'lpt\u00b2 is a device on Windows, and no file'],
  ['nul .json', 'nul .json is a device on Windows, and no file'],
  ['report.json:hidden', 'no file on Windows may have ":" in its name'],
  ['what?.html', 'no file on Windows may have "?" in its name'],
  ['a|b', 'no file on Windows may have "|" in its name'],
  ['a\tb', 'no file on Windows may have "\\t" in its name'],
  ['report.', 'no file on Windows may end with a dot or a space'],
  ['folder \\report.json', 'no file on Windows may end with a dot or a space'],
])('nothing is written as %j', (path, fault) => {
  expect(faultOfName(path, win32)).toBe(fault);
  expect(faultOfName(path, posix)).toBeNull();
});

test.each([
  ...[
    'C:\\x.json',
    'C:x.json',
    '..\\x.json',
    '.\\x',
    '.gitignore',
    'console.txt',
    'com10',
    'nulls',
  ],
  ...[
    '\\\\server\\share\\x.json',
    '\\\\.\\nul',
    '\\\\.\\pipe\\report',
    'a b.json',
    'r\u00e9sum\u00e9.html',
  ],
])('%s is written', (path) => {
  expect(faultOfName(path, win32)).toBeNull();
});

test('a device is named as such', () => {
  const named = ['\\\\.\\nul', '//./pipe/x', '\\\\?\\C:\\x', 'C:\\nul', '\\\\server\\share'];
  expect(named.filter((path) => isDevicePath(path, win32))).toEqual(named.slice(0, 2));
  expect(named.filter((path) => isDevicePath(path, posix))).toEqual([]);
});

test.each(['D:secret.csv', 'a=D:secret.csv', '--journal=d:x', '-oC:x', '{C,D}:secret.csv'])(
  '%s leads onto another drive, or elsewhere on this one',
  (word) => {
    expect(namesOutside(word, win32)).toBe(true);
  },
);

test.each(['s:mean', 'a=s:ratio', 'clicked:proportion', 'p:quantile', 'results.csv', 'a\\{b,c}'])(
  '%s leads nowhere else',
  (word) => {
    expect(namesOutside(word, win32)).toBe(false);
  },
);

test('behind a backslash braces hold options on Windows, so that none of them leads out unseen', () => {
  expect(namesOutside('{x\\,..\\secret.csv,y}', win32)).toBe(true);
});
