import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Aggregates,
  type MetricAggregate,
  mergeAggregates,
  mergeMetricAggregates,
} from '../../src/experiment/aggregates.js';
import { mistakeIn, readText } from './given.js';

/** Units of each variant by segment value. */
function unitsOf(aggregates: Aggregates, column: string): Record<string, Record<string, number>> {
  const values = [...aggregates.segments.get(column)!].map(([value, variants]) => [
    value,
    Object.fromEntries([...variants].map(([variant, { units }]) => [variant, units])),
  ]);
  return Object.fromEntries(values);
}

const rows = [
  'variant,country,device,bought',
  'a,US,phone,1',
  'a, US ,desktop,0',
  'a,,phone,0',
  'b,US,phone,1',
  'b,NA,phone,1',
  'b,us,,0',
].join('\n');

const identified = (values: number) =>
  ['variant,id,bought', ...Array.from({ length: values }, (_, i) => `${'ab'[i % 2]},u${i},1`)].join(
    '\n',
  );
const byId = { metrics: ['bought'], segments: ['id'] };

describe('segments of rows', () => {
  test('each column parts all units once; what is empty is (none), and Namibia is a country', async () => {
    const { aggregates, reading } = await readText(rows, {
      metrics: ['bought'],
      segments: ['Country', 'device'],
    });
    expect(reading.segments).toEqual(['country', 'device']);
    expect(unitsOf(aggregates, 'country')).toEqual({
      US: { a: 2, b: 1 },
      '(none)': { a: 1 },
      NA: { b: 1 },
      us: { b: 1 },
    });
    expect(unitsOf(aggregates, 'device')).toEqual({
      phone: { a: 2, b: 2 },
      desktop: { a: 1 },
      '(none)': { b: 1 },
    });
  });

  test('names of object properties are names like others', async () => {
    const text =
      'variant,country,bought\na,__proto__,1\nb,__proto__,0\na,toString,1\nb,toString,1\n';
    const { aggregates } = await readText(text, { metrics: ['bought'], segments: ['country'] });
    expect([...aggregates.segments.get('country')!.keys()]).toEqual(['__proto__', 'toString']);
  });

  test('a row that cannot be read is in no segment either', async () => {
    const text = 'variant,country,bought\na,US,1\nb,US,0\nb,FR,maybe\nb,US,1\n';
    const options = { metrics: ['bought'], segments: ['country'], onBadRow: 'skip' as const };
    const { aggregates } = await readText(text, options);
    expect(unitsOf(aggregates, 'country')).toEqual({ US: { a: 1, b: 2 } });
  });

  test('of 200 values are read, of 201 refused, with the place', async () => {
    const { aggregates } = await readText(identified(200), byId);
    expect(aggregates.segments.get('id')!.size).toBe(200);
    const mistake = await mistakeIn(() => readText(identified(201), byId));
    expect(mistake.message).toMatch(/column id has more than 200 different values/);
    expect(mistake.location).toMatchObject({ line: 202, column: 2 });
  });
});

describe('what would part the units wrongly', () => {
  test.each([
    ['a column named twice', ['country', 'Country'], 'twice'],
    ['the variant column', ['variant'], 'holds the variant'],
  ])('%s is refused', async (_, segments, message) => {
    const mistake = await mistakeIn(() => readText(rows, { metrics: ['bought'], segments }));
    expect(mistake.message).toContain(message);
  });

  test('too many values are refused, not skipped as bad rows', async () => {
    await mistakeIn(() => readText(identified(201), { ...byId, onBadRow: 'skip' }));
  });
});

describe('segments of other layouts', () => {
  test('counts', async () => {
    const text = 'variant,country,visitors,signups\na,US,10,1\na,US,20,2\nb,US,5,0\nb,,7,7\n';
    const { aggregates } = await readText(text, { segments: ['country'], metrics: ['signups'] });
    expect(unitsOf(aggregates, 'country')).toEqual({ US: { a: 30, b: 5 }, '(none)': { b: 7 } });
    expect(aggregates.segments.get('country')!.get('US')!.get('a')!.samples[0]!.successes).toBe(3);
  });

  test('summaries', async () => {
    const text = 'variant,country,n,m_mean,m_var\na,US,10,1,2\na,FR,30,2,2\nb,US,5,3,1\n';
    const { aggregates } = await readText(text, { segments: ['country'], metrics: ['m'] });
    expect(unitsOf(aggregates, 'country')).toEqual({ US: { a: 10, b: 5 }, FR: { a: 30 } });
    expect(aggregates.variants.get('a')!.samples[0]!.moments.mean[0]).toBeCloseTo(1.75, 14);
  });
});

describe('laws', () => {
  const row = fc.tuple(
    fc.constantFrom('a', 'b'),
    fc.constantFrom('US', 'FR', '', '__proto__'),
    fc.constantFrom('1', '0', '3.5', '-2', ''),
  );
  const table = fc.array(row, { minLength: 1, maxLength: 40 });
  const read = (units: string[][]) =>
    readText(['variant,country,m', ...units.map((unit) => unit.join(','))].join('\n'), {
      metrics: ['m:mean'],
      segments: ['country'],
    });

  function expectSame(found: MetricAggregate, expected: MetricAggregate) {
    expect(found.missing).toBe(expected.missing);
    expect(found.successes).toBe(expected.successes);
    expect(found.moments.n).toBe(expected.moments.n);
    expect(found.moments.mean[0]).toBeCloseTo(expected.moments.mean[0]!, 10);
    expect(found.moments.comoment[0]).toBeCloseTo(expected.moments.comoment[0]!, 8);
  }

  test('the segments of a variant merged are the variant', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (units) => {
        const { aggregates } = await read(units);
        for (const [variant, whole] of aggregates.variants) {
          const parts = [...aggregates.segments.get('country')!.values()].flatMap(
            (variants) => variants.get(variant) ?? [],
          );
          expect(parts.reduce((sum, part) => sum + part.units, 0)).toBe(whole.units);
          const samples = parts.map(({ samples: [sample] }) => sample!);
          expectSame(samples.reduce(mergeMetricAggregates), whole.samples[0]!);
        }
      }),
    );
  });

  test('two files merged are one, segment by segment', async () => {
    await fc.assert(
      fc.asyncProperty(table, table, async (one, other) => {
        const [first, second, both] = await Promise.all([one, other, [...one, ...other]].map(read));
        const merged = mergeAggregates(first!.aggregates, second!.aggregates);
        expect(unitsOf(merged, 'country')).toEqual(unitsOf(both!.aggregates, 'country'));
        for (const [value, variants] of both!.aggregates.segments.get('country')!) {
          for (const [variant, { samples }] of variants) {
            const found = merged.segments.get('country')!.get(value)!.get(variant)!;
            expectSame(found.samples[0]!, samples[0]!);
          }
        }
      }),
    );
  });
});
