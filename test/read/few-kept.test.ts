import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import {
  type Aggregates,
  type MetricAggregate,
  valuesOf,
} from '../../src/experiment/aggregates.js';
import { readAggregates } from '../../src/read/read-aggregates.js';
import type { Cap, ReadOptions, Source } from '../../src/read/reading.js';
import { quantileTest } from '../../src/stats/tests/quantile-test.js';
import { unitsOf, type ValueCounts } from '../../src/stats/value-counts.js';
import { runProgram } from '../program.js';
import { chunksOf, UNSAID } from './given.js';

vi.mock('../../src/read/scan/sample-sizes.js', () => ({
  SAMPLE: { leastBytes: 1 << 20, mostKept: 10_000, slices: 64, sliceBytes: 1 << 11 },
}));
const { SAMPLE } = await import('../../src/read/scan/sample-sizes.js');
const [SLICES, LEAST_BYTES] = [SAMPLE.slices, SAMPLE.leastBytes];
vi.mock('../../src/read/scan/scan-file.js', async (original) => {
  const own = await original<typeof import('../../src/read/scan/scan-file.js')>();
  return { ...own, scanFile: vi.fn(own.scanFile) };
});
const { scanFile } = await import('../../src/read/scan/scan-file.js');

const folder = mkdtempSync(join(tmpdir(), 'perso-test-few-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ROWS = 40_000;

/** A share of 0–1 for each row, in no order. */
const shareOf = (i: number) => ((Math.imul(i + 1, 2_654_435_761) >>> 0) + 0.5) / 2 ** 32;
const time = (share: number) => -200 * Math.log(share) - 3;

interface Rows {
  value: (i: number) => number | string;
  isControl: (i: number) => boolean;
}
const ROWS_AS: Record<string, Rows> = {
  'in no order': { value: (i) => time(shareOf(i)), isControl: (i) => i % 3 === 0 },
  'in falling order': { value: (i) => time((i + 0.5) / ROWS), isControl: (i) => i % 2 === 0 },
  'one variant after the other': {
    value: (i) => time(shareOf(i)) + (i < 9000 ? 1000 : 0),
    isControl: (i) => i < 9000,
  },
  'with many zeros and negative ones': {
    value: (i) => (i % 3 === 0 ? 0 : time(shareOf(i)) - 100),
    isControl: (i) => i % 7 < 3,
  },
  'missing now and then': {
    value: (i) => (i % 13 === 0 ? 'NA' : i % 17 === 0 ? '-0' : time(shareOf(i))),
    isControl: (i) => i % 2 === 0,
  },
};

function textOf({ value, isControl }: Rows): string {
  const lines = Array.from({ length: ROWS }, (_, i) => {
    const country = ['de', 'fr', 'it'][i % 7] ?? (i % 1000 === 0 ? 'us' : '');
    return `${isControl(i) ? 'generic' : 'personalized'},${country},${value(i)},${i % 97}`;
  });
  return ['variant,country,seconds,before', ...lines, ''].join('\n');
}

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Reads files both ways; and of each reading of one by the faster way, whether few values were told apart. */
async function bothWays(sources: Source[], options: Partial<ReadOptions>) {
  const how: ReadOptions = { ...UNSAID, aroundQuantiles: true, ...options };
  const read = async () => {
    vi.mocked(scanFile).mockClear();
    const { aggregates } = await readAggregates(sources, how, { stdin: chunksOf(NOTHING, [1]) });
    const passes = vi.mocked(scanFile).mock.calls.map(([, , hooks]) => hooks?.spans !== undefined);
    return { aggregates, passes };
  };
  const few = await read();
  SAMPLE.leastBytes = Number.POSITIVE_INFINITY;
  const all = await read();
  SAMPLE.leastBytes = LEAST_BYTES;
  expect(all.passes).not.toContain(true);
  return { few: few.aggregates, all: all.aggregates, passes: few.passes };
}

const NOTHING = Buffer.from('');
const NO_VARIANT = (path: string): Source[] => [{ path, variant: null }];

/** All samples of the first metric, by the names of their cells. */
function samplesOf({ variants, segments }: Aggregates): [string, MetricAggregate][] {
  const parts = [...segments.values()].flatMap((values) => [...values]);
  return [
    ...[...variants].map(([name, { samples }]): [string, MetricAggregate] => [name, samples[0]!]),
    ...parts.flatMap(([value, inner]) =>
      [...inner].map(([name, { samples }]): [string, MetricAggregate] => [
        `${value} ${name}`,
        samples[0]!,
      ]),
    ),
  ];
}

/** Expects the same of both in all that is asked of a quantile. */
function expectSameQuantiles(few: Aggregates, all: Aggregates, at: number): void {
  const [mine, theirs] = [samplesOf(few), samplesOf(all)];
  expect(mine.map(([name]) => name)).toEqual(theirs.map(([name]) => name));
  const [control, other] = [mine, theirs].map((samples) =>
    valuesOf(samples.find(([name]) => name.endsWith('generic'))![1]),
  ) as [ValueCounts, ValueCounts];
  mine.forEach(([name, sample], i) => {
    const like = theirs[i]![1];
    expect({ ...sample, values: null }, name).toEqual({ ...like, values: null });
    expect(unitsOf(valuesOf(sample)), name).toBe(unitsOf(valuesOf(like)));
    const tested = quantileFigures(control, valuesOf(sample), at);
    expect(tested, name).toEqual(quantileFigures(other, valuesOf(like), at));
  });
}

function quantileFigures(control: ValueCounts, treatment: ValueCounts, at: number) {
  const test = quantileTest(control, treatment, at, 'two-sided');
  if (typeof test === 'string') return test;
  const { pValue, logPValue, ...arms } = test;
  const effects = [0.05, 1e-9, 1e-200].map((level) => test.effectInterval(level));
  const quantiles = [arms.control, arms.treatment];
  return [pValue, logPValue, quantiles, effects, test.relativeInterval(0.05)];
}

function keptIn(aggregates: Aggregates): number {
  return samplesOf(aggregates).reduce((sum, [, one]) => sum + valuesOf(one).values.length, 0);
}

describe.each(Object.entries(ROWS_AS))('rows %s', (name, rows) => {
  const path = written(`${name}.csv`, textOf(rows));

  test.each([0.95, 0.5, 0.01])('are read once for the values around a quantile: %s', async (at) => {
    const options = { metrics: [`seconds:p${100 * at}`] };
    const { few, all, passes } = await bothWays(NO_VARIANT(path), options);
    expect(passes).toEqual([true]);
    expect(keptIn(few)).toBeLessThan(keptIn(all) / 1.7);
    expectSameQuantiles(few, all, at);
  });

  test('within segments each sample has its own', async () => {
    const options = { metrics: ['seconds:p90'], segments: ['country'] };
    const { few, all, passes } = await bothWays(NO_VARIANT(path), options);
    expect(passes).toEqual([true]);
    expectSameQuantiles(few, all, 0.9);
  });

  test.each<[string, Partial<Cap>, Partial<ReadOptions>]>([
    ['above', {}, {}],
    ['on both sides', { lower: { share: 0.02, value: null } }, {}],
    ['with a covariate', {}, { covariates: [{ metric: 'seconds', column: 'before' }] }],
    ['within segments', {}, { segments: ['country'] }],
  ])('are read for the limits of a cap, and between them: %s', async (_, cap, more) => {
    const caps: Cap[] = [{ metric: 'seconds', share: 0.99, value: null, ...cap }];
    const { few, all, passes } = await bothWays(NO_VARIANT(path), {
      metrics: ['seconds'],
      caps,
      ...more,
    });
    expect(passes).toEqual([true, true]);
    expect(few.capped).toEqual(all.capped);
    samplesOf(few).forEach(([cell, { moments, ...sample }], i) => {
      const { moments: other, ...theirs } = samplesOf(all)[i]![1];
      expect(sample, cell).toEqual(theirs);
      expect(moments.n).toBe(other.n);
      expect(moments.mean[0]! / other.mean[0]! - 1).toBeCloseTo(0, 13);
      expect(moments.comoment[0]! / other.comoment[0]! - 1).toBeCloseTo(0, 11);
    });
  });
});

test('files of one variant each are sampled together', async () => {
  const [slow, fast] = [600, 0].map((more) =>
    written(
      `${more}.csv`,
      textOf({ value: (i) => time(shareOf(i)) + more, isControl: () => true }),
    ),
  ) as [string, string];
  const sources = [
    { path: slow, variant: 'generic' },
    { path: fast, variant: 'personalized' },
  ];
  const quantile = await bothWays(sources, { metrics: ['seconds:p90'] });
  expect(quantile.passes).toEqual([true, true]);
  expectSameQuantiles(quantile.few, quantile.all, 0.9);
  const caps: Cap[] = [{ metric: 'seconds', share: 0.7, value: null }];
  const capped = await bothWays(sources, { metrics: ['seconds'], caps });
  expect(capped.passes).toEqual([true, true, true, true]);
  expect(capped.few.capped).toEqual(capped.all.capped);
});

test('where the sample misleads, all values are kept after all', async () => {
  // Wherever a slice is taken, times are short.
  const isSampled = (i: number) => (i * SLICES) % ROWS < SLICES * 300;
  const value = (i: number) => (isSampled(i) ? 1 + shareOf(i) : 1000 + shareOf(i)).toFixed(10);
  const path = written('misleading.csv', textOf({ value, isControl: (i) => i % 2 === 0 }));
  const { few, all, passes } = await bothWays(NO_VARIANT(path), { metrics: ['seconds:p50'] });
  expect(passes).toEqual([true, false]);
  expect(few).toEqual(all);
  const caps: Cap[] = [{ metric: 'seconds', share: 0.6, value: null }];
  const capped = await bothWays(NO_VARIANT(path), { metrics: ['seconds'], caps });
  expect(capped.passes).toEqual([true, false]);
  expect(capped.few).toEqual(capped.all);
});

test.each<[string, Partial<ReadOptions>, Rows['value']]>([
  [
    'where all are asked for',
    { aroundQuantiles: false, metrics: ['seconds:p95'] },
    (i) => time(shareOf(i)),
  ],
  [
    'where they are ranked',
    { ranks: true, metrics: ['seconds', 'seconds:p95'] },
    (i) => time(shareOf(i)),
  ],
  ['where few are different', { metrics: ['seconds:p95'] }, (i) => ((i % 997) / 100).toFixed(12)],
])('all values are kept in one reading %s', async (name, options, value) => {
  const path = written(`all ${name}.csv`, textOf({ value, isControl: (i) => i % 2 === 0 }));
  const { few, all, passes } = await bothWays(NO_VARIANT(path), options);
  expect(passes).toEqual([false]);
  expect(few).toEqual(all);
});

/** The report on a file as the program has it, with as few values kept as it may, and with all. */
async function reportsOn(path: string, flags: string[]): Promise<[few: unknown, all: unknown]> {
  const report = async () => {
    const { code, stdout, stderr } = await runProgram([
      'analyze',
      path,
      ...flags,
      '--format',
      'json',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    return JSON.parse(stdout);
  };
  const few = await report();
  SAMPLE.leastBytes = Number.POSITIVE_INFINITY;
  const all = await report();
  SAMPLE.leastBytes = LEAST_BYTES;
  return [few, all];
}

test.each([
  ['treatments', ['--pool-treatments']],
  ['segments', ['--segment', 'country', '--pool-segments', '8000']],
  ['none', ['--segment', 'country']],
])('values of %s that are put together are all kept', async (_, flags) => {
  // Arms and countries that share hardly a value.
  const lines = Array.from({ length: 2 * ROWS }, (_, i) => {
    const arm = ['generic', 'light', 'full'][i % 3]!;
    const country = ['de', 'fr', 'it', 'us', 'de', 'de', 'de'][i % 7]!;
    const times =
      (arm === 'full' ? 1e4 : 1) * (country === 'fr' ? 1e4 : country === 'it' ? 100 : 1);
    return `${arm},${country},${times * time(shareOf(i))}`;
  });
  const path = written('pooled.csv', ['variant,country,seconds', ...lines, ''].join('\n'));
  const how = ['--control', 'generic', '--metric', 'seconds:p50', '--rows-are-units', ...flags];
  const [few, all] = await reportsOn(path, how);
  expect(few).toEqual(all);
});

test('a variant may be called as what every object has, though the sample does not know it', async () => {
  // Slices of the sample begin every so many rows, and are short.
  const every = (2 * ROWS) / SLICES;
  const lines = Array.from({ length: 2 * ROWS }, (_, i) => {
    const isBetween = Math.abs((i % every) - every / 2) < 20;
    const arm = isBetween ? 'constructor' : ['generic', 'full'][i % 2]!;
    return `${arm},${time(shareOf(i))}`;
  });
  const path = written('constructor.csv', ['variant,seconds', ...lines, ''].join('\n'));
  const how = ['--control', 'generic', '--metric', 'seconds:p50', '--rows-are-units'];
  const [few, all] = await reportsOn(path, how);
  expect(few).toEqual(all);
});
