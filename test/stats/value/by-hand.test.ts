import { expect, test } from 'vitest';
import { type DecidingTest, valueOfTest } from '../../../src/stats/value/test-value.js';

/**
 * Two looks, two effects and chances that are given, so that a hand can follow: at +1 it ships with 0.5 by the first
 * look and 0.8 in all, at −1 with 0.1 and 0.2; it stops otherwise at the first look with 0.1, and with 0.6.
 */
const TEST: DecidingTest = {
  ...{ units: 100, treated: 0.8, horizon: 1000, discount: 0 },
  course: {
    fractions: [0.4, 1],
    reach: 9,
    at: (drift, past, other) => {
      const isGood = drift > 0;
      past.set(isGood ? [0.5, 0.8] : [0.1, 0.2]);
      other.set([isGood ? 0.1 : 0.6, 0]);
    },
  },
  driftOf: (effect) => 2 * effect,
  guarded: [1, 1],
};
const ATOMS = { effects: [1, -1], shares: [0.25, 0.75], gains: [2, -3] };

test('gain, units, errors and regret of two looks, by hand', () => {
  // At +1: units in the test 100 − 0.6 · 60 = 64, rolled out 0.8 · 900 + 0.5 · 60 = 750; at −1: 58 and 186.
  const found = valueOfTest(ATOMS, TEST);
  expect(found.gain).toBeCloseTo(0.25 * 2 * (0.8 * 64 + 750) - 0.75 * 3 * (0.8 * 58 + 186), 10);
  expect(found.units).toBeCloseTo(0.25 * 64 + 0.75 * 58, 12);
  expect(found.shipped).toBeCloseTo(0.25 * 0.8 + 0.75 * 0.2, 14);
  expect(found.missed).toBeCloseTo(0.25 * 0.2, 14);
  expect(found.wronglyShipped).toBeCloseTo(0.75 * 0.2, 14);
  // Of a good treatment the control's units lose, of a bad one the treated.
  expect(found.regret).toBeCloseTo(0.25 * 2 * 64 * 0.2 + 0.75 * 3 * 58 * 0.8, 10);
});

test('guardrails hold up shipping, at each look by as much as they are known by then', () => {
  const found = valueOfTest(ATOMS, { ...TEST, guarded: [0.5, 0.75] });
  // At +1: shipped 0.25 and 0.6, in the test 100 − 0.35 · 60 = 79, rolled out 0.6 · 900 + 0.25 · 60 = 555.
  // At −1: shipped 0.05 and 0.15, in the test 100 − 0.65 · 60 = 61, rolled out 0.15 · 900 + 0.05 · 60 = 138.
  expect(found.shipped).toBeCloseTo(0.25 * 0.6 + 0.75 * 0.15, 14);
  expect(found.units).toBeCloseTo(0.25 * 79 + 0.75 * 61, 12);
  expect(found.gain).toBeCloseTo(0.25 * 2 * (0.8 * 79 + 555) - 0.75 * 3 * (0.8 * 61 + 138), 10);
});

test('later units count less, by ∫ exp(−rate · u) du', () => {
  const rate = 0.01;
  const worth = (units: number) => (1 - Math.exp(-rate * units)) / rate;
  const good = { effects: [1], shares: [1], gains: [2] };
  const found = valueOfTest(good, { ...TEST, discount: rate });
  const inTest = worth(100) - 0.6 * (worth(100) - worth(40));
  const rolledOut = 0.8 * (worth(1000) - worth(100)) + 0.5 * (worth(100) - worth(40));
  expect(found.gain).toBeCloseTo(2 * (0.8 * inTest + rolledOut), 10);
  expect(found.units).toBeCloseTo(64, 12);
});

test('an effect without gain is shipped wrongly, and one without a share is nothing', () => {
  const even = { effects: [1, -1], shares: [1, 0], gains: [0, -3] };
  const found = valueOfTest(even, TEST);
  expect(found).toMatchObject({ gain: 0, missed: 0, regret: 0 });
  expect(found.wronglyShipped).toBeCloseTo(0.8, 14);
});
