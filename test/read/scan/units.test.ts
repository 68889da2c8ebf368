import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, test } from 'vitest';
import type { Aggregates } from '../../../src/experiment/aggregates.js';
import { fileState } from '../../../src/read/file-state.js';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import { scanFile } from '../../../src/read/scan/scan-file.js';
import { scanTools } from '../../../src/read/scan/scan-tools.js';
import { noUnits } from '../../../src/read/units/unit-store.js';
import { addUnits } from '../../../src/read/units/units.js';
import { mistakeIn, UNSAID } from '../given.js';
import { type Case, differences, type Outcome, outcomeOf, scratchFolder } from './both-ways.js';
import { fuzz } from './fuzz.js';
import { units as unitCases } from './units-cases.js';

const folder = scratchFolder();
const path = join(folder, 'rows.csv');

afterAll(() => rmSync(folder, { recursive: true }));

test('scanning and reading record by record know the same of each unit, in many files', async () => {
  const tally = await fuzz({ files: 150, seed: 20261127, path }, unitCases);
  expect(tally.different).toEqual([]);
  expect(tally.scanned).toBeGreaterThan(90);
  expect(tally.streamed).toBeGreaterThan(90);
  expect(tally.whole).toBeGreaterThan(25);
}, 120_000);

/** Rows of units that come again and again, some in two variants, with all that may be said of one. */
function rowsOf(count: number, units: number): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const unit = (i * 7_919) % units;
    const variant = (unit + (i % 977 === 5 ? 1 : 0)) % 2 === 0 ? 'generic' : '"personalized"';
    const id = unit % 5 === 0 ? ` "u${unit}"`.trim() : `u${unit}`;
    const amount = i % 501 === 7 ? 'NA' : `${((i * 31) % 10_007) / 100}`;
    const land = ['de', 'fr', 'Österreich', ''][(i >> 3) % 4]!;
    return [id, variant, land, `c${unit % 90}`, i % 7 === 0 ? 'yes' : 'no', amount, i % 13];
  });
  const header = 'user,variant,country,city,ordered,spend,before';
  return [header, ...rows.map((row) => row.join(',')), ''].join('\n');
}

const plain: Case = {
  bytes: Buffer.from(rowsOf(30_000, 7_000)),
  before: null,
  options: {
    unitIdColumn: 'user',
    metrics: ['ordered', 'spend', 'spend/before'],
    segments: ['country', 'city'],
    covariates: [{ metric: 'spend', column: 'before' }],
  },
  variant: null,
  sizes: { leastFile: 0, piece: 1 << 14, piecesPerThread: 1, threads: 0 },
};

async function bothWays(one: Case): Promise<Outcome> {
  const read = (await outcomeOf(one, path, false))!;
  for (const scans of [true, 'stream'] as const) {
    const scanned = (await outcomeOf(one, path, scans))!;
    expect(scanned).not.toBeNull();
    expect(differences(scanned, read)).toEqual([]);
  }
  return read;
}

test('how many threads there are makes no difference, to the last bit', async () => {
  const known = ({ known, units, count }: Outcome) => [known!.aggregates, units, count];
  const alone = (await outcomeOf(plain, path, true))!;
  expect(alone.units.length).toBe(7_000);
  expect(alone.known!.aggregates.unitsInTwoVariants).toBeGreaterThan(20);
  for (const threads of [1, 3]) {
    const together = await outcomeOf({ ...plain, sizes: { ...plain.sizes, threads } }, path, true);
    expect(known(together!)).toEqual(known(alone));
  }
  expect(differences(alone, (await outcomeOf(plain, path, false))!)).toEqual([]);
});

