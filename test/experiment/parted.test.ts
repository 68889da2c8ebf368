import { describe, expect, test } from 'vitest';
import {
  type Aggregates,
  emptyAggregates,
  segmentAggregates,
  variantAggregates,
} from '../../src/experiment/aggregates.js';
import { partedBy } from '../../src/experiment/parted.js';
import { crossedName } from '../../src/experiment/summary-layout.js';
import { mean, rate } from './given.js';

type Row = [values: string[], variant: string, successes: number, units: number];

/** Rows as they are read: by these columns at once, one part for each list of them. */
function read(parts: readonly (readonly [columns: string[], rows: readonly Row[]])[]): Aggregates {
  const names = parts.map(([columns]) => crossedName(columns));
  const aggregates = emptyAggregates(['m'], [1], names);
  for (const name of ['b', 'a']) variantAggregates(aggregates, name);
  parts.forEach(([, rows], i) => {
    for (const [values, variant, successes, units] of rows) {
      const into = segmentAggregates(aggregates, names[i]!, crossedName(values), variant);
      Object.assign(into, { units, samples: [rate(successes, units)] });
    }
  });
  return aggregates;
}

/** Successes of units by variant. */
const told = (variants: Aggregates['variants'] | undefined) =>
  [...(variants ?? [])].map(([name, { units, samples }]) => [name, samples[0]!.successes, units]);

const TWO = [
  [
    ['device', 'land'],
    [
      [['phone', 'de'], 'a', 1, 10],
      [['phone', 'fr'], 'a', 2, 20],
      [['desk', 'de'], 'a', 3, 30],
      [['phone', 'de'], 'b', 4, 40],
    ],
  ],
] as const satisfies Parameters<typeof read>[0];

describe('units that were read by several columns at once', () => {
  const given = read(TWO as unknown as Parameters<typeof read>[0]);
  given.unitsInTwoVariants = 3;
  given.capped = [{ metric: 'm', share: null, limit: 3, touched: [] }];
  const parted = partedBy(given, { trigger: null, isCrossed: false });

  test('stand by each, and all together, in the order in which their variants were met', () => {
    expect(told(parted.variants)).toEqual([
      ['b', 4, 40],
      ['a', 6, 60],
    ]);
    expect([...parted.segments.keys()]).toEqual(['device', 'land']);
    expect(told(parted.segments.get('device')!.get('phone'))).toEqual([
      ['a', 3, 30],
      ['b', 4, 40],
    ]);
    expect(told(parted.segments.get('device')!.get('desk'))).toEqual([['a', 3, 30]]);
    expect(told(parted.segments.get('land')!.get('fr'))).toEqual([['a', 2, 20]]);
    expect(told(parted.segments.get('land')!.get('de'))).toEqual([
      ['a', 4, 40],
      ['b', 4, 40],
    ]);
  });

  test('keep what was left out and capped, and have neither a trigger nor crossed cells', () => {
    expect(parted).toMatchObject({ unitsInTwoVariants: 3, capped: given.capped });
    expect('trigger' in parted || 'crossed' in parted || 'keepsUnits' in parted).toBe(false);
  });

  test('stand by all at once, where that is wanted', () => {
    const { crossed } = partedBy(given, { trigger: null, isCrossed: true });
    expect(crossed!.columns).toEqual(['device', 'land']);
    expect([...crossed!.cells].map(([name, variants]) => [name, told(variants)])).toEqual([
      [
        crossedName(['phone', 'de']),
        [
          ['a', 1, 10],
          ['b', 4, 40],
        ],
      ],
      [crossedName(['phone', 'fr']), [['a', 2, 20]]],
      [crossedName(['desk', 'de']), [['a', 3, 30]]],
    ]);
  });
});

test('units that could see no difference stand beside the others, by the first value of each part', () => {
  const parts: Parameters<typeof read>[0] = [
    [
      ['saw', 'device'],
      [
        [['1', 'phone'], 'a', 1, 10],
        [['0', 'phone'], 'a', 2, 20],
        [['1', 'desk'], 'b', 3, 30],
      ],
    ],
    // The same units once more, by another column.
    [
      ['saw', 'land'],
      [
        [['1', 'de'], 'a', 1, 10],
        [['0', 'fr'], 'a', 2, 20],
        [['1', 'de'], 'b', 3, 30],
      ],
    ],
  ];
  const parted = partedBy(read(parts), { trigger: 'saw', isCrossed: false });
  const { column, untriggered } = parted.trigger!;
  expect(column).toBe('saw');
  expect(told(parted.variants)).toEqual([
    ['b', 3, 30],
    ['a', 1, 10],
  ]);
  expect(told(untriggered.variants)).toEqual([
    ['b', 0, 0],
    ['a', 2, 20],
  ]);
  expect([...parted.segments.keys()]).toEqual(['device', 'land']);
  expect(told(parted.segments.get('device')!.get('phone'))).toEqual([['a', 1, 10]]);
  expect(told(untriggered.segments.get('device')!.get('phone'))).toEqual([['a', 2, 20]]);
  expect(parted.segments.get('land')!.has('fr')).toBe(false);
  expect(told(untriggered.segments.get('land')!.get('fr'))).toEqual([['a', 2, 20]]);
});

test('what is a mean over all units is one over none of them, and what units say is kept', () => {
  const columns = crossedName(['saw', 'device']);
  const aggregates = { ...emptyAggregates(['m'], [1], [columns]), keepsUnits: true };
  const whole = variantAggregates(aggregates, 'a');
  whole.samples = [mean(3, 1, 1)];
  const into = segmentAggregates(aggregates, columns, crossedName(['1', 'phone']), 'a');
  const said = [[[1]], [[2]], [[null]]];
  Object.assign(into, { units: 3, samples: [mean(2, 1, 1, 1)], unitValues: said });
  const parted = partedBy(aggregates, { trigger: 'saw', isCrossed: false });
  expect(parted.trigger!.untriggered.variants.get('a')!.samples[0]!.successes).toBeNull();
  expect(parted.variants.get('a')).toMatchObject({ units: 3, unitValues: said });
  expect(parted.variants.get('a')!.samples[0]).toMatchObject({ successes: null, missing: 1 });
});
