import { expect, test } from 'vitest';
import type { Aggregates, MetricAggregate } from '../../src/experiment/aggregates.js';
import { analyzeAggregates } from '../../src/experiment/analysis.js';
import type { Design } from '../../src/experiment/design.js';
import { segmentedCells } from './compare/segmented.js';
import { cellsOf, designOf, rate } from './given.js';

type Arms = [control: MetricAggregate, treatment: MetricAggregate];

/** What the only comparison comes to over all units. */
function diluted(seen: Arms, others: Arms, rest: Partial<Design> = {}) {
  const of = ([c, t]: Arms) => cellsOf(['bought'], { generic: [c], personalized: [t] });
  const aggregates: Aggregates = {
    ...of(seen),
    trigger: { column: 'saw', untriggered: of(others) },
  };
  const { comparisons, triggered } = analyzeAggregates(aggregates, designOf(aggregates, rest));
  const [comparison] = comparisons;
  return { comparison: comparison!, dilution: triggered!.dilutions.get(comparison!)! };
}

test('an arm of which nobody could see a difference has no effect to dilute', () => {
  const { dilution } = diluted([rate(34, 300), rate(0, 0)], [rate(120, 1200), rate(150, 1500)]);
  expect(dilution).toMatchObject({
    units: { triggered: 300, all: 3000 },
    ...{ share: 0.1, effect: null, relativeEffect: null, netEffect: null },
  });
  const all = diluted([rate(34, 300), rate(0, 0)], [rate(0, 0), rate(0, 0)]);
  expect(all.dilution).toMatchObject({ share: 1, effect: null });
});

test('an effect of which nobody had an event is as unsure over all units', () => {
  const nothing = [rate(0, 500), rate(0, 500)] as Arms;
  const { comparison, dilution } = diluted(nothing, [rate(0, 1000), rate(0, 1000)]);
  // MOVER-R of a dividend of 0: its end ÷ √(x (2φ − x)), x the end of φ nearest to 0 (Donner & Zou 2012, eq. 8).
  const error = Math.sqrt((2 * (0.5 / 501) * (500.5 / 501)) / 501);
  const z = comparison.effect.upper! / error;
  const [share, squared] = [1 / 3, z ** 2 / 3000];
  const reach = Math.sqrt(squared * (share * (1 - share) + squared / 4));
  const nearest = (1 + squared) / (share + squared / 2 + reach);
  expect(dilution.effect!.estimate).toBe(0);
  expect(dilution.effect!.upper).toBeCloseTo(
    comparison.effect.upper! / Math.sqrt(nearest * (6 - nearest)),
    12,
  );
  expect(dilution.effect!.lower).toBeCloseTo(-dilution.effect!.upper!, 12);
});

test('money over all units is its share of that of those who could, and so is what it takes', () => {
  const money = { value: 10, cost: new Map([['personalized', 0.1]]) };
  const seen = [rate(100, 1000), rate(150, 1000)] as Arms;
  const { comparison, dilution } = diluted(seen, [rate(90, 3000), rate(90, 3000)], { money });
  expect(dilution.netEffect!.estimate).toBeCloseTo(0.25 * comparison.netEffect!.estimate, 12);
  // With value 10 and a cost of 0.1 the ends of money are ten times those of the effect, moved: so are both over all.
  expect(dilution.netEffect!.upper! - dilution.netEffect!.lower!).toBeCloseTo(
    10 * (dilution.effect!.upper! - dilution.effect!.lower!),
    2,
  );
  const { required } = comparison.sampleSize;
  expect(dilution.required!.total).toBe(4 * required!.total);
});

test('in a segment only its own units are diluted, those of pooled ones together', () => {
  const of = (parts: Record<string, [MetricAggregate, MetricAggregate]>) =>
    segmentedCells(
      'land',
      Object.fromEntries(
        Object.entries(parts).map(([value, [generic, personal]]) => [value, { generic, personal }]),
      ),
    );
  const aggregates: Aggregates = {
    ...of({
      DE: [rate(100, 1000), rate(150, 1000)],
      // Where all could see a difference nobody is outside.
      ES: [rate(20, 200), rate(30, 200)],
      FR: [rate(10, 60), rate(12, 60)],
      IT: [rate(10, 40), rate(12, 40)],
    }),
    trigger: {
      column: 'saw',
      untriggered: of({
        DE: [rate(90, 3000), rate(90, 3000)],
        FR: [rate(5, 300), rate(5, 300)],
        IT: [rate(5, 200), rate(5, 200)],
      }),
    },
  };
  const design = designOf(aggregates, { poolBelow: 100 });
  const { comparisons, triggered } = analyzeAggregates(aggregates, design);
  const told = comparisons.map((comparison) => {
    const { units } = triggered!.dilutions.get(comparison)!;
    return [comparison.segment?.value ?? null, units.triggered, units.all];
  });
  expect(told).toEqual([
    [null, 2600, 9600],
    ['DE', 2000, 8000],
    ['ES', 400, 400],
    ['other', 200, 1200],
  ]);
});

test('of each variant it is told how many of its units could see a difference', () => {
  const cells = cellsOf(['bought'], { generic: [rate(9, 30)], personal: [rate(9, 50)] });
  const untriggered = cellsOf(['bought'], { generic: [rate(9, 70)] });
  const aggregates: Aggregates = { ...cells, trigger: { column: 'saw', untriggered } };
  const { triggered } = analyzeAggregates(aggregates, designOf(aggregates));
  expect(triggered).toMatchObject({
    column: 'saw',
    variants: [
      { name: 'generic', units: 30, of: 100 },
      { name: 'personal', units: 50, of: 50 },
    ],
  });
});
