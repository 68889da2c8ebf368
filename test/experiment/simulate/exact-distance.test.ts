import { expect, test } from 'vitest';
import { mostExactDistance } from '../../../src/experiment/simulate/exact-distance.js';

type Arm = [successes: number, n: number, rate: number];

function distanceOf(...[control, treatment]: [Arm, Arm]): number {
  const at = ([, , rate]: Arm) => ({ rate, complement: 1 - rate });
  const counts = ([successes, n]: Arm) => ({ successes, n });
  const rates = { control: at(control), treatment: at(treatment) };
  return mostExactDistance(rates, counts(control), counts(treatment));
}

// R: d <- function(p) max(0, qnorm(.8 * p, lower = FALSE))
// d(pbinom(x, n, p) * pbinom(y - 1, m, q, lower = FALSE)) where that is more than
// d(pbinom(x - 1, n, p, lower = FALSE) * pbinom(y, m, q)), which counts below 0.
test.each<[Arm, Arm, number]>([
  [[2, 20, 0.275], [9, 20, 0.275], 2.718321496945],
  [[9, 20, 0.275], [2, 20, 0.275], -2.718321496945],
  [[3, 10, 0.4], [30, 40, 0.6], 2.298316299639],
  [[6, 10, 0.4], [20, 40, 0.6], -2.113999447877],
  [[0, 10, 0.1], [5, 12, 0.15], 2.474408877732],
  [[10, 10, 0.9], [5, 12, 0.8], -3.064890015835],
  [[5, 20, 0.275], [6, 20, 0.275], 0.842298136066],
  [[6, 20, 0.275], [5, 20, 0.275], -0.842298136066],
  [[7, 20, 0.275], [8, 20, 0.275], 1.24631408231],
  [[4, 20, 0.275], [5, 20, 0.275], 0.938810775911],
])('of %j and %j it is %d', (control, treatment, distance) => {
  expect(distanceOf(control, treatment)).toBeCloseTo(distance, 9);
});

test('both arms on one side of their rates are told where one side is near', () => {
  // As above on both sides: 0.494 and 0.586, and for 8 of 20 both 1.189.
  expect(Math.abs(distanceOf([5, 10, 0.5], [5, 10, 0.5]))).toBeCloseTo(0.494292170877, 9);
  expect(Math.abs(distanceOf([0, 10, 0.1], [0, 10, 0.1]))).toBeCloseTo(0.585985135122, 9);
  expect(Math.abs(distanceOf([10, 10, 0.9], [10, 10, 0.9]))).toBeCloseTo(0.585985135122, 9);
  // So likely on both sides that they are at no distance.
  expect(Math.abs(distanceOf([1, 1, 0.95], [1, 1, 0.95]))).toBe(0);
  expect(distanceOf([8, 20, 0.275], [8, 20, 0.275])).toBeNaN();
  expect(distanceOf([3, 20, 0.275], [3, 20, 0.275])).toBeNaN();
});

test.each<[Arm, Arm]>([
  // R: pbinom(17, 20, .275, lower = FALSE) is 8.4e-9, pbinom(16, …) 1.4e-7; pbinom(0, 40, .4) 1.3e-9, pbinom(1, …) 3.7e-8.
  [
    [18, 20, 0.275],
    [17, 20, 0.275],
  ],
  [
    [0, 40, 0.4],
    [1, 40, 0.4],
  ],
])('counts in either arm that are as rare as %j are not told, %j is', (rare, less) => {
  const usual: Arm = rare[0] === 0 ? [10, 20, 0.4] : [2, 20, 0.275];
  expect(distanceOf(rare, usual)).toBeNaN();
  expect(distanceOf(usual, rare)).toBeNaN();
  expect(distanceOf(less, usual) * distanceOf(usual, less)).toBeLessThan(0);
});
