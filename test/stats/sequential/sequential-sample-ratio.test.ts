import { expect, test } from 'vitest';
import { sequentialSampleRatioTest } from '../../../src/stats/sequential/sequential-sample-ratio.js';
import reference from '../../reference/sequential-sample-ratio.json';

test.each(reference.cases)('$counts against $weights', ({ counts, weights, logPValue }) => {
  const result = sequentialSampleRatioTest(counts, weights);
  expect(result.logPValue).toBeCloseTo(logPValue, 10);
  expect(result.pValue).toBe(Math.exp(result.logPValue));
});

test('no units say nothing', () => {
  expect(sequentialSampleRatioTest([0, 0], [1, 1]).pValue).toBe(1);
});

test('a p-value beyond the doubles is the smallest of them, its logarithm goes on', () => {
  const { pValue, logPValue } = sequentialSampleRatioTest([9000, 100], [1, 1]);
  expect(pValue).toBe(Number.MIN_VALUE);
  expect(logPValue).toBeLessThan(-800);
});

test.each([
  [[1], [1]],
  [
    [1, 2],
    [1, 0],
  ],
])('%j against %j is refused', (counts, weights) => {
  expect(() => sequentialSampleRatioTest(counts, weights)).toThrow(RangeError);
});

test('looked at after each of 1,000 units, a fair split is called broken in at most 5 % of runs', () => {
  // A linear congruential generator (Park & Miller 1988), so that every run is the same.
  let state = 20_261_124;
  const coin = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state < 1_073_741_824 ? 0 : 1;
  };
  let broken = 0;
  for (let run = 0; run < 400; run += 1) {
    const counts = [0, 0];
    let least = 1;
    for (let unit = 0; unit < 1000; unit += 1) {
      counts[coin()]! += 1;
      if (unit % 5 === 4) {
        least = Math.min(least, sequentialSampleRatioTest(counts, [1, 1]).pValue);
      }
    }
    if (least < 0.05) broken += 1;
  }
  expect(broken).toBeGreaterThan(0);
  // Ville's inequality allows 20; three standard deviations above it.
  expect(broken).toBeLessThanOrEqual(33);
});
