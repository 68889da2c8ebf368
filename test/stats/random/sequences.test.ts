import { expect, test } from 'vitest';
import { drawHypergeometric } from '../../../src/stats/random/hypergeometric-draw.js';
import { type Random, randomStream } from '../../../src/stats/random/random.js';
import { aliasDraws } from '../../../src/stats/random/random-choice.js';
import {
  binomialDraws,
  chiSquareDraws,
  drawChiSquare,
  drawGamma,
  drawNormal,
  gammaDraws,
} from '../../../src/stats/random/random-draws.js';

/*
 * What the papers' algorithms draw one after another, as they were written anew in Python from these, with the masses of
 * scipy 1.17.1 and without the squeezes that only save time: a fault in one of them hides from a test of fit.
 */
const SEED = 2026;

function drawn(draw: (random: Random) => number, stream: number, count: number): number[] {
  const random = randomStream(SEED, [stream, 0]);
  return Array.from({ length: count }, () => draw(random));
}

function sums(draws: readonly number[]): [number, number] {
  return [draws.reduce((sum, x) => sum + x, 0), draws.reduce((sum, x) => sum + x * x, 0)];
}

const close = (numbers: readonly number[]) => numbers.map((x) => expect.closeTo(x, 12));

test('a stream of a seed beyond 32 bits', () => {
  const { uniform } = randomStream(2 ** 40 + 7, [3, 2 ** 32 - 1]);
  expect([uniform(), uniform(), uniform()]).toEqual([
    0.513041510365588, 0.1254616964643419, 0.7794386399213996,
  ]);
  expect(randomStream(SEED, [3, 4]).uint32()).toBe(3648159296);
});

test('normal numbers by the polar method', () => {
  expect(drawn(drawNormal, 1, 8)).toEqual(
    close([
      -0.21915700432283994, 0.09243196836836555, 0.9010686457527507, 0.3097173316325737,
      2.4932682939026285, -0.11000156239125412, 0.5959902718084749, -0.5228327470062483,
    ]),
  );
});

test.each([
  [
    0.4,
    [0.17061130070822497, 0.818391503599794, 0.9903876296082696, 1.974260058606424],
    821.600727874849,
  ],
  [
    1,
    [0.2089849780073929, 2.411705243312879, 0.4430190664242191, 0.9396019588673246],
    1962.704144910707,
  ],
  [
    3.5,
    [1.9644110231031424, 6.118688065562065, 2.6433480724976586, 3.724829775595044],
    6919.6839685889345,
  ],
])('gamma numbers of shape %d', (shape, first, sum) => {
  const draws = drawn(gammaDraws(shape), 2, 2000);
  expect(draws.slice(0, 4)).toEqual(close(first));
  expect(sums(draws)[0]).toBeCloseTo(sum, 8);
  expect(drawn((random) => drawGamma(random, shape), 2, 1)).toEqual(close(first.slice(0, 1)));
  for (const draw of [
    chiSquareDraws(2 * shape),
    (random: Random) => drawChiSquare(random, 2 * shape),
  ]) {
    expect(drawn(draw, 2, 2)).toEqual(close(first.slice(0, 2).map((x) => 2 * x)));
  }
});

test.each([
  [20, 0.3, [9, 9, 6, 4, 7, 8], 11910, 79354],
  [20, 0.7, [11, 11, 14, 16, 13, 12], 28090, 402954],
  [40, 0.25, [8, 9, 12, 9, 11, 11], 19945, 213403],
  [400, 0.1, [37, 39, 44, 38, 43, 41], 80004, 3270998],
  [1000, 0.93, [934, 932, 924, 933, 926, 928], 1860097, 1730108857],
])('binomial numbers of %i units at %d', (n, p, first, sum, squares) => {
  const draws = drawn(binomialDraws(n, p), 3, 2000);
  expect([draws.slice(0, 6), sums(draws)]).toEqual([first, [sum, squares]]);
});

test.each([
  [3, 9, 6, [2, 2, 0, 1, 1, 1], 425, 787],
  [40, 25, 33, [20, 20, 16, 19, 19, 22], 6079, 124485],
  [900, 100, 10, [9, 9, 7, 10, 10, 10], 2674, 24116],
  [5, 5, 10, [5, 5, 5, 5, 5, 5], 1500, 7500],
  [2000, 1500, 1750, [1000, 1003, 1033, 990, 1011, 1012], 300079, 300228733],
])('marked ones of %i and %i, %i drawn', (marked, unmarked, all, first, sum, squares) => {
  const draws = drawn(
    (random) => drawHypergeometric(random, { marked, unmarked, drawn: all }),
    4,
    300,
  );
  expect([draws.slice(0, 6), sums(draws)]).toEqual([first, [sum, squares]]);
});

test('choices by their weights', () => {
  const draws = drawn(aliasDraws([0.001, 5, 3, 0.5, 1, 1]), 5, 1000);
  expect(draws.slice(0, 12)).toEqual([5, 2, 1, 2, 2, 1, 3, 1, 1, 3, 1, 2]);
  const counts = Array.from({ length: 6 }, (_, i) => draws.filter((x) => x === i).length);
  expect(counts).toEqual([1, 497, 283, 45, 92, 82]);
});