describe('both ways agree on', () => {
  const cap = (share: number | null, value: number | null) => [{ metric: 'spend', share, value }];
  const whole = { ...plain.options, metrics: ['ordered', 'spend'] };

  test.each<[string, Case['options']]>([
    ['caps of what units add up to', { ...whole, covariates: [], caps: cap(null, 120) }],
    ['caps by quantile', { ...whole, covariates: [], caps: cap(0.9, null) }],
    ['caps by quantile beside covariates', { ...whole, caps: cap(0.9, null) }],
    ['ranks', { ...whole, ranks: true }],
    ['quantiles', { ...whole, metrics: ['spend:p90'], covariates: [] }],
    ['conditions', { ...whole, where: ['spend > 20'], variants: ['generic', 'personalized'] }],
    ['cells of crossed segments', { ...whole, forSummary: true }],
    ['what each unit says', { ...whole, keepsUnits: true }],
    ['means of 0 and 1', { ...whole, metrics: ['ordered:mean'], covariates: [] }],
  ])('%s', async (_, options) => {
    await bothWays({ ...plain, options });
  });

  test('files whose variant the command line names', async () => {
    const bytes = Buffer.from(plain.bytes.toString().replaceAll(/(?<=\n[^,]*),[^,]*/g, ',x'));
    await bothWays({ ...plain, bytes, variant: 'personalized' });
  });

  test('pieces that have to be judged, between others', async () => {
    const text = plain.bytes.toString().replaceAll('\nu401,', '\n"u""401",');
    const read = await bothWays({ ...plain, bytes: Buffer.from(text) });
    expect(read.units.some((unit) => unit.includes('u\\"401'))).toBe(true);
  });

  test('segments that rows tell which are not the first of their unit', async () => {
    // No more than 200 of first rows, but thousands in all: each row of a unit after its first tells another.
    const rows = Array.from({ length: 20_000 }, (_, i) => {
      const unit = (i * 7) % 150;
      return `u${unit},${unit % 2 ? 'a' : 'b'},${i < 300 ? `s${unit}` : `t${i >> 4}`},1`;
    });
    const bytes = Buffer.from(['user,variant,city,x', ...rows, ''].join('\n'));
    const options = { unitIdColumn: 'user', metrics: ['x:mean'], segments: ['city'] };
    const read = await bothWays({ ...plain, bytes, options });
    expect(read.known!.aggregates.segments.get('city')!.size).toBe(150);
  });

  test('more combinations of segments than the scanner has room for', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => {
      const unit = (i * 7) % 20_000;
      return `u${unit},${unit % 2 ? 'a' : 'b'},p${unit % 97},q${unit % 89},r${unit % 83},${i % 5}`;
    });
    const bytes = Buffer.from(['user,variant,p,q,r,x', ...rows, ''].join('\n'));
    const options = { unitIdColumn: 'user', metrics: ['x'], segments: ['p', 'q', 'r'] };
    const read = await bothWays({ ...plain, bytes, options: { ...options, forSummary: true } });
    const [crossed] = [...read.known!.aggregates.segments.values()];
    expect(crossed!.size).toBe(20_000);
  });
});

test('units take no more memory than they may, however they are read', async () => {
  const bytes = Buffer.from(rowsOf(60_000, 60_000));
  writeFileSync(path, bytes);
  const all = { ...UNSAID, ...plain.options };
  const refusalOf = (sizes: Case['sizes']) =>
    mistakeIn(async () => {
      const state = fileState({ path, variant: null }, all, null);
      state.onReading = (known) => {
        known.units = noUnits(known.reading, all, 2 << 20);
      };
      await scanFile(state, scanTools(), { sizes: { ...plain.sizes, ...sizes } });
      const { units, aggregates, reading, kept } = state.known!;
      await addUnits({ units: units!, aggregates, reading, options: all, kept });
    });
  for (const threads of [0, 2]) {
    const mistake = await refusalOf({ threads });
    expect(mistake).toMatchObject({
      message: 'unitIdColumn user: its units take more than 2 MiB',
      fatal: true,
    });
  }
});

test('what units add up to is what DuckDB says', async () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => {
    const unit = Math.imul(i, 2_654_435_761) >>> 18;
    return `u${unit},${unit % 3 ? 'a' : 'b'},${i % 11 === 0 ? 1 : 0},${((i * 31) % 10_007) / 100}`;
  });
  const path = join(folder, 'added-up.csv');
  writeFileSync(path, ['user,variant,ordered,spend', ...rows, ''].join('\n'));
  const connection = await (await DuckDBInstance.create()).connect();
  const found = await connection.runAndReadAll(
    `select variant, count(*)::int, sum(o)::int, avg(s), var_samp(s) from
      (select variant, max(ordered) o, sum(spend) s from '${path}' group by user, variant)
    group by variant`,
  );
  const options = { ...UNSAID, unitIdColumn: 'user', metrics: ['ordered', 'spend'] };
  const io = { stdin: (async function* () {})() };
  const { aggregates } = await readAggregates([{ path, variant: null }], options, io);
  for (const [variant, n, successes, mean, variance] of found.getRows()) {
    const [ordered, spend] = cellOf(aggregates, String(variant));
    expect([ordered!.moments.n, ordered!.successes]).toEqual([n, successes]);
    expect(spend!.moments.mean[0]! / Number(mean)).toBeCloseTo(1, 12);
    const own = spend!.moments.comoment[0]! / (spend!.moments.n - 1);
    expect(own / Number(variance)).toBeCloseTo(1, 11);
  }
});

function cellOf({ variants }: Aggregates, variant: string) {
  return variants.get(variant)!.samples;
}
