import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addUnit, emptyMoments, type Moments, variance } from '../../../src/stats/moments.js';
import {
  controlPerTriggered,
  linearizedOverAll,
  outsideOf,
  quotientOf,
  unitsPerTriggered,
  withOutside,
} from '../../../src/stats/tests/dilution.js';
import { differenceVariance, type EstimatedArms } from '../../../src/stats/tests/point-estimate.js';
import { relativeError } from '../reference.js';

interface Row {
  z: number[];
  t: number[];
  a: number[];
  b: number[];
  own: number[];
  effect: number[];
  relative: number[];
  ratio: number[];
  relativeRatio: number[];
}

const { rows } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../reference/dilution.json'), 'utf8'),
) as { rows: Row[] };

/** The level of the reference, in standard errors. */
const Z = 1.96;

function momentsOf({ z, t, a, b }: Row, isIn: (z: number, t: number) => boolean): Moments {
  const moments = emptyMoments(2);
  z.forEach((arm, i) => {
    if (isIn(arm, t[i]!)) addUnit(moments, [a[i]!, b[i]!]);
  });
  return moments;
}

function partsOf(row: Row) {
  const control = momentsOf(row, (z, t) => z === 0 && t === 1);
  const treatment = momentsOf(row, (z, t) => z === 1 && t === 1);
  const others = momentsOf(row, (_, t) => t === 0);
  return { control, treatment, outside: outsideOf(others, control.n + treatment.n) };
}

/** The reference divides by n, so that its means err by a variance of n units. */
function meanOf(arm: Moments) {
  return { estimate: arm.mean[0]!, variance: (variance(arm) * (arm.n - 1)) / arm.n ** 2 };
}

function bounded(arms: EstimatedArms) {
  const estimate = arms.treatment.estimate - arms.control.estimate;
  const spread = differenceVariance(arms);
  const reach = Z * Math.sqrt(spread);
  return { estimate, variance: spread, lower: estimate - reach, upper: estimate + reach };
}

function apart(found: ReturnType<typeof quotientOf>, [estimate, lower, upper]: number[]): number {
  expect(found).not.toBeNull();
  return Math.max(
    relativeError(found!.estimate, estimate!),
    relativeError(found!.lower!, lower!),
    relativeError(found!.upper!, upper!),
  );
}

describe('against influence functions by complex steps, R 4.2.2', () => {
  test('a mean over all units, and its lift', () => {
    for (const row of rows) {
      const { control, treatment, outside } = partsOf(row);
      const arms = { control: meanOf(control), treatment: meanOf(treatment) };
      const effect = bounded(arms);
      const { correlation, ends: __, ...total } = controlPerTriggered(arms, outside);
      expect(relativeError(effect.estimate, row.own[0]!)).toBeLessThan(1e-12);
      const { ends: _, ...units } = unitsPerTriggered(outside);
      expect(apart(quotientOf(effect, units), row.effect)).toBeLessThan(1e-9);
      expect(apart(quotientOf(effect, total, correlation), row.relative)).toBeLessThan(1e-9);
    }
  });

  test('a ratio over all units, and its lift', () => {
    for (const row of rows) {
      const { control, treatment, outside } = partsOf(row);
      const arms = {
        control: meanOf(linearizedOverAll(control, outside)),
        treatment: meanOf(linearizedOverAll(treatment, outside)),
      };
      const all = withOutside(arms, { control, treatment }, outside);
      const effect = bounded(all);
      const joint = all.covariance! - all.control.variance;
      const correlation = joint / Math.sqrt(effect.variance * all.control.variance);
      expect(relativeError(effect.estimate, row.ratio[0]!)).toBeLessThan(1e-11);
      expect(relativeError(Math.sqrt(effect.variance), row.ratio[1]!)).toBeLessThan(1e-11);
      const lift = quotientOf(effect, all.control, correlation);
      expect(apart(lift, row.relativeRatio)).toBeLessThan(1e-9);
    }
  });
});

describe('laws', () => {
  const ends = fc.tuple(
    fc.double({ min: -10, max: 10, noNaN: true }),
    fc.double({ min: 1e-3, max: 20, noNaN: true }),
    fc.double({ min: 1e-3, max: 20, noNaN: true }),
  );
  const quotients = fc.tuple(
    ends,
    fc.double({ min: 0.01, max: 5, noNaN: true }),
    fc.tuple(fc.double({ min: 0.1, max: 30, noNaN: true }), fc.boolean()),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
  );

  test('a quotient excludes 0 exactly when its dividend does, and holds its estimate', () => {
    fc.assert(
      fc.property(quotients, ([[estimate, below, above], spread, [size, turned], error, joint]) => {
        const dividend = {
          estimate,
          variance: spread,
          lower: estimate - below,
          upper: estimate + above,
        };
        const divisor = { estimate: turned ? -size : size, variance: error };
        const found = quotientOf(dividend, divisor, joint);
        if (found === null) return;
        const [lower, upper] = turned
          ? [-dividend.upper, -dividend.lower]
          : [dividend.lower, dividend.upper];
        expect(Math.sign(found.lower!)).toBe(Math.sign(lower));
        expect(Math.sign(found.upper!)).toBe(Math.sign(upper));
        expect(found.lower!).toBeLessThanOrEqual(found.estimate);
        expect(found.upper!).toBeGreaterThanOrEqual(found.estimate);
      }),
    );
  });

  test('an end at 0 stays there, and what is known exactly only divides', () => {
    const dividend = { estimate: 2, variance: 1, lower: 0, upper: 4 };
    expect(quotientOf(dividend, { estimate: 4, variance: 0.25 })!.lower).toBe(0);
    expect(quotientOf(dividend, { estimate: 4, variance: 0 })).toEqual({
      estimate: 0.5,
      lower: 0,
      upper: 1,
    });
  });

  test('a divisor that may be 0 leaves no interval; an open end stays open', () => {
    const dividend = { estimate: 2, variance: 1, lower: 0.04, upper: 3.96 };
    expect(quotientOf(dividend, { estimate: 1, variance: 0.3 })).toBeNull();
    const open = quotientOf({ ...dividend, upper: null }, { estimate: 4, variance: 0.1 })!;
    expect(open.upper).toBeNull();
    expect(open.lower).toBeGreaterThan(0);
    // By a negative one it is the other end that is open.
    const turned = quotientOf({ ...dividend, lower: null }, { estimate: -4, variance: 0 })!;
    expect(turned).toEqual({ estimate: -0.5, lower: -0.99, upper: null });
    const mirrored = quotientOf({ ...dividend, upper: null }, { estimate: -4, variance: 0 })!;
    expect(mirrored).toEqual({ estimate: -0.5, lower: null, upper: -0.01 });
  });

  test('what is divided by 0 has no quotient', () => {
    const dividend = { estimate: 2, variance: 1, lower: 0.04, upper: 3.96 };
    for (const variance of [0, 0.1]) {
      expect(quotientOf(dividend, { estimate: 0, variance })).toBeNull();
      expect(quotientOf(dividend, { estimate: -0, variance })).toBeNull();
    }
  });
});
