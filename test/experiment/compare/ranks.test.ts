import { expect, test } from 'vitest';
import { addValue, emptyCells, variantCells } from '../../../src/experiment/cells.js';
import { ranksOf } from '../../../src/experiment/compare/ranks.js';
import { comparisonOf, designOf } from '../given.js';

function cells(values: Record<string, number[]>, keeps: boolean) {
  const made = emptyCells(['m'], [1], [], [keeps]);
  for (const [variant, own] of Object.entries(values)) {
    for (const value of own) addValue(variantCells(made, variant).samples[0]!, value);
  }
  return made;
}

const values = { generic: [1, 2, 3, 4.5], personal: [2.5, 4, 5, 6, 7] };
const compared = comparisonOf({ metric: 'm', kind: 'mean' });

test('the treatment exceeds the control in so many of all pairs; p is exact, as in R', () => {
  const kept = cells(values, true);
  // R: wilcox.test(personal, generic)
  const [finding] = ranksOf(kept, designOf(kept), compared);
  expect(finding).toMatchObject({ code: 'RANKS', status: 'pass', superiority: 17 / 20 });
  expect(finding!.pValue).toBeCloseTo(0.111111111111111, 14);
  expect(finding!.confidence).toBe(0.95);
  const [greater] = ranksOf(kept, designOf(kept, { alternative: 'greater' }), compared);
  expect(greater!.pValue).toBeCloseTo(0.0555555555555556, 14);
});

test('nothing is said unasked, of other kinds, and where all values are the same', () => {
  const [kept, plain] = [cells(values, true), cells(values, false)];
  const same = cells({ generic: [1, 1], personal: [1] }, true);
  expect(ranksOf(plain, designOf(plain), compared)).toEqual([]);
  expect(ranksOf(kept, designOf(kept), comparisonOf({ metric: 'm' }))).toEqual([]);
  expect(ranksOf(same, designOf(same), compared)).toEqual([]);
});
