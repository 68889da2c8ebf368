import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  effectPosterior,
  expectedParts,
  expectedRatioParts,
} from '../../../src/stats/meta/effect-posterior.js';
import { believed } from '../../../src/stats/meta/normal-mixture.js';
import { relativeError, worst } from '../reference.js';
import { learnedFigures } from './learned-reference.js';

const NORMAL = { mean: 0.01, scale: 0.02, df: Number.POSITIVE_INFINITY };

test('means, spreads, chances and ends agree with R, also where prior and estimate are far apart', () => {
  const rows = learnedFigures('posterior');
  expect(rows).toHaveLength(60);
  const { error, row } = worst(rows, ({ of: row }) => {
    const prior = { mean: row.priorMean!, scale: row.scale!, df: row.df! };
    const { mean, sd, lower, upper, aboveZero } = believed(
      effectPosterior(row.estimate!, row.se!, prior),
      0.95,
    );
    return [
      Math.abs(mean - row.mean!) / row.sd!,
      relativeError(sd, row.sd!),
      Math.abs(lower - row.lower!) / row.sd!,
      Math.abs(upper - row.upper!) / row.sd!,
      Math.abs(aboveZero - row.better!),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-8);
});

test('so do expected parts of effects, and of ratios whose logarithms they are', () => {
  const { error, row } = worst(learnedFigures('posterior'), ({ of: row }) => {
    const prior = { mean: row.priorMean!, scale: row.scale!, df: row.df! };
    const parts = effectPosterior(row.estimate!, row.se!, prior);
    const [plain, ratio] = [expectedParts(parts), expectedRatioParts(parts)];
    return [
      [plain.above, row.above!],
      [plain.below, row.below!],
      [ratio.above, row.ratioAbove!],
      [ratio.below, row.ratioBelow!],
    ].map(([own, other]) => Math.abs(own! - other!) / (row.sd! + Math.abs(row.mean!)));
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-8);
});

test('turning everything round turns the answer round', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: 1e-3, max: 1, noNaN: true }),
      fc.constantFrom(1.5, 3, 50, Number.POSITIVE_INFINITY),
      (estimate, se, df) => {
        const prior = { mean: 0.1, scale: 0.2, df };
        const one = believed(effectPosterior(estimate, se, prior), 0.9);
        const other = believed(effectPosterior(-estimate, se, { ...prior, mean: -0.1 }), 0.9);
        expect(other.mean).toBeCloseTo(-one.mean, 9);
        expect(other.lower).toBeCloseTo(-one.upper, 7);
        expect(other.aboveZero).toBeCloseTo(1 - one.aboveZero, 9);
      },
    ),
  );
});

test('heavy tails leave a large effect alone, and so many degrees of freedom are normal', () => {
  const far = believed(effectPosterior(1, 0.02, { ...NORMAL, df: 3 }), 0.95);
  expect(far.mean).toBeGreaterThan(0.99);
  const near = believed(effectPosterior(1, 0.02, NORMAL), 0.95);
  expect(near.mean).toBeCloseTo(0.505, 10);
  const almost = believed(effectPosterior(0.05, 0.02, { ...NORMAL, df: 1e7 }), 0.95);
  expect(almost.mean).toBeCloseTo(0.03, 7);
});

test('an estimate at the mean, and errors of any size, are no trouble', () => {
  for (const df of [1.01, 3, 1e6, Number.POSITIVE_INFINITY]) {
    for (const se of [1e-12, 1e-3, 1e6, 1e200]) {
      const { mean, sd } = believed(effectPosterior(0.01, se, { ...NORMAL, df }), 0.95);
      expect(mean).toBeCloseTo(0.01, 8);
      expect(sd).toBeGreaterThan(0);
      expect(sd).toBeLessThanOrEqual(se * (1 + 1e-9));
    }
  }
});

test('what is no estimate, no error or no prior is refused', () => {
  expect(() => effectPosterior(Number.NaN, 1, NORMAL)).toThrow(RangeError);
  expect(() => effectPosterior(0, 0, NORMAL)).toThrow(RangeError);
  expect(() => effectPosterior(0, 1, { ...NORMAL, df: 1 })).toThrow(RangeError);
});

test('of what is known to the last digit, no part is less than nothing', () => {
  for (const mean of [-3e-16, -1e-16, 0, 1e-16, 3e-16]) {
    const { above, below } = expectedRatioParts([{ weight: 1, mean, variance: 1e-34 }]);
    expect(above).toBeGreaterThanOrEqual(0);
    expect(below).toBeGreaterThanOrEqual(0);
    expect(above).toBeLessThan(1e-15);
    expect(below).toBeLessThan(1e-15);
  }
});
