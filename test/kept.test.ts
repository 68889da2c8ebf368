import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/* The program as npm installs it, without the bytecode that a build makes. */
const root = join(import.meta.dirname, '..');
let folder: string;
const kept = () => readdirSync(join(folder, 'kept')).sort();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-kept-'));
  for (const name of ['bin', 'dist/main.cjs']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  mkdirSync(join(folder, 'kept'));
  // What Node has from 22 on, so that the oldest Node tests it too.
  writeFileSync(
    join(folder, 'newer.cjs'),
    `const { join } = require('node:path');
    require('node:module').enableCompileCache = () => ({ directory: join(__dirname, 'kept') });
    require('node:zlib').crc32 ??= (text) => text.length;`,
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

function run(...words: string[]) {
  const args = ['--require', join(folder, 'newer.cjs'), join(folder, 'bin/perso-test.js')];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const POWER = ['power', '--baseline', '10%', '--mde', '5%'];

test('that of a run is kept for the next of its command', () => {
  const first = run(...POWER);
  expect(first).toMatchObject({ status: 0, stderr: '' });
  expect(kept()).toEqual([expect.stringMatching(/^perso-test-power-[0-9a-f]+\.bytecode$/)]);
  const path = join(folder, 'kept', kept()[0]!);
  const { ino, mode } = statSync(path);
  expect(mode & 0o077).toBe(0);
  expect(run(...POWER)).toEqual(first);
  // V8 took it, so that it was not written anew.
  expect(statSync(path).ino).toBe(ino);
  writeFileSync(path, 'no bytecode');
  expect(run(...POWER)).toEqual(first);
  expect(readFileSync(path).length).toBeGreaterThan(100_000);
});

test('of a mistake none is kept, and of help one for all commands', () => {
  const before = kept();
  expect(run('describe', 'nowhere.csv').status).toBe(2);
  expect(run('no-command').status).toBe(2);
  expect(kept()).toEqual(before);
  expect(run('analyze', '--help').status).toBe(0);
  expect(kept().filter((name) => !before.includes(name))).toEqual([
    expect.stringMatching(/^perso-test-help-/),
  ]);
});

test.skipIf(process.platform === 'win32')('what others could have written is not read', () => {
  const first = run(...POWER);
  const path = join(folder, 'kept', kept().find((name) => name.includes('power'))!);
  chmodSync(path, 0o666);
  const { ino } = statSync(path);
  expect(run(...POWER)).toEqual(first);
  expect(statSync(path).ino).not.toBe(ino);
  expect(statSync(path).mode & 0o077).toBe(0);
});

test('a folder that takes no file is no mistake', () => {
  rmSync(join(folder, 'kept'), { recursive: true });
  expect(run(...POWER)).toMatchObject({ status: 0, stderr: '' });
  expect(existsSync(join(folder, 'kept'))).toBe(false);
  mkdirSync(join(folder, 'kept'));
});
