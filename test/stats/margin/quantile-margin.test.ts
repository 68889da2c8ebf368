import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantileNonInferiority } from '../../../src/stats/margin/quantile-margin.js';
import { quantileSequenceSides } from '../../../src/stats/sequential/quantile-sequence.js';
import type { QuantileSides } from '../../../src/stats/tests/quantile-sides.js';
import { quantileSides } from '../../../src/stats/tests/quantile-test.js';

const values = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 8, maxLength: 60 });

function bothWays(c: number[], t: number[], at: number): QuantileSides[] {
  const time = { units: c.length + t.length, plannedUnits: 60, alpha: 0.05 };
  const ways = [quantileSides(c, t, at), quantileSequenceSides(c, t, at, time, 'greater')];
  return ways.filter((sides) => typeof sides !== 'string');
}

test.each([
  ['difference', false, 3],
  ['share', true, 0.25],
] as const)('a %s is shown exactly when its bound is within the margin', (_, relative, margin) => {
  fc.assert(
    fc.property(values, values, fc.constantFrom(0.05, 0.2, 0.5), (c, t, level) => {
      for (const sides of bothWays(c, t, 0.5)) {
        for (const better of ['increase', 'decrease'] as const) {
          const found = quantileNonInferiority(sides, { margin, relative, better });
          if (typeof found === 'string') throw new Error(found);
          const bound = found.bound(level);
          const worst = bound === null ? null : better === 'increase' ? bound : -bound;
          expect(worst !== null && worst > -margin).toBe(found.pValue < level);
        }
      }
    }),
  );
});

test('exchanging the arms and the direction says the same of a difference', () => {
  fc.assert(
    fc.property(values, values, (c, t) => {
      const [one, other] = [bothWays(c, t, 0.7), bothWays(t, c, 0.7)];
      one.forEach((sides, i) => {
        const asked = { margin: 2, relative: false };
        const up = quantileNonInferiority(sides, { ...asked, better: 'increase' });
        const down = quantileNonInferiority(other[i]!, { ...asked, better: 'decrease' });
        if (typeof up === 'string' || typeof down === 'string') throw new Error('no test');
        expect(down.pValue).toBeCloseTo(up.pValue, 9);
        expect(down.pValueBeyond).toBeCloseTo(up.pValueBeyond, 9);
        const bound = up.bound(0.1);
        expect(down.bound(0.1)).toBe(bound === null ? null : 0 - bound);
      });
    }),
  );
});

test('a p95 that is worse by far more than the margin is shown to be beyond it', () => {
  const control = Array.from({ length: 400 }, (_, i) => i / 4);
  const slower = control.map((value) => value + 30);
  for (const sides of bothWays(control, slower, 0.9)) {
    const asked = { margin: 5, relative: false, better: 'decrease' } as const;
    const found = quantileNonInferiority(sides, asked);
    if (typeof found === 'string') throw new Error(found);
    expect(found.pValueBeyond).toBeLessThan(0.001);
    expect(found.pValue).toBeGreaterThan(0.9);
    const same = quantileNonInferiority(bothWays(control, control, 0.9)[0]!, asked);
    expect(typeof same === 'string' ? same : same.pValue).toBeLessThan(0.2);
  }
});

test('values that are not positive have no shares', () => {
  const [sides] = bothWays([-1, 0, 1, 2], [1, 2, 3, 4], 0.5);
  const asked = { margin: 0.1, relative: true, better: 'increase' } as const;
  expect(quantileNonInferiority(sides!, asked)).toBe('NO_RELATIVE_MARGIN');
});

/** A claim whose p-value and bound are given: shown or not, its bound is what it is, but for rounding at the margin. */
test.each([
  ['shown, and well within', 0.01, -1, -1],
  ['shown, with a gain', 0.01, 2, 2],
  ['not shown, and well beyond', 0.2, -5, -5],
  ['shown, though rounded beyond', 0.01, -3 - 1e-9, -3 * (1 - Number.EPSILON)],
  ['shown, though rounded to it', 0.01, -3, -3 * (1 - Number.EPSILON)],
  ['not shown, though rounded within', 0.2, -3 + 1e-9, -3],
  ['not shown, and no bound', 0.2, null, null],
] as const)('a bound at a margin of 3: %s', (_, pValue, bound, expected) => {
  const claim = { exceeds: () => ({ pValue, logPValue: Math.log(pValue) }), bound: () => bound };
  const other = { exceeds: () => ({ pValue: 0.7, logPValue: Math.log(0.7) }), bound: () => null };
  const of = (
    sides: Pick<QuantileSides['difference'], 'above' | 'below'>,
    better: 'increase' | 'decrease',
  ) =>
    quantileNonInferiority({ difference: sides, share: null } as unknown as QuantileSides, {
      ...{ margin: 3, relative: false, better },
    });
  const asked = [
    of({ above: claim, below: other }, 'increase'),
    of({ above: other, below: claim }, 'decrease'),
  ];
  for (const [i, found] of asked.entries()) {
    if (typeof found === 'string') throw new Error(found);
    expect(found.bound(0.05)).toBe(expected === null || i === 0 ? expected : -expected);
    expect(found).toMatchObject({ pValue, pValueBeyond: 0.7, statistic: null, df: null });
    expect(found.criticalValue(0.05)).toBeNull();
  }
});

test('without shares there is no relative margin', () => {
  const side = { exceeds: () => ({ pValue: 0.5, logPValue: 0 }), bound: () => 0 };
  const sides = {
    difference: { above: side, below: side },
    share: null,
  } as unknown as QuantileSides;
  const asked = { margin: 0.1, relative: true, better: 'increase' } as const;
  expect(quantileNonInferiority(sides, asked)).toBe('NO_RELATIVE_MARGIN');
});
