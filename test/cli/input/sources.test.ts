import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceOf } from '../../../src/cli/input/sources.js';
import { runProgram } from '../../program.js';

const start = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'perso-'));

beforeAll(() => {
  process.chdir(folder);
  writeFileSync('day=1.csv', 'variant,clicked\na,0\nb,1\n');
});

afterAll(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

test.each([
  ['results.csv', { path: 'results.csv', variant: null }],
  ['-', { path: '-', variant: null }],
  ['generic=-', { path: '-', variant: 'generic' }],
  [' generic =a=b.csv', { path: 'a=b.csv', variant: 'generic' }],
  ['day=1.csv', { path: 'day=1.csv', variant: null }],
  ['day=2.csv', { path: '2.csv', variant: 'day' }],
  ['=x.csv', { path: '=x.csv', variant: null }],
  ['x=', { path: 'x=', variant: null }],
])('%j is %j', (argument, source) => {
  expect(sourceOf(argument)).toEqual(source);
});

test.each([[''], ['x'.repeat(300)], ['day=1.csv/x']])(
  'a path that no file can have is a mistake of use, not a bug of ours: %j',
  async (path) => {
    const result = await runProgram(['analyze', path]);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr.split('\n')).toHaveLength(3);
  },
);
