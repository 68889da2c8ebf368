import { expect, test } from 'vitest';
import { normalTails } from '../../../src/stats/distributions/normal.js';
import { oneLookCourse, sequentialCourse } from '../../../src/stats/value/decision-course.js';

const INFINITY = Number.POSITIVE_INFINITY;

function chancesAt({ at, fractions }: ReturnType<typeof oneLookCourse>, drift: number) {
  const [past, other] = [new Float64Array(fractions.length), new Float64Array(fractions.length)];
  at(drift, past, other);
  return { past: [...past], other: [...other] };
}

/** Seven standard deviations beyond what is furthest, of which a look with a quarter of the units has half a drift. */
test.each([
  { boundaries: [3, 2], futility: [], reach: 20 },
  { boundaries: [INFINITY, 2], futility: [], reach: 14 },
  { boundaries: [-3, 0.5], futility: [], reach: 20 },
  { boundaries: [INFINITY, 2], futility: [-4, 2], reach: 22 },
  { boundaries: [0.25, 12], futility: [0.5, 1], reach: 19 },
  { boundaries: [0.25, 0.5], futility: [], reach: 14.5 },
])('nothing changes from a drift of $reach on: $boundaries, $futility', (one) => {
  const looks = { fractions: [0.25, 1], alternative: 'greater' as const };
  const course = sequentialCourse(one.boundaries, looks, one.futility);
  expect(course.reach).toBeCloseTo(one.reach, 12);
});

test('beyond its reach a test ends as at it, however far the drift is', () => {
  const looks = { fractions: [0.25, 1], alternative: 'greater' as const };
  const course = sequentialCourse([3, 2], looks, [0, 2]);
  for (const far of [20, 1e3, 1e300, INFINITY]) {
    const [good, bad] = [chancesAt(course, far), chancesAt(course, -far)];
    for (const look of [0, 1]) {
      expect(good.past[look]).toBeCloseTo(1, 9);
      expect(good.other[look]).toBeCloseTo(0, 9);
      expect(bad.past[look]).toBeCloseTo(0, 9);
      expect(bad.other[look]).toBeCloseTo(1, 9);
    }
  }
});

test('a single look rejects beyond its critical value, and reaches seven further on either side', () => {
  for (const critical of [-3, 0, 1.96]) {
    const course = oneLookCourse(critical);
    expect(course.reach).toBe(Math.abs(critical) + 7);
    expect(course.fractions).toEqual([1]);
    for (const drift of [-20, -1, 0, 2.5, 20]) {
      expect(chancesAt(course, drift)).toEqual({
        past: [normalTails(drift - critical).lower],
        other: [0],
      });
    }
  }
});
