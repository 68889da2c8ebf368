import { expect, test } from 'vitest';
import { analyzeAggregates } from '../../src/experiment/analysis.js';
import { segmentedCells } from './compare/segmented.js';
import { cellsOf, designOf, mean, rate } from './given.js';

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
