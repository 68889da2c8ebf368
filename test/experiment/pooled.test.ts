import { describe, expect, test } from 'vitest';
import { analyzeAggregates } from '../../src/experiment/analysis.js';
import { withPooledTreatments } from '../../src/experiment/pooled.js';
import { summaryMoments } from '../../src/stats/moments.js';
import { segmentedCells } from './compare/segmented.js';
import { cellsOf, designOf, mean, rate } from './given.js';
import { aggregatesByDay } from './over-time/given.js';

/** R 4.2.2. */
const P_VALUE = 6.59254356143403e-8;

const THREE = cellsOf(['signup'], {
  generic: [rate(2061, 41_987)],
  light: [rate(2238, 42_309)],
  full: [rate(2512, 41_945)],
});
const TWO = cellsOf(['signup'], {
  generic: [rate(2061, 41_987)],
  'light + full': [rate(4750, 84_254)],
});

const THREE_MEANS = cellsOf(['spend'], {
  generic: [mean(450, 10, 9)],
  light: [mean(300, 11, 4)],
  full: [mean(600, 14, 25)],
});
// Of both treatments: m = 13, s² = (299·4 + 599·25 + 300·2² + 600·1²)/899.
const TWO_MEANS = cellsOf(['spend'], {
  generic: [mean(450, 10, 9)],
  'light + full': [mean(900, 13, (299 * 4 + 599 * 25 + 1200 + 600) / 899)],
});

test.each([
  ['rates', THREE, TWO, [1, 1, 1]],
  ['means', THREE_MEANS, TWO_MEANS, [3, 2, 4]],
] as const)(
  'pooled treatments are compared as the one arm that they are: %s',
  (_, three, two, weights) => {
    const [generic, light, full] = weights;
    const planned = new Map(Object.entries({ generic, light, full }));
    const pooled = analyzeAggregates(three, designOf(three, { pooled: true, allocation: planned }));
    const allocation = new Map(Object.entries({ generic, 'light + full': light + full }));
    const one = analyzeAggregates(two, designOf(two, { allocation }));
    const [comparison, same] = [pooled.comparisons[0]!, one.comparisons[0]!];
    expect(comparison.treatment.variant).toBe('light + full');
    expect(comparison.logPValue! / same.logPValue!).toBeCloseTo(1, 10);
    expect(comparison.effect.lower! / same.effect.lower!).toBeCloseTo(1, 10);
    expect(comparison.sampleSize.required).toEqual(same.sampleSize.required);
    expect(pooled.verdict).toMatchObject({ decision: 'ship', variant: 'light + full' });
  },
);

test('p is that of R: prop.test(c(2061, 4750), c(41987, 84254), correct = FALSE)', () => {
  const { comparisons } = analyzeAggregates(THREE, designOf(THREE, { pooled: true }));
  expect(comparisons[0]!.pValue! / P_VALUE).toBeCloseTo(1, 9);
});

test('the split is checked as units were assigned', () => {
  const uneven = cellsOf(['m'], {
    generic: [rate(100, 1000)],
    light: [rate(100, 1500)],
    full: [rate(100, 500)],
  });
  const { checks, verdict, variants } = analyzeAggregates(
    uneven,
    designOf(uneven, { pooled: true }),
  );
  expect(checks[0]).toMatchObject({ code: 'SAMPLE_RATIO_MISMATCH', status: 'fail' });
  expect(verdict.decision).toBe('invalid');
  expect(variants.map(({ name }) => name)).toEqual(['generic', 'light', 'full']);
});

test('segments are pooled likewise', () => {
  const segmented = segmentedCells('device', {
    phone: { a: rate(9, 100), b: rate(8, 90), c: rate(7, 80) },
    desk: { a: rate(9, 50), c: rate(7, 60) },
  });
  const { comparisons } = analyzeAggregates(segmented, designOf(segmented, { pooled: true }));
  const units = comparisons.map(({ segment, treatment }) => [segment?.value, treatment.n]);
  expect(units).toEqual([
    [undefined, 230],
    ['phone', 170],
    ['desk', 60],
  ]);
});

