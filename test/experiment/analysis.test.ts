import { expect, test } from 'vitest';
import {
  addAggregates,
  emptyAggregates,
  segmentAggregates,
  variantAggregates,
} from '../../src/experiment/aggregates.js';
import { analyzeAggregates } from '../../src/experiment/analysis.js';
import { targetingsOf } from '../../src/experiment/targeting/targeting.js';
import { triggeredShare } from '../../src/experiment/triggered-units.js';
import { cellsOf, designOf, rate } from './given.js';

test('variants are told with their shares, which are none where nobody is there', () => {
  const shares = (generic: number, personal: number) => {
    const cells = cellsOf(['m'], { personal: [rate(0, personal)], generic: [rate(0, generic)] });
    const { variants, ...rest } = analyzeAggregates(
      cells,
      designOf(cells, { control: 'generic', treatments: ['personal'] }),
    );
    expect(rest).toMatchObject({ triggered: null, targetings: [], trends: [], overTime: null });
    return variants;
  };
  expect(shares(30, 10)).toEqual([
    { name: 'generic', units: 30, share: 0.75 },
    { name: 'personal', units: 10, share: 0.25 },
  ]);
  expect(shares(0, 0).map(({ share }) => share)).toEqual([0, 0]);
});

test('rules of who gets what are learned where that is asked', () => {
  const cells = emptyAggregates(['m'], [1], ['s']);
  const parts = { old: [100, 300], new: [300, 90] };
  for (const [value, arms] of Object.entries(parts)) {
    ['generic', 'personal'].forEach((variant, i) => {
      const added = { units: 2000, samples: [rate(arms[i]!, 2000)] };
      addAggregates(segmentAggregates(cells, 's', value, variant), added);
      addAggregates(variantAggregates(cells, variant), added);
    });
  }
  const design = designOf(cells, { target: true });
  const { targetings } = analyzeAggregates(cells, design);
  expect(targetings).toEqual(targetingsOf(cells, design));
  expect(targetings).toHaveLength(1);
  expect(analyzeAggregates(cells, { ...design, target: false }).targetings).toEqual([]);
});

test('the share of those who could see a difference is over all variants', () => {
  const variant = (units: number, of: number) => ({ name: 'x', units, of });
  expect(triggeredShare({ variants: [variant(10, 100), variant(50, 100)] })).toBe(0.3);
  expect(triggeredShare({ variants: [variant(0, 0)] })).toBe(0);
});
