import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import type { ReadOptions } from '../../../src/read/reading.js';

const OPTIONS: ReadOptions = {
  ...{ layout: null, variantColumn: null, unitsColumn: null, unitIdColumn: null },
  ...{ metrics: ['bought', 'spend'], segments: [], caps: [], ranks: false, delimiter: null },
  covariates: [{ metric: 'spend', column: 'before' }],
  ...{ encoding: null, decimal: new Map(), thousands: '', missing: [], onBadRow: 'stop' },
};

async function unitValues(text: string, rest: Partial<ReadOptions>) {
  const path = join(mkdtempSync(join(tmpdir(), 'perso-test-')), 'rows.csv');
  writeFileSync(path, text);
  const io = { stdin: (async function* () {})() };
  const { aggregates } = await readAggregates(
    [{ path, variant: null }],
    { ...OPTIONS, ...rest },
    io,
  );
  return [...aggregates.variants].map(([variant, cell]) => [variant, cell.unitValues]);
}

const ROWS = 'user,variant,bought,spend,before\nu1,a,1,5,2\nu2,b,0,,1\nu1,a,0,7,2\n';

test('each unit keeps what it says, missing values as such', async () => {
  expect(await unitValues(ROWS, { keepsUnits: true })).toEqual([
    [
      'a',
      [
        [[1], [5, 2, 0]],
        [[0], [7, 2, 0]],
      ],
    ],
    ['b', [[[0], [null, 1, 0]]]],
  ]);
});

test('a unit of several rows says what they add up to', async () => {
  const units = await unitValues(ROWS, { keepsUnits: true, unitIdColumn: 'user' });
  expect(units).toEqual([
    ['a', [[[1], [12, 2, 0]]]],
    ['b', [[[0], [null, 1, 0]]]],
  ]);
});

test('nothing is kept that nobody asked for', async () => {
  expect(await unitValues(ROWS, {})).toEqual([
    ['a', undefined],
    ['b', undefined],
  ]);
});
