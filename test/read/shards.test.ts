import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Aggregates, mergeAggregates } from '../../src/experiment/aggregates.js';
import { readText } from './given.js';

const arm = fc.constantFrom('a', 'b', 'c');
const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const count = fc.integer({ min: 0, max: 1e6 });

const SHARDS: [string, string, fc.Arbitrary<string>][] = [
  ['rows', 'arm,x', fc.tuple(arm, value).map(([name, x]) => `${name},${x}`)],
  [
    'counts',
    'arm,users,x',
    fc.tuple(arm, count, count).map(([name, x, more]) => `${name},${x + more},${x}`),
  ],
  [
    'summary',
    'arm,n,x_mean,x_var',
    fc.tuple(arm, count, value).map(([name, n, m]) => `${name},${n},${m},${Math.abs(m)}`),
  ],
];

describe('shards read one by one and merged in any order give what the whole gives', () => {
  test.each(SHARDS)('%s', async (layout, head, row) => {
    const options = { layout: layout as 'rows', metrics: ['x'] };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(row, { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 5 }),
        async (shards) => {
          const textOf = (rows: string[]) => [head, ...rows, ''].join('\n');
          const { aggregates: whole } = await readText(textOf(shards.flat()), options);
          const reads = await Promise.all(shards.map((rows) => readText(textOf(rows), options)));
          const forth = reads.map(({ aggregates }) => aggregates).reduce(mergeAggregates);
          const back = reads.map(({ aggregates }) => aggregates).reduceRight(mergeAggregates);
          expectSame(forth, whole);
          expectSame(back, whole);
        },
      ),
      { seed: 20261122, numRuns: 100 },
    );
  });
});

/** Equal to 1e-12 of the size of what was added up. */
function expectSame(a: Aggregates, b: Aggregates): void {
  expect(new Set(a.variants.keys())).toEqual(new Set(b.variants.keys()));
  for (const [name, { units, samples }] of a.variants) {
    const other = b.variants.get(name)!;
    expect(other.units).toBe(units);
    const [mine, theirs] = [samples[0]!, other.samples[0]!];
    expect([theirs.missing, theirs.successes]).toEqual([mine.missing, mine.successes]);
    expect(theirs.moments.n).toBe(mine.moments.n);
    const size = Math.abs(mine.moments.mean[0]!) + Math.sqrt(mine.moments.comoment[0]!);
    const apart = Math.abs(theirs.moments.mean[0]! - mine.moments.mean[0]!);
    expect(apart).toBeLessThanOrEqual(1e-12 * size);
    const spread = Math.abs(theirs.moments.comoment[0]! - mine.moments.comoment[0]!);
    expect(spread).toBeLessThanOrEqual(1e-12 * size * size * Math.max(1, mine.moments.n));
  }
}
