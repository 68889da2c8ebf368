import { expect, test } from 'vitest';
import { falsePositiveRisk, successShare } from '../../../src/stats/meta/false-positive-risk.js';
import { domain, holdsTo, PROBABILITY } from '../domains.js';

test.each([
  [1 / 3, 5.9],
  [0.15, 15.0],
  [0.1, 22.0],
  [0.08, 26.4],
])('false-positive risk at a share of %s that work: %s %%', (success, percent) => {
  const risk = falsePositiveRisk(success, { alpha: 0.025, power: 0.8 });
  expect((100 * risk).toFixed(1)).toBe(percent.toFixed(1));
});

test('the share that works is told by the wins, and is no less than none', () => {
  const test = { alpha: 0.025, power: 0.8 };
  const wins = 0.025 * 0.9 + 0.8 * 0.1;
  expect(successShare(wins, test)).toBeCloseTo(0.1, 14);
  expect(successShare(0.01, test)).toBe(0);
  expect(successShare(0.95, test)).toBe(1);
  expect(falsePositiveRisk(0, test)).toBe(1);
  expect(falsePositiveRisk(1, test)).toBe(0);
  expect(() => falsePositiveRisk(1.5, test)).toThrow('success must be between 0 and 1, not 1.5');
});

test('where nothing ever wins, no win is false', () => {
  expect(falsePositiveRisk(0, { alpha: 0, power: 0.8 })).toBe(0);
  expect(falsePositiveRisk(1, { alpha: 0.05, power: 0 })).toBe(0);
});

const of = { alpha: 0.025, power: 0.8 };
holdsTo('falsePositiveRisk', 'success', PROBABILITY, (one) => falsePositiveRisk(one, of));
holdsTo('falsePositiveRisk', 'alpha', PROBABILITY, (alpha) =>
  falsePositiveRisk(0.5, { ...of, alpha }),
);
holdsTo('falsePositiveRisk', 'power', PROBABILITY, (power) =>
  falsePositiveRisk(0.5, { ...of, power }),
);
holdsTo('successShare', 'wins', PROBABILITY, (wins) => successShare(wins, of));
const ABOVE_ALPHA = domain([0.026, 1], [0.025, 0.01, Number.NaN]);
holdsTo('successShare', 'power', ABOVE_ALPHA, (power) => successShare(0.1, { ...of, power }));
