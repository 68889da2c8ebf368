import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adjustFamily, adjustSerially, type Correction } from '../../src/stats/multiplicity.js';
import { relativeError, sharedCases } from './reference.js';

const CORRECTIONS: Correction[] = ['bonferroni', 'holm', 'hochberg', 'bh'];

test.each(sharedCases('multiplicity'))('the reference answer $id', ({ inputs, expected }) => {
  for (const correction of CORRECTIONS) {
    const judged = adjustFamily(inputs.p, 0.05, correction);
    judged.forEach(({ adjusted }, i) => {
      expect(relativeError(adjusted, expected[correction][i])).toBeLessThan(1e-12);
    });
  }
});

test('published: six p-values adjusted by R, p.adjust', () => {
  const p = [0.005, 0.06, 0.007, 0.04, 0.01, 0.03];
  const adjusted = (correction: Correction) =>
    adjustFamily(p, 0.05, correction).map((judged) => Number(judged.adjusted.toFixed(6)));
  expect(adjusted('holm')).toEqual([0.03, 0.09, 0.035, 0.09, 0.04, 0.09]);
  expect(adjusted('hochberg')).toEqual([0.03, 0.06, 0.035, 0.06, 0.04, 0.06]);
  expect(adjusted('bh')).toEqual([0.02, 0.06, 0.02, 0.048, 0.02, 0.045]);
  expect(adjusted('none')).toEqual(p);
});

const family = fc.array(fc.double({ min: 1e-12, max: 1, noNaN: true }), { maxLength: 12 });
const alpha = fc.double({ min: 1e-4, max: 0.5, noNaN: true });
const anyCorrection = fc.constantFrom<Correction>(...CORRECTIONS, 'none');

test('adjusted p < alpha exactly when p < level', () => {
  fc.assert(
    fc.property(family, alpha, anyCorrection, (p, at, correction) => {
      adjustFamily(p, at, correction).forEach(({ adjusted, level }, i) => {
        expect(p[i]! < level).toBe(adjusted < at);
        expect(adjusted).toBeGreaterThanOrEqual(p[i]!);
        expect(level).toBeLessThanOrEqual(at * (1 + 1e-12));
      });
    }),
    { numRuns: 1000 },
  );
});

test('a tie between p and its threshold is decided once, for p-value and level alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), alpha, (m, at) => {
      const p = Array.from({ length: m }, (_, i) => at / (m - i));
      for (const correction of CORRECTIONS) {
        adjustFamily(p, at, correction).forEach(({ adjusted, level }, i) => {
          expect(p[i]! < level).toBe(adjusted < at);
        });
      }
    }),
  );
});

/** The next double below a positive one. */
function nextBelow(x: number): number {
  const bits = new BigInt64Array(new Float64Array([x]).buffer);
  bits[0]! -= 1n;
  return new Float64Array(bits.buffer)[0]!;
}

test('a p-value an ulp below its threshold, whose product rounds up to alpha, is not rejected', () => {
  for (const { m, at } of [
    { m: 5, at: 0.001 },
    { m: 29, at: 0.05 },
    { m: 43, at: 0.01 },
  ]) {
    const p = nextBelow(at / m);
    expect(p * m).toBe(at);
    const family = [p, ...Array.from({ length: m - 1 }, () => 1)];
    for (const correction of ['bonferroni', 'holm'] as const) {
      const { adjusted, level, interval } = adjustFamily(family, at, correction)[0]!;
      expect([adjusted < at, p < level]).toEqual([false, false]);
      expect(interval).toEqual({ level: p, coverage: 'simultaneous' });
    }
  }
});

test('Holm judges what it rejects step by step, and the rest where it stopped', () => {
  const judged = adjustFamily([0.001, 0.03, 0.02], 0.05, 'holm');
  expect(judged.map(({ level }) => Number(level.toFixed(6)))).toEqual([
    Number((0.05 / 3).toFixed(6)),
    0.05,
    0.025,
  ]);
  // 0.02 < 0.025 is rejected, and so is 0.03 < 0.05.
  expect(adjustFamily([0.001, 0.06, 0.026], 0.05, 'holm').map(({ level }) => level)).toEqual([
    0.05 / 3,
    0.025,
    0.025,
  ]);
});

test('a family of one is judged as it is, a family of none gives nothing', () => {
  for (const correction of CORRECTIONS) {
    const interval = { level: 0.05, coverage: 'alone' };
    expect(adjustFamily([0.03], 0.05, correction)).toEqual([
      { adjusted: 0.03, level: 0.05, interval },
    ]);
    expect(adjustFamily([], 0.05, correction)).toEqual([]);
  }
});

test('the second family waits until all of the first is rejected', () => {
  const second = (primary: number[], secondary: number[], correction: Correction) =>
    adjustSerially({ primary, secondary }, 0.05, correction).secondary;
  // By hand, Westfall & Krishen (2001): the larger of its own adjusted p-value and the largest of the first.
  const open = second([0.01, 0.02], [0.001, 0.04], 'holm');
  expect(open.map(({ adjusted }) => adjusted)).toEqual([0.02, 0.04]);
  expect(open.map(({ level }) => level)).toEqual([0.025, 0.05]);
  expect(open.map(({ interval }) => interval.coverage)).toEqual(['simultaneous', 'stepwise']);
  const closed = second([0.01, 0.2], [0.001, 0.04], 'holm');
  expect(closed.map(({ adjusted }) => adjusted)).toEqual([0.2, 0.2]);
  expect(closed.map(({ level }) => level)).toEqual([0.001, 0.04]);
  const intervals = closed.map(({ interval }) => interval);
  expect(intervals).toEqual(Array(2).fill({ level: 0.025, coverage: 'simultaneous' }));
  const single = second([0.2], [0.06], 'holm');
  expect(single).toEqual([
    { adjusted: 0.2, level: 0.05, interval: { level: 0.05, coverage: 'alone' } },
  ]);
  // At alpha itself nothing is rejected yet.
  expect(second([0.05], [0.01], 'holm')[0]).toMatchObject({ adjusted: 0.05, level: 0.01 });
  for (const [primary, correction] of [
    [[], 'holm'],
    [[0.2], 'none'],
  ] as const) {
    const untouched = adjustFamily([0.001, 0.04], 0.05, correction);
    expect(second([...primary], [0.001, 0.04], correction)).toEqual(untouched);
  }
});

test('behind the first family, too, adjusted p < alpha exactly when p < level', () => {
  fc.assert(
    fc.property(family, family, alpha, anyCorrection, (primary, secondary, at, correction) => {
      const judged = adjustSerially({ primary, secondary }, at, correction);
      judged.secondary.forEach(({ adjusted, level }, i) => {
        expect(secondary[i]! < level).toBe(adjusted < at);
      });
    }),
    { numRuns: 1000 },
  );
});
