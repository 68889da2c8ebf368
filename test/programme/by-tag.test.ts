import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runProgram } from '../program.js';

const folder = mkdtempSync(join(tmpdir(), 'by-tag-'));
afterAll(() => rmSync(folder, { recursive: true }));

const EFFECTS = [
  ['a', '0.012', '0.010'],
  ['b', '-0.002', '0.008'],
  ['c', '0.030', '0.012'],
  ['d', '0.021', '0.009'],
  ['e', '0.008', '0.011'],
] as const;

/** The slope along the tag, of a file whose numbers are written with this sign and parted by the other. */
async function slopeAlong(values: readonly string[], [point, comma]: string, flags: string[]) {
  const rows = EFFECTS.map((row, i) => [...row, values[i]!].join(comma).replaceAll('.', point!));
  const path = join(folder, 'effects.csv');
  writeFileSync(
    path,
    `${[['experiment', 'estimate', 'se', 'size'].join(comma), ...rows].join('\n')}\n`,
  );
  const { stdout } = await runProgram([
    'programme',
    path,
    '--by',
    'size:number',
    '--format',
    'json',
    ...flags,
  ]);
  return JSON.parse(stdout).byTag[0];
}

test('numbers of tags are read as the others of their file', async () => {
  const values = ['0.5', '1.5', '2.25', '3', '4.75'];
  const pointed = await slopeAlong(values, '.,', []);
  expect(pointed.why).toBeNull();
  expect(await slopeAlong(values, ',;', ['--decimal', ','])).toEqual(pointed);
});

test('a slope is the same from far away: along days as 20260131', async () => {
  const daysFrom = (start: number) => [1, 4, 2, 7, 9].map((day) => String(start + day));
  const near = await slopeAlong(daysFrom(0), '.,', []);
  const far = await slopeAlong(daysFrom(20260131), '.,', []);
  expect(far.slope.estimate).toBeCloseTo(near.slope.estimate, 12);
  expect(far.slope.standardError).toBeCloseTo(near.slope.standardError, 12);
});
