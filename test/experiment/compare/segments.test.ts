import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Aggregates } from '../../../src/experiment/aggregates.js';
import {
  addAggregates,
  emptyAggregates,
  segmentAggregates,
  variantAggregates,
} from '../../../src/experiment/aggregates.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { compareSegments, segmentsOf } from '../../../src/experiment/compare/segments.js';
import { designOf, rate } from '../given.js';
import { segmentedCells } from './segmented.js';

const countries = () =>
  segmentedCells('country', {
    FR: { generic: rate(60, 500), personal: rate(55, 490) },
    US: { generic: rate(100, 1000), personal: rate(160, 1010) },
    MT: { generic: rate(1, 9), personal: rate(0, 2) },
    DE: { generic: rate(20, 300), personal: rate(31, 310) },
    IT: { generic: rate(3, 20), personal: rate(4, 30) },
  });

/** Each segment's name and units as they will be shown. */
function shownOf(aggregates: Aggregates, poolBelow: number): [string, number][] {
  const values = aggregates.segments.get('country')!;
  return segmentsOf(aggregates, values, designOf(aggregates, { poolBelow })).map(
    ({ value, variants }) => [
      value,
      [...variants.values()].reduce((sum, { units }) => sum + units, 0),
    ],
  );
}

describe('segments', () => {
  test('stand by size, the largest first', () => {
    const names = shownOf(countries(), 0).map(([name]) => name);
    expect(names).toEqual(['US', 'FR', 'DE', 'IT', 'MT']);
  });

  test('too small in any arm are pooled as other, last, and no unit is lost', () => {
    // IT has 20 units in the control and 30 in the treatment: small below 21, not below 20.
    expect(shownOf(countries(), 21).slice(3)).toEqual([['other', 61]]);
    expect(shownOf(countries(), 20).map(([name]) => name)).toEqual([
      'US',
      'FR',
      'DE',
      'IT',
      'other',
    ]);
    expect(shownOf(countries(), 1e6)).toEqual([['other', 3671]]);
  });

  test('a segment that is called other is not mistaken for the pooled ones', () => {
    const aggregates = segmentedCells('country', {
      other: { generic: rate(60, 500), personal: rate(55, 490) },
      MT: { generic: rate(1, 9), personal: rate(0, 2) },
    });
    expect(shownOf(aggregates, 100)).toEqual([
      ['other', 990],
      ['other (pooled)', 11],
    ]);
    // A small "other" is pooled itself, and its name is free.
    expect(shownOf(aggregates, 1000)).toEqual([['other', 1001]]);
  });

  test('the pooled segment holds the sums of its parts', () => {
    const aggregates = countries();
    const found = compareSegments(aggregates, designOf(aggregates, { poolBelow: 21 })).at(-1)!;
    expect(found.segment).toEqual({ column: 'country', value: 'other' });
    expect(found.control).toMatchObject({ successes: 4, n: 29 });
    expect(found.treatment).toMatchObject({ successes: 4, n: 32 });
  });

  test('a treatment that a segment lacks is untestable there, and out of its family', () => {
    const aggregates = segmentedCells('country', {
      US: { generic: rate(100, 1000), personal: rate(160, 1010) },
      JP: { generic: rate(6, 60) },
    });
    const [us, jp] = compareSegments(aggregates, designOf(aggregates));
    expect(jp).toMatchObject({ outcome: 'untestable', reason: 'TOO_FEW_UNITS' });
    expect(jp!.treatment).toMatchObject({ variant: 'personal', n: 0 });
    expect(us!.adjustedPValue).toBe(us!.pValue);
  });
});

