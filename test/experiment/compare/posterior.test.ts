import { expect, test } from 'vitest';
import { posteriorView } from '../../../src/experiment/compare/posterior.js';
import type { RatePrior } from '../../../src/experiment/design.js';
import { addUnit, emptyMoments } from '../../../src/stats/moments.js';
import { relativeError } from '../../stats/reference.js';
import { segmentCases } from '../../stats/tests/segments-reference.js';
import { cellsOf, designOf, mean, metricOf, rate } from '../given.js';

const design = designOf(cellsOf(['m'], { a: [rate(1, 9)], b: [rate(1, 9)] }), { bayes: true });

test.each(segmentCases('beta-binomial'))('the reference answer $id', ({ inputs, expected }) => {
  const [control, treatment] = [inputs.control, inputs.treatment].map(({ successes, n }) =>
    rate(successes, n),
  );
  const view = posteriorView(control!, treatment!, 'proportion', metricOf('m'), design)!;
  const better = expected.probability_treatment_better;
  expect(relativeError(view.probabilityBetter, better)).toBeLessThan(1e-8);
  expect(relativeError(view.expectedLoss.treatment, expected.expected_loss_treatment)).toBeLessThan(
    1e-7,
  );
  expect(relativeError(view.expectedLoss.control, expected.expected_loss_control)).toBeLessThan(
    1e-7,
  );
  const falling = metricOf('m', { lowerIsBetter: true });
  const turned = posteriorView(control!, treatment!, 'proportion', falling, design)!;
  expect(turned.probabilityBetter + view.probabilityBetter).toBeCloseTo(1, 12);
  expect(turned.expectedLoss.treatment).toBe(view.expectedLoss.control);
});

test('a flat prior decides between arms without successes, one around the pooled rate does not', () => {
  const [a, b] = [rate(0, 1000), rate(0, 100)];
  const better = (prior: RatePrior) =>
    posteriorView(a, b, 'proportion', metricOf('m'), { ...design, prior })!.probabilityBetter;
  // Of Beta(1, b) and Beta(1, d) the second is the larger with b ⁄ (b + d): the ratio of hazards.
  expect(better('flat')).toBeCloseTo(1001 / 1102, 10);
  expect(better('pooled')).toBeCloseTo(3201 / 5502, 10);
  expect(better({ successes: 1, units: 1000 })).toBeCloseTo(1999 / 3098, 10);
});

test('is not given unless asked for, nor where an arm has no units', () => {
  const [a, b] = [rate(1, 9), rate(2, 9)];
  const unasked = { ...design, bayes: false };
  expect(posteriorView(a, b, 'proportion', metricOf('m'), unasked)).toBeNull();
  expect(posteriorView(a, rate(0, 0), 'proportion', metricOf('m'), design)).toBeNull();
});

// scipy 1.17.1: norm.cdf(d / se), and the normal loss integral, of d = 0.1 and se = √(4/400 + 6/300).
test('of means it is normal, whatever is taken for likely of rates', () => {
  const prior = { successes: 1, units: 1000 };
  const [a, b] = [mean(400, 5, 4), mean(300, 5.1, 6)];
  const view = posteriorView(a, b, 'mean', metricOf('m'), { ...design, prior })!;
  expect(view.probabilityBetter).toBeCloseTo(0.7181485691746134, 12);
  expect(view.expectedLoss.treatment).toBeCloseTo(0.03030575363428369, 12);
  expect(view.expectedLoss.control).toBeCloseTo(0.1303057536342837, 12);
  expect(view.prior).toBe('flat');
  const falling = metricOf('m', { lowerIsBetter: true });
  const turned = posteriorView(a, b, 'mean', falling, { ...design, prior })!;
  expect(turned.probabilityBetter).toBeCloseTo(1 - 0.7181485691746134, 12);
  expect(turned.expectedLoss.treatment).toBeCloseTo(0.1303057536342837, 12);
  expect(turned.expectedLoss.control).toBeCloseTo(0.03030575363428369, 12);
  const rates = posteriorView(rate(1, 9), rate(2, 9), 'proportion', falling, { ...design, prior });
  expect(rates!.prior).toBe(prior);
  expect(posteriorView(mean(1, 5, 0), b, 'mean', metricOf('m'), design)).toBeNull();
});

test('of ratios it is that of what units are above them, and none where a denominator is nothing', () => {
  const sampleOf = (units: readonly (readonly number[])[]) => {
    const moments = emptyMoments(2);
    for (const unit of units) addUnit(moments, unit);
    return { moments, successes: null, missing: 0 };
  };
  const values = [3, 5, 4, 6, 1, 9];
  // Over 2 each, it is half of a mean, and over 1 the mean.
  const over = (by: number, add = 0) => sampleOf(values.map((value) => [value + add, by]));
  const shareOf = (by: number, add: number) => {
    const all = values.map((value) => (value + add) / by);
    const average = all.reduce((sum, value) => sum + value) / all.length;
    const squares = all.reduce((sum, value) => sum + (value - average) ** 2, 0);
    return mean(all.length, average, squares / (all.length - 1));
  };
  for (const by of [1, 2]) {
    const ratio = posteriorView(over(by), over(by, 1), 'ratio', metricOf('m'), design)!;
    const [a, b] = [shareOf(by, 0), shareOf(by, 1)];
    const same = posteriorView(a, b, 'mean', metricOf('m'), design)!;
    expect(ratio.probabilityBetter).toBeCloseTo(same.probabilityBetter, 12);
    expect(ratio.expectedLoss.treatment).toBeCloseTo(same.expectedLoss.treatment, 12);
  }
  expect(posteriorView(over(0), over(2), 'ratio', metricOf('m'), design)).toBeNull();
  expect(posteriorView(over(2), over(0), 'ratio', metricOf('m'), design)).toBeNull();
  expect(posteriorView(over(2), over(2), 'quantile', metricOf('m'), design)).toBeNull();
});
