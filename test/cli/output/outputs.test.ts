import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeWholeFiles } from '../../../src/cli/output/whole-files.js';
import { runProgram } from '../../program.js';

const FIXTURE = join(import.meta.dirname, '../../../fixtures/hero.csv');
const POWER = ['power', '--baseline', '10%', '--mde', '5%'];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const textOf = (name: string) => readFileSync(at(name), 'utf8');
const analyze = (...flags: string[]) => runProgram(['analyze', FIXTURE, ...flags]);

async function shown(...flags: string[]): Promise<string> {
  const { code, stdout, stderr } = await analyze(...flags);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

test('several formats at once are what each would have been alone', async () => {
  const files = ['json', 'markdown', 'junit', 'github'];
  const flags = files.flatMap((format) => ['--format', `${format}=${at(format)}`]);
  expect(await shown(...flags)).toBe(await shown());
  for (const format of files) expect(textOf(format)).toBe(await shown('--format', format));
  expect(readdirSync(folder).sort()).toEqual([...files].sort());
});

test('the format without a file goes to standard output, or else to --output', async () => {
  const json = `json=${at('report.json')}`;
  expect(await shown('--format', json, '--format', 'github')).toMatch(/^::notice/);
  expect(await shown('--format', json, '--format', 'github', '--output', at('out'))).toBe('');
  expect(textOf('out')).toMatch(/^::notice/);
  expect(await shown('--format', json, '--output', at('out'))).toBe('');
  expect(textOf('out')).toBe(await shown());
  expect(textOf('report.json')).toBe(await shown('--format', 'json'));
});

test('only the first equals sign parts the format from its file', async () => {
  await shown('--format', `json=${at('a=b=c.json')}`);
  expect(readdirSync(folder)).toEqual(['a=b=c.json']);
});

test('--quiet shortens text wherever it goes, and nothing else', async () => {
  const out = await shown('--quiet', '--format', `json=${at('j')}`, '--format', `text=${at('t')}`);
  expect(out).toBe(await shown('--quiet'));
  expect(textOf('t')).toBe(out);
  expect(textOf('j')).toBe(await shown('--format', 'json'));
  expect(await shown('--quiet', '--format', 'json', '--format', `text=${at('t')}`)).toMatch(/^\{/);
});

test.each(['page.html', 'page.HTM', 'effects.svg', 'mail.eml'])(
  'a text is not named %s, but the format may be',
  async (name) => {
    for (const flags of [
      ['--output', at(name)],
      ['--format', `json=${at(name)}`],
    ]) {
      const refused = await analyze(...flags);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toMatch(/what is written is (text|json), and no (html|svg|eml)\n/);
    }
    expect(readdirSync(folder)).toEqual([]);
    const format = { p: 'html', e: 'svg', m: 'eml' }[name[0]!];
    await shown('--format', `${format}=${at(name)}`);
    await shown('--format', `${format}`, '--output', at(name));
    expect(readdirSync(folder)).toEqual([name]);
  },
);

test('power answers in several formats too', async () => {
  const both = await runProgram([...POWER, '--format', `json=${at('p.json')}`]);
  const text = await runProgram(POWER);
  expect(both).toEqual(text);
  expect(JSON.parse(textOf('p.json')).solvedFor).toBe('sampleSize');
  const other = await runProgram([...POWER, '--format', 'junit']);
  expect(other).toMatchObject({ code: 2, stdout: '' });
  expect(other.stderr).toContain('it takes text, json');
});

test('where one file cannot be written all are left as they were', () => {
  writeFileSync(at('a'), 'older');
  const files = ['a', 'nowhere/b'].map((name) => ({ path: at(name), text: 'new' }));
  expect(() => writeWholeFiles(files)).toThrow('cannot be written');
  expect(textOf('a')).toBe('older');
  expect(readdirSync(folder)).toEqual(['a']);
});

test('a file in the place of a folder is no folder', async () => {
  writeFileSync(at('file'), '');
  const { code, stdout, stderr } = await analyze('--format', `json=${at('file/report.json')}`);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`there is no folder ${at('file')}`);
});

test('a file that cannot take its place leaves no unfinished one behind', () => {
  mkdirSync(at('taken'));
  const files = ['a', 'taken', 'b'].map((name) => ({ path: at(name), text: 'new' }));
  expect(() => writeWholeFiles(files)).toThrow('cannot be written');
  expect(readdirSync(folder).sort()).toEqual(['a', 'taken']);
});

test('two paths to one file are one file', async () => {
  mkdirSync(at('real'));
  symlinkSync(at('real'), at('link'));
  const flags = ['--format', `json=${at('real/r')}`, '--format', `markdown=${at('link/r')}`];
  const { code, stderr } = await analyze(...flags);
  expect(code).toBe(2);
  expect(stderr).toContain('something else is to be written there already');
  expect(existsSync(at('real/r'))).toBe(false);
});

test('a report is never written over its data, whatever path leads there', async () => {
  const rows = readFileSync(FIXTURE, 'utf8');
  writeFileSync(at('data.csv'), rows);
  symlinkSync(at('data.csv'), at('link.csv'));
  for (const flags of [
    ['--output', at('link.csv')],
    ['--format', `json=${at('link.csv')}`],
    ['--format', `json=${at('data.csv')}`],
  ]) {
    const { code, stdout, stderr } = await runProgram(['analyze', at('data.csv'), ...flags]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('one of the files to read');
  }
  expect(textOf('data.csv')).toBe(rows);
});

test('a link is written through, not replaced', async () => {
  writeFileSync(at('real.json'), 'older');
  symlinkSync(at('real.json'), at('link.json'));
  await shown('--format', `json=${at('link.json')}`);
  expect(textOf('real.json')).toMatch(/^\{/);
});

test('a device may be named as often as anyone likes', async () => {
  const flags = ['--format', 'json=/dev/null', '--format', 'markdown=/dev/null'];
  expect(await shown(...flags)).toBe(await shown());
});

test.each([
  ['a name too long', ['analyze', FIXTURE, '--output'], 'x'.repeat(300), 'ENAMETOOLONG'],
  ['of a plan too', ['plan', '--init'], 'x'.repeat(300), 'ENAMETOOLONG'],
  ['a folder that is a file', ['plan', '--init'], join(FIXTURE, 'plan.yaml'), 'ENOTDIR'],
])(
  'what cannot be written is the mistake, not the removal of it: %s',
  async (_, args, path, why) => {
    const { code, stdout, stderr } = await runProgram([...args, path]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`${path}: this file cannot be written (${why})\nhint: `);
  },
);
