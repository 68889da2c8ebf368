import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../program.js';

/* A report takes the place of a file as it was: its permissions, its links, and its no. */

const fixtures = join(import.meta.dirname, '../../fixtures');
const operands = ['--', join(fixtures, 'plan.yaml'), join(fixtures, 'homepage-hero.csv')];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-attack-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const modeOf = (name: string) => statSync(at(name)).mode & 0o777;
const gate = (...flags: string[]) => runProgram(['gate', ...flags, ...operands]);

test.each([0o600, 0o640, 0o666, 0o755])('a file of mode %o keeps it', async (mode) => {
  writeFileSync(at('report.json'), 'older');
  chmodSync(at('report.json'), mode);
  expect((await gate('--format', `json=${at('report.json')}`)).code).toBe(0);
  expect(modeOf('report.json')).toBe(mode);
  expect(readFileSync(at('report.json'), 'utf8')).toMatch(/^\{/);
});

test.each([
  ['--output', ''],
  ['--format', 'json='],
])('what nobody may write is refused before anything is done: %s', async (flag, start) => {
  writeFileSync(at('kept.json'), 'older', { mode: 0o444 });
  const { code, stdout, stderr } = await gate('--journal', at('j'), flag, start + at('kept.json'));
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('may not be written');
  expect(readFileSync(at('kept.json'), 'utf8')).toBe('older');
  expect(readdirSync(folder)).toEqual(['kept.json']);
});

test('a link stays one, also to what is not there yet', async () => {
  symlinkSync('real.json', at('link.json'));
  expect((await gate('--format', `json=${at('link.json')}`)).code).toBe(0);
  expect(lstatSync(at('link.json')).isSymbolicLink()).toBe(true);
  expect(readFileSync(at('real.json'), 'utf8')).toMatch(/^\{/);
});

test('two links to what is not there yet are one file', async () => {
  for (const name of ['a', 'b']) symlinkSync('real', at(name));
  const { code, stderr } = await gate(
    '--format',
    `json=${at('a')}`,
    '--format',
    `junit=${at('b')}`,
  );
  expect([code, existsSync(at('real'))]).toEqual([2, false]);
  expect(stderr).toContain('something else is to be written there already');
});

test('links in a circle, and one into no folder, are refused', async () => {
  symlinkSync('b', at('a'));
  symlinkSync('a', at('b'));
  symlinkSync('nowhere/x', at('c'));
  for (const name of ['a', 'c']) {
    const { code, stdout, stderr } = await gate('--output', at(name));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^[^\n]+ cannot be written \(E\w+\)\nhint: [^\n]+\n$/);
  }
});

test('what somebody laid where the unfinished report goes is not written through', async () => {
  writeFileSync(at('victim'), 'older');
  symlinkSync('victim', at(`r.json.${process.pid}.tmp`));
  expect((await gate('--format', `json=${at('r.json')}`)).code).toBe(0);
  expect(readFileSync(at('victim'), 'utf8')).toBe('older');
  expect(readdirSync(folder).sort()).toEqual(['r.json', 'victim']);
});

test('a journal that is to be made is no place for a report', async () => {
  const { code, stderr } = await gate('--journal', at('j'), '--format', `json=${at('j')}`);
  expect([code, readdirSync(folder)]).toEqual([2, []]);
  expect(stderr).toContain('one of the files to read');
});
