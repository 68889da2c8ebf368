import { expect, test } from 'vitest';
import { judgedIntervals } from '../../../src/experiment/compare/judged-intervals.js';
import type { Tested } from '../../../src/experiment/compare/tested.js';
import type { Design } from '../../../src/experiment/design.js';
import type { Interval, TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { cellsOf, designOf } from '../given.js';

/** What becomes of an interval that is judged so, of an effect of 2 and a lift of 0.5 or −0.5. */
function judged(interval: Interval, adjusted: number, rest: Partial<Design> = {}, mean = 4) {
  const tested = { effect: 2, relativeEffect: 2 / mean, control: { mean } } as Tested;
  const test = {
    effectInterval: () => interval,
    relativeInterval: () => interval,
  } as unknown as TwoSampleTest;
  const level = { level: 0.05, coverage: 'alone' } as const;
  const design = designOf(cellsOf(['m'], {}), { alpha: 0.05, ...rest });
  const found = judgedIntervals(tested, test, { level: 0.05, adjusted, interval: level }, design);
  const ends = ({ lower, upper }: Interval) => [lower, upper];
  return [ends(found.effect), ends(found.relativeEffect!)];
}

const least = Number.MIN_VALUE;
const [greater, less] = [{ alternative: 'greater' }, { alternative: 'less' }] as const;

test('what a later step of a correction rejects is cut at 0, what waits behind a gate reaches it', () => {
  const across = { lower: -1, upper: 5 };
  const clear = { lower: 1, upper: 5 };
  expect(judged(across, 0.01)).toEqual([
    [least, 5],
    [least, 5],
  ]);
  expect(judged(clear, 0.2)).toEqual([
    [0, 5],
    [0, 5],
  ]);
  expect(judged(clear, 0.05)[0]).toEqual([0, 5]);
});

test('of one end the other stays open, whatever is decided', () => {
  const [up, down] = [
    { lower: -1, upper: null },
    { lower: null, upper: 3 },
  ];
  expect(judged(up, 0.01, greater)).toEqual([
    [least, null],
    [least, null],
  ]);
  expect(judged({ ...up, lower: 1 }, 0.2, greater)[0]).toEqual([0, null]);
  expect(judged(down, 0.01, less)[0]).toEqual([null, -least]);
  expect(judged({ ...down, upper: -3 }, 0.2, less)[0]).toEqual([null, 0]);
  // Two-sided, too, an end may be open.
  expect(judged(up, 0.01)[0]).toEqual([least, null]);
  expect(judged({ lower: null, upper: null }, 0.01)[0]).toEqual([null, null]);
});

test('a lift over a negative control is turned round with what is claimed', () => {
  expect(judged({ lower: -3, upper: 1 }, 0.01, {}, -4)[1]).toEqual([-3, -least]);
  expect(judged({ lower: null, upper: 1 }, 0.01, greater, -4)[1]).toEqual([null, -least]);
  expect(judged({ lower: null, upper: 1 }, 0.01, less, 4)[1]).toEqual([null, -least]);
});