describe('the pooled arm', () => {
  const nameOf = (...treatments: string[]) => {
    const design = designOf(THREE, { pooled: true, control: 'b + c', treatments });
    return withPooledTreatments(THREE, design).design.treatments;
  };

  test('is called by three names at most, and not as the control', () => {
    expect(nameOf('x', 'y', 'z')).toEqual(['x + y + z']);
    expect(nameOf('w', 'x', 'y', 'z')).toEqual(['4 treatments']);
    expect(nameOf('b', 'c')).toEqual(['b + c (pooled)']);
  });

  test('is to have the units of its treatments together', () => {
    const weights = (allocation: Map<string, number> | null) => {
      const own = designOf(THREE, { pooled: true, allocation });
      return [...withPooledTreatments(THREE, own).design.allocation!];
    };
    const planned = new Map(Object.entries({ generic: 5, light: 2, full: 3 }));
    expect(weights(planned)).toEqual([...Object.entries({ generic: 5, 'light + full': 5 })]);
    expect(weights(null)).toEqual([...Object.entries({ generic: 1, 'light + full': 2 })]);
  });
});

test('those who could see no difference are pooled likewise, and so are days', () => {
  const byDay = aggregatesByDay([[rate(1, 10), rate(2, 20)]]);
  byDay.days!.alone.get(20_514)!.set('other', { units: 30, samples: [rate(3, 30)] });
  const aggregates = {
    ...cellsOf(['m'], { generic: [rate(1, 10)], personal: [rate(2, 20)], other: [rate(3, 30)] }),
    trigger: {
      column: 'saw',
      untriggered: cellsOf(['m'], {
        ...{ other: [rate(4, 40)], generic: [rate(5, 50)], personal: [rate(6, 60)] },
      }),
    },
    days: byDay.days!,
  };
  const pooled = withPooledTreatments(aggregates, designOf(aggregates, { pooled: true }));
  const told = (variants: (typeof aggregates)['variants']) =>
    [...variants].map(([name, { units, samples }]) => [name, samples[0]!.successes, units]);
  const { trigger, days, variants } = pooled.aggregates;
  expect(told(variants)).toEqual([
    ['generic', 1, 10],
    ['personal + other', 5, 50],
  ]);
  expect(trigger!.column).toBe('saw');
  expect(told(trigger!.untriggered.variants)).toEqual([
    ['personal + other', 10, 100],
    ['generic', 5, 50],
  ]);
  expect(told(days!.alone.get(20_514)!)).toEqual(told(variants));
  expect(days!.panel).toBeNull();
});

test('slopes of units that return are pooled where all treatments have them', () => {
  const days = aggregatesByDay([[rate(1, 10), rate(2, 20)]]);
  const slope = (n: number, slope: number) => summaryMoments(n, slope, 1);
  const slopes = new Map([
    ['generic', [slope(10, 1), null, null, slope(10, 5)]],
    ['light', [slope(20, 2), null, slope(20, 2), slope(20, 3)]],
    ['full', [slope(30, 7), null, slope(30, 7), null]],
  ]);
  days.days!.panel = { step: 1, upTo: days.days!.alone, slopes, exposure: null };
  const own = designOf(THREE, { pooled: true });
  const { panel } = withPooledTreatments(days, own).aggregates.days!;
  expect([...panel!.slopes.keys()]).toEqual(['generic', 'light + full']);
  expect(panel!.slopes.get('generic')).toEqual(slopes.get('generic'));
  const [first, none, both, one] = panel!.slopes.get('light + full')!;
  // (20 · 2 + 30 · 7) ÷ 50
  expect(first).toMatchObject({ n: 50, mean: [5] });
  expect(both).toMatchObject({ n: 50, mean: [5] });
  expect([none, one]).toEqual([null, null]);
  expect([...panel!.upTo.get(20_514)!.keys()]).toEqual(['generic', 'light + full']);
});
