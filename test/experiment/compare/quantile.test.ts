import { expect, test } from 'vitest';
import { addValue, emptyAggregate } from '../../../src/experiment/aggregates.js';
import {
  quantileArm,
  quantileComparison,
  quantileSequence,
} from '../../../src/experiment/compare/quantile.js';
import { quantileSequenceSides } from '../../../src/stats/sequential/quantile-sequence.js';
import { relativeError } from '../../stats/reference.js';
import { quantileRows } from '../../stats/tests/segments-reference.js';

function sampleOf(values: readonly number[]) {
  const sample = emptyAggregate(1, true);
  for (const value of values) addValue(sample, value);
  return sample;
}

test('is the comparison that R’s figures hold', () => {
  for (const row of quantileRows()) {
    const [control, treatment] = [sampleOf(row.control), sampleOf(row.treatment)];
    const greater = quantileComparison(control, treatment, row.at, 'greater');
    const two = quantileComparison(control, treatment, row.at, 'two-sided');
    if (typeof greater === 'string' || typeof two === 'string') throw new Error(String(two));
    expect(relativeError(greater.pValue, row.greater)).toBeLessThan(1e-10);
    const { lower, upper } = two.effectInterval(row.alpha);
    expect([lower, upper]).toEqual(
      row.effect.map((end) => (end === null ? null : expect.closeTo(end, 8))),
    );
    const mean = (sample: typeof control) => quantileArm('a', sample, row.at).mean;
    expect(mean(control)).toBeCloseTo(row.quantiles[0], 10);
    expect(mean(treatment)).toBeCloseTo(row.quantiles[1], 10);
  }
});

test('an arm has its quantile, and no variance to size a test with', () => {
  const arm = quantileArm('a', sampleOf([5, 1, 4, 2, 3]), 0.5);
  expect(arm).toEqual({ variant: 'a', n: 5, mean: 3, variance: null });
  expect(quantileArm('a', sampleOf([]), 0.5)).toMatchObject({ n: 0, mean: 0 });
});

test('as a sequence it is that of the values, with neither a statistic nor another hypothesis', () => {
  const [before, after] = [Array.from({ length: 40 }, (_, i) => i), [50, 51, 52, 53, 54, 55, 56]];
  const time = { units: 47, plannedUnits: 100, alpha: 0.05 };
  const of = (alternative: 'greater' | 'two-sided') => {
    const found = quantileSequence(sampleOf(before), sampleOf(after), 0.5, time, alternative);
    if (typeof found === 'string') throw new Error(found);
    return found;
  };
  const sides = quantileSequenceSides(before, after, 0.5, time, 'greater');
  if (typeof sides === 'string') throw new Error(sides);
  const found = of('greater');
  expect(found.logPValue).toBe(sides.difference.above.exceeds(0).logPValue);
  expect(found.effectInterval(0.05).upper).toBeNull();
  const two = of('two-sided');
  expect(two).toMatchObject({ method: 'confidence-sequence', statistic: null, df: null });
  expect([two.criticalValue(0.05), two.pValueAt(1)]).toEqual([null, null]);
  const none = quantileSequence(sampleOf(before), sampleOf([]), 0.5, time, 'greater');
  expect(none).toBe('TOO_FEW_UNITS');
});
