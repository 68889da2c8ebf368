import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, win32 } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPolicy, whoseRules } from '../../../src/cli/project/find-policy.js';

let top = '';
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'perso-test-policy-')));
  mkdirSync(join(top, 'repo/experiments/2026'), { recursive: true });
});
afterEach(() => rmSync(top, { recursive: true }));

const put = (path: string) => writeFileSync(join(top, path), 'policy: {}\n');
const found = (folder: string) => findPolicy(join(top, folder));

test('the nearest one above counts, named from the folder', () => {
  expect(found('repo/experiments/2026')).toBe(null);
  put('repo/perso-test.yaml');
  expect(found('repo')).toBe('perso-test.yaml');
  expect(found('repo/experiments/2026')).toBe('../../perso-test.yaml');
  put('repo/experiments/perso-test.yaml');
  expect(found('repo/experiments/2026')).toBe('../perso-test.yaml');
});

test.each(['.git', '.hg', '.svn'])('what lies above a repository (%s) is none of it', (mark) => {
  put('perso-test.yaml');
  expect(found('repo/experiments')).toBe('../../perso-test.yaml');
  mkdirSync(join(top, 'repo', mark));
  expect(found('repo/experiments')).toBe(null);
  put('repo/perso-test.yaml');
  expect(found('repo/experiments')).toBe('../perso-test.yaml');
});

test('in a work tree of git, whose mark is a file, likewise', () => {
  put('perso-test.yaml');
  writeFileSync(join(top, 'repo/.git'), 'gitdir: elsewhere\n');
  expect(found('repo/experiments')).toBe(null);
});

test('a folder of that name, and a link that leads nowhere, are found, so that reading tells', () => {
  mkdirSync(join(top, 'repo/experiments/perso-test.yaml'));
  expect(found('repo/experiments/2026')).toBe('../perso-test.yaml');
  symlinkSync('nowhere', join(top, 'repo/experiments/2026/perso-test.yaml'));
  expect(found('repo/experiments/2026')).toBe('perso-test.yaml');
});

const isRoot = process.geteuid?.() === 0;

test.runIf(isRoot)(
  'one of another user counts in its own folder and in a repository, else not',
  () => {
    put('repo/perso-test.yaml');
    chownSync(join(top, 'repo/perso-test.yaml'), 4321, 4321);
    expect(found('repo')).toBe('perso-test.yaml');
    expect(() => found('repo/experiments')).toThrow('these rules are of another user');
    mkdirSync(join(top, '.git'));
    expect(found('repo/experiments')).toBe('../perso-test.yaml');
  },
);

test.skipIf(isRoot)('a folder above that cannot be looked into is told, not passed over', () => {
  chmodSync(join(top, 'repo'), 0o000);
  expect(() => found('repo/experiments')).toThrow('it cannot be told whether there are rules here');
  chmodSync(join(top, 'repo'), 0o755);
});

const ann = { uid: undefined, home: 'C:\\Users\\Ann' };

test.each([
  ['C:\\Users\\Ann\\perso-test.yaml', 'own'],
  ['c:\\users\\ann\\work\\perso-test.yaml', 'own'],
  ['C:\\Users\\perso-test.yaml', 'unknown'],
  ['C:\\perso-test.yaml', 'unknown'],
  ['D:\\shared\\perso-test.yaml', 'unknown'],
])('on Windows, which does not tell whose %s is, it is %s', (path, whose) => {
  expect(whoseRules(path, 0, ann, win32)).toBe(whose);
});
