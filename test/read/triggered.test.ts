import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Aggregates, VariantAggregates } from '../../src/experiment/aggregates.js';
import { readAggregates } from '../../src/read/read-aggregates.js';
import type { ReadOptions } from '../../src/read/reading.js';
import { mistakeIn, readText, UNSAID } from './given.js';

const folder = mkdtempSync(join(tmpdir(), 'perso-test-triggered-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Units, sum and number of values of the first metric, of each variant. */
function told(variants: ReadonlyMap<string, VariantAggregates>) {
  return Object.fromEntries(
    [...variants].map(
      ([
        name,
        {
          units,
          samples: [sample],
        },
      ]) => [
        name,
        [
          units,
          sample!.moments.n,
          Math.round(sample!.moments.mean[0]! * sample!.moments.n * 1e6) / 1e6,
        ],
      ],
    ),
  );
}

function both(aggregates: Aggregates) {
  const of = (all: Aggregates) => ({
    all: told(all.variants),
    ...Object.fromEntries(
      [...all.segments].map(([column, values]) => [
        column,
        Object.fromEntries([...values].map(([value, variants]) => [value, told(variants)]).sort()),
      ]),
    ),
  });
  const { trigger, ...triggered } = aggregates;
  return { column: trigger!.column, seen: of(triggered), others: of(trigger!.untriggered) };
}

const ROWS = 'variant,saw,country,spend\na,yes,DE,3\na,no,DE,1\na,TRUE,FR,5\nb,0,DE,2\nb,1,DE,4\n';

describe('who could see a difference', () => {
  test('is told by the words of yes and no, and parts each segment', async () => {
    const options = { metrics: ['spend'], segments: ['country'], triggered: ' Saw' };
    const { aggregates, reading } = await readText(ROWS, options);
    expect(reading).toMatchObject({ trigger: 'saw', segments: ['country'] });
    expect(both(aggregates)).toEqual({
      column: 'saw',
      seen: {
        all: { a: [2, 2, 8], b: [1, 1, 4] },
        country: { DE: { a: [1, 1, 3], b: [1, 1, 4] }, FR: { a: [1, 1, 5] } },
      },
      others: {
        all: { a: [1, 1, 1], b: [1, 1, 2] },
        country: { DE: { a: [1, 1, 1], b: [1, 1, 2] } },
      },
    });
  });

  test('a variant of which nobody could is there without units', async () => {
    const text = 'variant,saw,spend\na,1,3\na,0,3\nb,0,2\n';
    const { aggregates } = await readText(text, { metrics: ['spend'], triggered: 'saw' });
    expect(both(aggregates).seen.all).toEqual({ a: [1, 1, 3], b: [0, 0, 0] });
  });

  test('a metric is a mean of those who could too, where others have amounts', async () => {
    const text = 'variant,saw,spend\na,1,1\na,0,3\nb,1,0\nb,0,2.5\n';
    const { aggregates } = await readText(text, { metrics: ['spend'], triggered: 'saw' });
    expect(aggregates.variants.get('a')!.samples[0]!.successes).toBeNull();
  });

  test('counts and summaries have such a column as they have segments', async () => {
    const counts = 'variant,saw,visitors,orders\na,1,10,4\na,0,20,2\nb,1,11,5\nb,0,19,1\n';
    const { aggregates } = await readText(counts, { metrics: ['orders'], triggered: 'saw' });
    expect(both(aggregates)).toMatchObject({
      seen: { all: { a: [10, 10, 4], b: [11, 11, 5] } },
      others: { all: { a: [20, 20, 2], b: [19, 19, 1] } },
    });
    const summary = 'variant,saw,n,spend_mean,spend_var\na,1,10,4,1\na,0,20,2,1\nb,1,11,5,1\n';
    const summed = await readText(summary, { metrics: ['spend'], triggered: 'saw' });
    expect(both(summed.aggregates).seen.all).toEqual({ a: [10, 10, 40], b: [11, 11, 55] });
  });

  test('with several rows a unit could if any of them says so', async () => {
    const text = 'variant,id,saw,spend\na,u,0,1\na,u,1,2\na,u,0,4\nb,v,0,8\nb,v,0,16\nb,w,1,32\n';
    const options = { metrics: ['spend'], triggered: 'saw', unitIdColumn: 'id' };
    const { aggregates } = await readText(text, options);
    expect(both(aggregates)).toMatchObject({
      seen: { all: { a: [1, 1, 7], b: [1, 1, 32] } },
      others: { all: { a: [0, 0, 0], b: [1, 1, 24] } },
    });
  });
});

describe('is never taken for no in silence', () => {
  const read = (saw: string, options: Partial<ReadOptions> = {}) =>
    mistakeIn(() =>
      readText(`variant,saw,spend\na,1,3\na,${saw},3\nb,0,2\n`, {
        metrics: ['spend'],
        triggered: 'saw',
        ...options,
      }),
    );

  test.each(['', 'NA', 'null', ' '])('where there is "%s"', async (text) => {
    expect((await read(text)).location).toMatchObject({ line: 3, column: 2 });
  });

  test.each(['2', '0.5', 'maybe', '-1', 'NaN', '1e400', '1 €'])(
    'where there is "%s"',
    async (text) => {
      expect((await read(text)).message).toContain('is neither yes nor no');
    },
  );

  test('nor where a text was said to mean that it is missing', async () => {
    expect((await read('no', { missing: ['no'] })).message).toContain('"no" where it says whether');
  });

  test.each([
    ['variant', 'holds the variant'],
    ['spend', 'metric spend is read from that column'],
    ['country', 'parts the units as a segment'],
    ['lost', 'there is no column lost'],
  ])('and %s is no such column', async (triggered, why) => {
    const options = { metrics: ['spend'], segments: ['country'], triggered };
    expect((await mistakeIn(() => readText(ROWS, options))).message).toContain(why);
  });
});

/** Rows enough for a file that is scanned: several of a unit, in no order. */
function manyRows(units: number): string {
  const rows = Array.from({ length: 40_000 }, (_, i) => {
    const unit = (Math.imul(i + 1, 2_654_435_761) >>> 0) % units;
    const saw = ['no', 'no', '0', 'FALSE', i % 9 === 0 ? 'yes' : 'n'][i % 5];
    const country = ['DE', 'FR', 'ES', ''][unit % 4];
    return `${unit % 3 === 0 ? 'b' : 'a'},${unit},${saw},${country},${(unit % 7) + (i % 3)}`;
  });
  return ['variant,id,saw,country,spend', ...rows, ''].join('\n');
}

describe('is read by the scanner as record by record', () => {
  const path = join(folder, 'many.csv');
  const file = (options: Partial<ReadOptions>) =>
    readAggregates(
      [{ path, variant: null }],
      { ...UNSAID, metrics: ['spend'], triggered: 'saw', segments: ['country'], ...options },
      { stdin: (async function* () {})() },
    );

  test.each([
    ['rows', { rowsAreUnits: true }, { rowsAreUnits: true, keepsUnits: true }],
    ['units', { unitIdColumn: 'id' }, { unitIdColumn: 'id', comment: '#' }],
  ])('%s', async (_, scanned, singly) => {
    writeFileSync(path, manyRows(9000));
    const [fast, slow] = [await file(scanned), await file(singly)];
    expect(both(fast.aggregates)).toEqual(both(slow.aggregates));
    const { seen, others } = both(fast.aggregates);
    for (const [units] of [...Object.values(seen.all), ...Object.values(others.all)]) {
      expect(units).toBeGreaterThan(200);
    }
  });

  test('and a row that does not say it stops both', async () => {
    writeFileSync(path, `${manyRows(9000)}a,1,,DE,3\n`);
    const stopped = await mistakeIn(() => file({ rowsAreUnits: true }));
    expect(stopped.location).toMatchObject({ line: 40_002, column: 3 });
    const skipped = await file({ rowsAreUnits: true, onBadRow: 'skip' });
    expect(skipped.files[0]).toMatchObject({ rows: 40_000, skippedRows: 1 });
  });
});
