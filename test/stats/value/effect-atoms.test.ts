import { expect, test } from 'vitest';
import { normalTails } from '../../../src/stats/distributions/normal.js';
import { type EffectAtoms, effectAtoms } from '../../../src/stats/value/effect-atoms.js';
import { type EffectPrior, expectedExcess } from '../../../src/stats/value/effect-prior.js';
import { idealThresholdGain, thresholdGain } from '../../../src/stats/value/information-value.js';

const INFINITY = Number.POSITIVE_INFINITY;
const UNBOUNDED = [-INFINITY, INFINITY] as const;
const REACH = 9;

const massOf = ({ shares }: EffectAtoms) => shares.reduce((sum, share) => sum + share, 0);
const gainOf = ({ shares, gains }: EffectAtoms) =>
  gains.reduce((sum, gain, i) => sum + gain * shares[i]!, 0);

/** Prior's mean and scale, what breaks even, and the deviation of the test. */
const SETTINGS = [0.02, 1, 50].flatMap((scale) =>
  [-4, -0.3, 0, 2].flatMap((mean) =>
    [-3, 0, 0.4].flatMap((breakEven) =>
      [0.01, 1, 30].map((deviation) => ({ mean, scale, breakEven, deviation })),
    ),
  ),
);

test('atoms have the mass and the mean of priors of any width and place', () => {
  for (const { breakEven, deviation, ...own } of SETTINGS) {
    for (const df of [1.5, 4, INFINITY]) {
      const expected = { breakEven, deviation, reach: REACH, bounds: UNBOUNDED };
      const atoms = effectAtoms({ ...own, df }, expected);
      const unit = own.scale + Math.abs(own.mean - breakEven);
      // A t prior with hardly a mean is right to 1e-8; panels are made for a normal curve to be right to 1e-11.
      const error = { 1.5: 1e-8, 4: 1e-10, Infinity: 1e-12 }[df]!;
      expect(Math.abs(massOf(atoms) - 1), JSON.stringify([own, df, expected])).toBeLessThan(error);
      expect(Math.abs(gainOf(atoms) - (own.mean - breakEven)) / unit).toBeLessThan(error);
    }
  }
});

test('with a normal prior a threshold gains what the two normal distributions together say', () => {
  for (const { mean, scale, breakEven, deviation } of SETTINGS) {
    const atoms = effectAtoms(
      { mean, scale, df: INFINITY },
      { breakEven, deviation, reach: REACH, bounds: UNBOUNDED },
    );
    for (const critical of [-1.5, 0, 1.96]) {
      // Estimates are normal with both variances; of those above the cut the mean effect is known.
      const spread = Math.hypot(scale, deviation);
      const cut = (breakEven + critical * deviation - mean) / spread;
      const density = Math.exp(-0.5 * cut * cut) / Math.sqrt(2 * Math.PI);
      const exact =
        (mean - breakEven) * normalTails(cut).upper + (scale * scale * density) / spread;
      const found = thresholdGain(atoms, (effect) => (effect - breakEven) / deviation, critical);
      const unit = scale + Math.abs(mean - breakEven);
      expect(Math.abs(found - exact) / unit).toBeLessThan(5e-12);
    }
  }
});

test('beyond what can be, effects are taken for the last that can, on either side', () => {
  for (const [low, high] of [
    [-1, 1],
    [-INFINITY, 0.5],
    [-0.2, INFINITY],
    [2, 3],
    [-3, -2],
    [-60, 80],
  ] as const) {
    for (const df of [1.5, INFINITY]) {
      for (const { scale, mean, breakEven, deviation } of SETTINGS.filter((_, i) => i % 4 === 0)) {
        const prior = { mean, scale, df };
        const atoms = effectAtoms(prior, {
          ...{ breakEven, deviation, reach: REACH },
          bounds: [low, high],
        });
        expect(Math.min(...atoms.effects)).toBeGreaterThanOrEqual(low);
        expect(Math.max(...atoms.effects)).toBeLessThanOrEqual(high);
        expect(Math.abs(massOf(atoms) - 1)).toBeLessThan(1e-8);
        const clipped = mean + shortOf(prior, low) - above(prior, high);
        const unit = scale + Math.abs(mean - breakEven) + Math.abs(clipped - mean);
        expect(Math.abs(gainOf(atoms) - (clipped - breakEven)) / unit).toBeLessThan(1e-8);
      }
    }
  }
});

const above = (prior: EffectPrior, at: number) => (at === INFINITY ? 0 : expectedExcess(prior, at));
const shortOf = (prior: EffectPrior, at: number) => above({ ...prior, mean: -prior.mean }, -at);

test('the best threshold of two effects is where both weigh the same', () => {
  const atoms = { effects: [-1, 1], shares: [0.5, 0.5], gains: [-1, 2] };
  const driftOf = (effect: number) => 2 * effect;
  // φ(2 − c) = φ(−2 − c) ⁄ 2 at c = −ln 2 ⁄ 4; scipy 1.17.1: norm.sf(c - 2) - .5 * norm.sf(c + 2).
  expect(idealThresholdGain(atoms, driftOf)).toBeCloseTo(0.9681849051958309, 9);
  const turned = { ...atoms, gains: [-2, 1] };
  // The same with what is lost in place of what is gained: 0.96818… less the mean of 0.5.
  expect(idealThresholdGain(turned, driftOf)).toBeCloseTo(0.9681849051958309 - 0.5, 9);
});

test('where all gain, or none does, no threshold is better than taking or leaving it', () => {
  const atoms = { effects: [1, 2], shares: [0.25, 0.75], gains: [1, 2] };
  const driftOf = (effect: number) => effect;
  expect(idealThresholdGain(atoms, driftOf)).toBe(1.75);
  expect(idealThresholdGain({ ...atoms, gains: [-1, -2] }, driftOf)).toBe(0);
  // Mixed, but so far apart that nobody can be in doubt: what gains is taken.
  const apart = { effects: [-1, 1], shares: [0.5, 0.5], gains: [-1, 1] };
  expect(idealThresholdGain(apart, (effect) => 10 * effect)).toBeCloseTo(0.5, 9);
});
