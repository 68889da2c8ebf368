import { expect, test } from 'vitest';
import type { GrowingArm } from '../../../src/experiment/simulate/population.js';
import {
  type RateHypothesis,
  rateDistances,
} from '../../../src/experiment/simulate/rate-distances.js';
import { isScoreRough, scoreAccuracy } from '../../../src/stats/tests/score-accuracy.js';
import { SCORE } from '../../../src/stats/tests/score-test.js';

const armOf = (successes: number, n: number): GrowingArm => ({
  figures: Float64Array.of(n, successes, 0, 0),
  clear: () => undefined,
  grow: () => undefined,
  sample: () => {
    throw new Error('no sample is asked for');
  },
});

/** Whether distances are bounds, of so many successes of so many units in either arm. */
function isBound(
  rough: readonly RateHypothesis[],
  control: readonly [number, number],
  treatment: readonly [number, number],
): boolean {
  const distances = rateDistances(0, SCORE, rough);
  expect(distances.take(armOf(...control), armOf(...treatment))).toBe(true);
  return distances.isBound();
}

const SIZES = [30, 90, 400, 3000];
const HYPOTHESES: RateHypothesis[] = [
  ...[{ shift: 0.15 }, { shift: -0.02 }, { ratio: 1 }, { ratio: 1.6 }, { ratio: 0.5 }],
];

test.each(HYPOTHESES)(
  'under %j they are where the gate would take the exact test',
  (hypothesis) => {
    const seen = { bound: 0, fine: 0 };
    for (const n of SIZES) {
      for (const m of SIZES) {
        for (const [p, q] of [
          [0.05, 0.07],
          [0.3, 0.2],
          [0.5, 0.6],
          [0.1, 0.02],
        ] as const) {
          const [control, treatment] = [
            [Math.round(n * p), n],
            [Math.round(m * q), m],
          ] as [[number, number], [number, number]];
          const [c, t] = [control, treatment].map(([successes, units]) => ({
            successes,
            n: units,
          }));
          const rough = isScoreRough(scoreAccuracy(c!, t!, hypothesis));
          expect(isBound([hypothesis], control, treatment), `${control}, ${treatment}`).toBe(rough);
          seen[rough ? 'bound' : 'fine'] += 1;
        }
      }
    }
    expect(Math.min(seen.bound, seen.fine)).toBeGreaterThan(5);
  },
);

test('one hypothesis of several is enough, whichever it is', () => {
  const [few, many] = [{ ratio: 0.02 }, { ratio: 1 }];
  const arms = [
    [120, 1000],
    [110, 1000],
  ] as const;
  expect(isBound([few], ...arms)).toBe(true);
  expect(isBound([many], ...arms)).toBe(false);
  expect(isBound([few, many], ...arms)).toBe(true);
  expect(isBound([many, few], ...arms)).toBe(true);
  expect(isBound([], [0, 3], [1, 3])).toBe(false);
});

test('arms without a unit, or all but without a failure, are left to the gate; single units are not', () => {
  const taken = (control: [number, number], treatment: [number, number]) =>
    rateDistances(0, SCORE, []).take(armOf(...control), armOf(...treatment));
  expect([taken([0, 1], [0, 1]), taken([0, 1], [3, 9])]).toEqual([true, true]);
  expect([taken([0, 0], [3, 9]), taken([3, 9], [0, 0])]).toEqual([false, false]);
  expect([taken([9, 9], [3, 9]), taken([3, 9], [9, 9])]).toEqual([false, false]);
});