describe('families', () => {
  /** Two columns over the same units, and two metrics. */
  function twoColumns(): Aggregates {
    const aggregates = emptyAggregates(['a', 'b'], [1, 1], ['country', 'device']);
    const add = (variant: string, country: string, device: string, x: number, y: number) => {
      const added = { units: 400, samples: [rate(x, 400), rate(y, 400)] };
      addAggregates(variantAggregates(aggregates, variant), added);
      addAggregates(segmentAggregates(aggregates, 'country', country, variant), added);
      addAggregates(segmentAggregates(aggregates, 'device', device, variant), added);
    };
    add('generic', 'US', 'phone', 40, 90);
    add('personal', 'US', 'phone', 65, 99);
    add('generic', 'FR', 'phone', 44, 80);
    add('personal', 'FR', 'phone', 70, 91);
    add('generic', 'DE', 'desktop', 30, 70);
    add('personal', 'DE', 'desktop', 41, 77);
    return aggregates;
  }

  test('are one for each metric of each column, by Holm', () => {
    const aggregates = twoColumns();
    const found = compareSegments(aggregates, designOf(aggregates));
    expect(found).toHaveLength(10);
    for (const metric of ['a', 'b']) {
      for (const [column, size] of [
        ['country', 3],
        ['device', 2],
      ] as const) {
        const family = found.filter((c) => c.metric === metric && c.segment!.column === column);
        expect(family).toHaveLength(size);
        const sorted = [...family].sort((x, y) => x.pValue! - y.pValue!);
        let least = 0;
        sorted.forEach(({ pValue, adjustedPValue }, i) => {
          least = Math.max(least, Math.min(1, pValue! * (size - i)));
          expect(adjustedPValue! / least).toBeCloseTo(1, 12);
        });
      }
    }
  });

  test('of segments leave that of the whole alone', () => {
    const aggregates = twoColumns();
    const without = { ...aggregates, segments: new Map() };
    expect(compareAll(aggregates, designOf(aggregates))).toEqual(
      compareAll(without, designOf(without)),
    );
  });

  test('a metric that is a mean in all is a mean in a segment of 0s and 1s', () => {
    const aggregates = segmentedCells('country', {
      US: { generic: rate(10, 100), personal: rate(16, 100) },
      FR: { generic: { ...rate(5, 50), successes: null }, personal: rate(9, 50) },
    });
    const kinds = compareSegments(aggregates, designOf(aggregates)).map(({ kind }) => kind);
    expect(kinds).toEqual(['mean', 'mean']);
  });
});

describe('laws', () => {
  const arm = fc
    .integer({ min: 1, max: 400 })
    .chain((n) => fc.integer({ min: 0, max: n }).map((x) => rate(x, n)));
  const parts = fc
    .dictionary(
      fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', ''),
      fc.record({ generic: arm, personal: arm }),
      { minKeys: 1, noNullPrototype: false },
    )
    .map((segments) => segmentedCells('s', segments));

  test('segments merged give the whole: units, successes and means', () => {
    fc.assert(
      fc.property(parts, fc.nat(300), (aggregates, poolBelow) => {
        const design = designOf(aggregates, { poolBelow });
        const [whole] = compareAll(aggregates, design);
        const found = compareSegments(aggregates, design);
        for (const side of ['control', 'treatment'] as const) {
          const sum = (of: (arm: (typeof found)[0]['control']) => number) =>
            found.reduce((total, one) => total + of(one[side]), 0);
          expect(sum(({ n }) => n)).toBe(whole![side].n);
          expect(sum(({ successes }) => successes!)).toBe(whole![side].successes);
          expect(sum(({ n, mean }) => n * mean)).toBeCloseTo(whole![side].n * whole![side].mean, 8);
        }
      }),
    );
  });

  test('one segment that holds all is the whole', () => {
    fc.assert(
      fc.property(arm, arm, (generic, personal) => {
        const aggregates = segmentedCells('s', { all: { generic, personal } });
        const [whole] = compareAll(aggregates, designOf(aggregates));
        const [part] = compareSegments(aggregates, designOf(aggregates));
        expect(part).toEqual({ ...whole, segment: { column: 's', value: 'all' } });
      }),
    );
  });
});
