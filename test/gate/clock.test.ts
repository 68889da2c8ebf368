import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runProgram } from '../program.js';

const folder = mkdtempSync(join(tmpdir(), 'perso-test-clock-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Exit codes of looks at counts, each on its day of January, by a plan with these keys. */
async function looksOf(name: string, keys: object, looks: readonly [day: number, wins: number][]) {
  const [plan, journal] = ['plan.json', 'looks.jsonl'].map((file) => join(folder, name + file));
  writeFileSync(
    plan!,
    JSON.stringify({
      ...{ experiment: 'hero', variants: { control: 'generic', treatments: ['personal'] } },
      ...{ units: { column: 'visitors' }, sampleSize: 400, ...keys },
      metrics: [{ name: 'signups', role: 'primary', mde: '20%' }],
    }),
  );
  const codes: number[] = [];
  for (const [day, wins] of looks) {
    const units = 400 + wins;
    const data = join(folder, `${name}.csv`);
    const rows = [`generic,${units},40`, `personal,${units},${wins}`];
    writeFileSync(data, ['variant,visitors,signups', ...rows, ''].join('\n'));
    const now = new Date(Date.UTC(2026, 0, day));
    codes.push((await runProgram(['gate', plan!, data, '--journal', journal!], { now })).code);
  }
  return codes;
}

const [KEEP, MORE] = [20, 21];

const LOOKS: [day: number, wins: number][] = [
  [1, 41],
  [9, 42],
  [3, 42],
  [9, 140],
];

test('a fixed test that had its end gets no second one by a clock that was turned back', async () => {
  expect(await looksOf('fixed', { minimumDays: 7 }, LOOKS)).toEqual([MORE, KEEP, KEEP, KEEP]);
});

test('nor does one whose date has come', async () => {
  const keys = { monitoring: 'always-valid', decideBy: '2026-01-08' };
  expect(await looksOf('date', keys, LOOKS)).toEqual([MORE, KEEP, KEEP, KEEP]);
});
