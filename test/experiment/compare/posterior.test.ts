import { expect, test } from 'vitest';
import { posteriorView } from '../../../src/experiment/compare/posterior.js';
import type { RatePrior } from '../../../src/experiment/design.js';
import { relativeError } from '../../stats/reference.js';
import { segmentCases } from '../../stats/tests/segments-reference.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

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
