import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkApart, readJournal, recordLook } from '../../../src/read/journal/journal.js';
import { asJournalError } from '../../../src/read/journal/place.js';
import { lineOf, newFolder, nextAfter, textOf, userErrorOf } from './given.js';
import { bundleJournal, WRITER } from './program.js';

const two = textOf({ look: 1 }, { look: 2 });
const [third = ''] = textOf({ look: 1 }, { look: 2 }, { look: 3 }).match(/.*\n/g)!.slice(2);
const first = textOf({ look: 1 });
const newer = JSON.stringify({ ...lineOf({ look: 3 }), schemaVersion: 3, more: true });

test.each<[string, string, string | Buffer, number]>([
  ['half a line', 'the line has no end: it may be half of one', two + third.slice(0, 100), 3],
  ['a whole line without its end', 'the line has no end: it may be half of one', two.trimEnd(), 2],
  [
    'half a line within',
    'this is not JSON, or half a line of it',
    `${third.slice(0, 50)}\n${two}`,
    1,
  ],
  ['two lines in one', 'this is not JSON, or half a line of it', two.replace('\n', ''), 1],
  [
    'lines that end in CR alone',
    'the line has no end: it may be half of one',
    two.replaceAll('\n', '\r'),
    1,
  ],
  [
    'zeros, as a power cut may leave',
    'this is not JSON, or half a line of it',
    `${two}\0\0\0\0\n`,
    3,
  ],
  ['bytes that are not UTF-8', 'this is not UTF-8', Buffer.from(`${two}"\xff"\n`, 'latin1'), 3],
  ['an empty line', 'the line is empty', `${two}\n${third}`, 3],
  ['nothing but a line end', 'the line is empty', '\n', 1],
  [
    'a newer line',
    'this was written by a newer perso-test (schemaVersion 3)',
    `${two}${newer}\n`,
    3,
  ],
  ['something else', 'this is no JSON object', `${two}[1]\n`, 3],
  [
    'a key too many',
    "note is no part of a journal's line",
    `${two}${third.replace('{', '{"note":1,')}`,
    3,
  ],
  ['a key too few', 'tool is missing', first.replace('"tool":"0.1.0",', ''), 1],
  ['a look left out', 'look 4 stands where look 3 must follow', two + textOf({ look: 4 }), 3],
  ['a look twice', 'look 2 stands where look 3 must follow', two + textOf({ look: 2 }), 3],
  ['a first look that is not', 'look 3 stands where look 1 must follow', third, 1],
  [
    'a first look that repeats',
    'look 1 repeats one, but it is the first',
    textOf({ repeats: true }),
    1,
  ],
])('%s is refused with its line, and left as it is', async (_, message, content, line) => {
  const folder = newFolder();
  const file = join(folder, 'j.jsonl');
  writeFileSync(file, content);
  for (const work of [() => readJournal(file), () => recordLook(file, nextAfter)]) {
    const error = await userErrorOf(work);
    expect([error.message, error.location]).toEqual([message, { file, line }]);
    expect(error.hint).toMatch(/start a new one$/);
  }
  expect(readFileSync(file)).toEqual(Buffer.from(content));
  expect(readdirSync(folder)).toEqual(['j.jsonl']);
});

test.each<[string, (folder: string) => string, string]>([
  ['a directory', (folder) => folder, 'this is a directory, not a journal'],
  ['a device', () => '/dev/null', 'a journal must be a plain file'],
  ['in no folder', (folder) => join(folder, 'no/j.jsonl'), 'there is no such folder'],
  ['in a file', (folder) => join(folder, 'file/j.jsonl'), 'there is no such folder'],
  ['without a name', () => '', 'the journal has no name'],
  ['standard input', () => '-', 'a journal cannot be standard input'],
  [
    'links in a circle',
    (folder) => join(folder, 'circle'),
    'the links to the journal run in a circle',
  ],
  [
    'a name too long',
    (folder) => join(folder, 'j'.repeat(240)),
    'the name is too long for its lock',
  ],
])('%s: no place for a journal', async (_, pathIn, message) => {
  const folder = newFolder();
  writeFileSync(join(folder, 'file'), '');
  symlinkSync('circle', join(folder, 'circle'));
  const error = await userErrorOf(() => recordLook(pathIn(folder), nextAfter));
  expect(error.message).toBe(message);
  expect(error.hint).toBeDefined();
  expect(readdirSync(folder)).toEqual(['circle', 'file']);
});

/** What comes of a look by somebody who may not do everything, as root may, who often runs tests. */
function lookByNobody(journal: string): { stdout: string; stderr: string } {
  const program = newFolder();
  chmodSync(program, 0o755);
  bundleJournal(join(program, 'journal.mjs'));
  copyFileSync(WRITER, join(program, 'writer.mjs'));
  const args = ['writer.mjs', join(program, 'journal.mjs'), journal, 'nobody', '0'];
  // 65534: nobody, on every Linux.
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  return spawnSync(process.execPath, args, { cwd: program, encoding: 'utf8', ...nobody });
}

test.skipIf(process.platform === 'win32').each<[string, number, number]>([
  ['a folder that is closed to writing', 0o555, 0o666],
  ['a journal that is closed to writing', 0o777, 0o444],
  ['a journal that is closed to reading', 0o777, 0o222],
])('%s', (_, folderMode, fileMode) => {
  const folder = newFolder();
  const file = join(folder, 'j.jsonl');
  writeFileSync(file, two);
  chmodSync(file, fileMode);
  chmodSync(folder, folderMode);
  const { stdout, stderr } = lookByNobody(file);
  chmodSync(folder, 0o777);
  expect(stdout).toBe('ready\n');
  expect(stderr).toContain('UserError: the journal may not be read and written there');
  expect(readdirSync(folder)).toEqual(['j.jsonl']);
});

test.each([
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'there is no room for the journal'],
  ['EIO', 'the journal cannot be kept (EIO)'],
])('%s is worded', async (code, message) => {
  const error = Object.assign(new Error(code), { code, syscall: 'open' });
  const worded = await userErrorOf(() => {
    throw asJournalError(error, 'j.jsonl');
  });
  expect([worded.message, worded.location]).toEqual([message, { file: 'j.jsonl' }]);
});

test('an error that is not the system’s stays itself', () => {
  const bug = new TypeError('x is not a function');
  expect(asJournalError(bug, 'j.jsonl')).toBe(bug);
});

test('a journal that is one of the other files of the run is refused, by whatever name', async () => {
  const folder = newFolder();
  const data = join(folder, 'data.csv');
  writeFileSync(data, '');
  symlinkSync('data.csv', join(folder, 'link'));
  linkSync(data, join(folder, 'hard'));
  mkdirSync(join(folder, 'sub'));
  for (const name of ['data.csv', 'link', 'hard', 'sub/../data.csv']) {
    const error = await userErrorOf(() =>
      checkApart(`${folder}/${name}`, ['-', 'plan.yaml', data]),
    );
    expect(error.message).toBe('the journal is another file of this run');
    expect(error.hint).toBe(`give the journal a name of its own, not ${data}`);
  }
  const absent = join(folder, 'out.json');
  await userErrorOf(() => checkApart(absent, [absent]));
  checkApart(join(folder, 'j.jsonl'), ['-', data, absent]);
  // A path that leads through a file is no other file; whoever opens it says what is wrong.
  checkApart(join(data, 'j.jsonl'), ['-', data, join(data, 'day.csv')]);
});
