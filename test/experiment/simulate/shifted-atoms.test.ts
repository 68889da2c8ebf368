import { describe, expect, test } from 'vitest';
import type { UnitValues } from '../../../src/experiment/aggregates.js';
import { atomsOf, meanOf } from '../../../src/experiment/simulate/atoms.js';
import { shiftedAtoms } from '../../../src/experiment/simulate/shifted-atoms.js';

/** Many who bought nothing, some amounts all of their own, one value missing; amounts follow the covariate. */
const units: UnitValues[] = Array.from({ length: 500 }, (_, i) => {
  const bought = i % 5 === 0;
  return [[bought ? 1 : 0], [i === 7 ? null : bought ? 10 + i / 7 : 0, i % 25]];
});

describe('an effect', () => {
  const atoms = atomsOf(units);
  const relative = { scale: 'relative' as const, size: 0.5 };

  test.each([0.5, -0.5])('of %d on a rate turns as many units as it takes', (size) => {
    const metric = { name: 'x', index: 0, kind: 'proportion' as const };
    const moved = shiftedAtoms(atoms, metric, { ...relative, size });
    expect(meanOf(moved, 0, 0)).toBeCloseTo(0.2 * (1 + size), 12);
    expect(meanOf(moved, 1, 0)).toBeCloseTo(meanOf(atoms, 1, 0), 12);
    const weight = (all: typeof atoms) => all.reduce((sum, one) => sum + one.weight, 0);
    expect(weight(moved)).toBeCloseTo(weight(atoms), 9);
  });

  test('on a mean scales it or shifts it, and leaves the covariate', () => {
    const metric = { name: 'y', index: 1, kind: 'mean' as const };
    const scaled = shiftedAtoms(atoms, metric, relative);
    expect(meanOf(scaled, 1, 0)).toBeCloseTo(1.5 * meanOf(atoms, 1, 0), 12);
    expect(scaled.find(({ values }) => values[0]![0] === 0)!.values[1]![0]).toBe(0);
    const shifted = shiftedAtoms(atoms, metric, { scale: 'absolute', size: -2 });
    expect(meanOf(shifted, 1, 0)).toBeCloseTo(meanOf(atoms, 1, 0) - 2, 12);
    expect(meanOf(shifted, 1, 1)).toBe(meanOf(atoms, 1, 1));
  });

  test('on a ratio moves the ratio of means by that much', () => {
    const pairs = atomsOf([[[1, 4]], [[3, 2]], [[0, 5]], [[null, 1]]]);
    const metric = { name: 'z', index: 0, kind: 'ratio' as const };
    const ratioOf = (all: typeof pairs) => meanOf(all, 0, 0) / meanOf(all, 0, 1);
    const moved = shiftedAtoms(pairs, metric, { scale: 'absolute', size: 0.1 });
    expect(ratioOf(moved)).toBeCloseTo(ratioOf(pairs) + 0.1, 12);
    expect(ratioOf(shiftedAtoms(pairs, metric, relative))).toBeCloseTo(1.5 * ratioOf(pairs), 12);
  });

  test('of nothing leaves units as they are, as a share of no rate does', () => {
    const metric = { name: 'x', index: 0, kind: 'proportion' as const };
    const none = atomsOf([
      [[0], [3]],
      [[0], [4]],
      [[null], [5]],
    ]);
    for (const size of [1, -1]) {
      expect(shiftedAtoms(none, metric, { ...relative, size })).toEqual(none);
    }
    const whole = atomsOf([
      [[1], [3]],
      [[0], [4]],
    ]);
    expect(shiftedAtoms(whole, metric, { scale: 'points', size: 0 })).toEqual(whole);
  });

  test('that leads to 0 or 1 leaves no unit that differs', () => {
    const metric = { name: 'x', index: 0, kind: 'proportion' as const };
    const some = atomsOf([
      [[1], [3]],
      [[0], [4]],
      [[1], [5]],
      [[0], [6]],
      [[null], [7]],
    ]);
    const all = (size: number) =>
      shiftedAtoms(some, metric, { scale: 'points', size })
        .map(({ values, weight }) => [values[0]![0], values[1]![0], weight])
        .sort((a, b) => a[1]! - b[1]!);
    for (const end of [0, 1]) {
      const own = [3, 4, 5, 6].map((other) => [end, other, 1]);
      expect(all(end - 0.5)).toEqual([...own, [null, 7, 1]]);
    }
    // Half of the way every second unit turns, with whatever else it has.
    expect(all(-0.25).slice(0, 3)).toEqual([
      [1, 3, 0.5],
      [0, 3, 0.5],
      [0, 4, 1],
    ]);
    expect(all(0.25).slice(0, 3)).toEqual([
      [1, 3, 1],
      [0, 4, 0.5],
      [1, 4, 0.5],
    ]);
  });

  test('on a metric leaves those without a value, and all other metrics', () => {
    const some = atomsOf([
      [[7], [2]],
      [[null], [4]],
    ]);
    const metric = { name: 'x', index: 0, kind: 'mean' as const };
    expect(shiftedAtoms(some, metric, { scale: 'absolute', size: 3 })).toEqual([
      { values: [[10], [2]], weight: 1 },
      { values: [[null], [4]], weight: 1 },
    ]);
    expect(shiftedAtoms(some, metric, { scale: 'relative', size: -2 })[0]!.values).toEqual([
      [-7],
      [2],
    ]);
  });

  test('that no rate can have is refused', () => {
    const metric = { name: 'x', index: 0, kind: 'proportion' as const };
    expect(() => shiftedAtoms(atoms, metric, { scale: 'points', size: 0.9 })).toThrow(
      'x: its effect takes the rate to 1.1',
    );
  });
});
