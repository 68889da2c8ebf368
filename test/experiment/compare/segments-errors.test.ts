import { describe, expect, test } from 'vitest';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { segmentedEffects } from '../../../src/experiment/compare/heterogeneity.js';
import { compareSegments } from '../../../src/experiment/compare/segments.js';
import { CHOSEN_BY_DATA } from '../../../src/experiment/compare/tests.js';
import { addUnit, emptyMoments } from '../../../src/stats/moments.js';
import { type Random, randomStream } from '../../../src/stats/random/random.js';
import { binomialDraws, drawNormal } from '../../../src/stats/random/random-draws.js';
import { designOf, rate } from '../given.js';
import { segmentedCells } from './segmented.js';

/*
 * How often the average within segments and the test that effects differ reject at 5 % where the
 * treatment does nothing; bench/segments.mjs has the long table.
 */
type Draw = (random: Random, n: number) => ReturnType<typeof rate>;

function wrongly(
  experiments: number,
  segments: number,
  [control, treatment]: readonly [number, number],
  draw: Draw,
) {
  const wrong = { average: 0, differ: 0 };
  for (let i = 0; i < experiments; i += 1) {
    const random = randomStream(20, [i, 0]);
    const parts = Array.from({ length: segments }, (_, s) => [
      `s${s}`,
      { generic: draw(random, control), personal: draw(random, treatment) },
    ]);
    const cells = segmentedCells('s', Object.fromEntries(parts));
    // Averages are of no segment's own test, of which the score test is the fastest.
    const design = designOf(cells, { tests: { ...CHOSEN_BY_DATA, proportion: 'score' } });
    const all = segmentedEffects(compareAll(cells, design), compareSegments(cells, design), design);
    const { stratified, pValue } = all[0]!;
    if ((stratified?.pValue ?? 1) < 0.05) wrong.average += 1;
    if ((pValue ?? 1) < 0.05) wrong.differ += 1;
  }
  return wrong;
}

/** 1.1 times 5 %, and 2.6 standard errors of the simulation. */
const most = (experiments: number) =>
  experiments * 0.055 + 2.6 * Math.sqrt(experiments * 0.05 * 0.95);

const of =
  (value: (random: Random) => number): Draw =>
  (random, n) => {
    const moments = emptyMoments();
    for (let i = 0; i < n; i += 1) addUnit(moments, [value(random)]);
    return { moments, successes: null, missing: 0 };
  };
const logNormal = (sd: number) => of((random) => Math.exp(sd * drawNormal(random)));
const events =
  (p: number): Draw =>
  (random, n) =>
    rate(binomialDraws(n, p)(random), n);

// In brackets, where that was more, what weights of precision, Greenland & Robins' variance and Cochran's Q made of it.
describe('a true null is rejected in no more than 5.5 %', () => {
  test.each([
    ['normal, 20 segments of 5 : 5 [15 %, 20 %]', 80, 20, [5, 5], of(drawNormal)],
    ['log-normal, sd 1, 20 segments of 20 : 60 [33 %, 8 %]', 80, 20, [20, 60], logNormal(1)],
    ['log-normal, sd 2, 20 segments of 50 : 50', 80, 20, [50, 50], logNormal(2)],
    ['rates of 50 %, 150 pairs', 100, 150, [1, 1], events(0.5)],
    ['rates of 30 %, 20 segments of 50 : 5 [11 %, 82 %]', 400, 20, [50, 5], events(0.3)],
    ['rates of 5 %, 10 segments of 990 : 10 [12 %, 5 %]', 400, 10, [990, 10], events(0.05)],
    ['rates of 0.1 %, 20 segments of 9900 : 100 [13 %, 11 %]', 400, 20, [9900, 100], events(0.001)],
  ] as const)('%s', (_, experiments, segments, units, draw) => {
    const { average, differ } = wrongly(experiments, segments, units, draw);
    const limit = most(experiments);
    expect({ average: average > limit, differ: differ > limit }, `${average}, ${differ}`).toEqual({
      ...{ average: false, differ: false },
    });
  });
});
