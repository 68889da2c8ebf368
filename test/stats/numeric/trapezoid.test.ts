import { expect, test } from 'vitest';
import { lazily, memoized, memoizedByKey, once } from '../../../src/stats/numeric/memoized.js';
import { logTrapezoid, trapezoidNodes } from '../../../src/stats/numeric/trapezoid.js';

/** ln ∫ exp(f), by mpmath 1.3 or in closed form: ln √(2π), Γ(3), and √(2π) of two normal summits. */
const INTEGRALS: [string, (u: number) => number, number, number, number][] = [
  ['a normal summit', (u) => -0.5 * u * u, -12, 12, 0.9189385332046727],
  ['one far to one side', (u) => 3 * u - Math.exp(u), -30, 5, Math.LN2],
  ['one much narrower than its range', (u) => -50 * (u - 5) ** 2, -400, 500, -1.383646559789373],
  ['a flat one', (u) => -(u ** 4), -9, 9, 0.5948753441381321],
  [
    'two summits',
    (u) => Math.log(Math.exp(-0.5 * (u - 3) ** 2) + Math.exp(-0.5 * (u + 3) ** 2)),
    ...([-15, 15, 1.612085713764618] as const),
  ],
  ['one of 1e-300', (u) => -0.5 * u * u - 690, -12, 12, 0.9189385332046727 - 690],
];

test.each(INTEGRALS)(
  '%s has its integral to 13 digits, or to nine in points',
  (_, f, left, right, log) => {
    expect(Math.abs(logTrapezoid(f, left, right) - log)).toBeLessThan(
      3e-13 * Math.max(1, Math.abs(log)),
    );
    const { nodes, logTotal } = trapezoidNodes(f, left, right);
    expect(Math.abs(logTotal - log)).toBeLessThan(1e-9);
    expect(nodes.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 13);
    expect(nodes.length).toBeLessThan(400);
  },
);

test('points have the mean and the spread of what they stand for', () => {
  const { nodes } = trapezoidNodes((u) => -0.5 * ((u - 7) / 3) ** 2, -90, 80);
  const mean = nodes.reduce((sum, { at, weight }) => sum + weight * at, 0);
  const variance = nodes.reduce((sum, { at, weight }) => sum + weight * (at - mean) ** 2, 0);
  expect(mean).toBeCloseTo(7, 8);
  expect(variance).toBeCloseTo(9, 7);
  expect(nodes.every(({ weight }) => weight > 0)).toBe(true);
});

test.each([0.5, 25, 49.5])(
  'it asks nothing beyond its range, be the summit at %d of 50',
  (summit) => {
    const asked: number[] = [];
    const counted = (u: number) => {
      asked.push(u);
      return -180 * (u - summit) ** 2;
    };
    expect(logTrapezoid(counted, 0, 50)).toBeCloseTo(0.5 * Math.log(Math.PI / 180), 12);
    trapezoidNodes(counted, 0, 50);
    expect(Math.min(...asked)).toBe(0);
    expect(Math.max(...asked)).toBe(50);
  },
);

test('what is nothing everywhere has the integral 0, what is no number none', () => {
  expect(logTrapezoid(() => Number.NEGATIVE_INFINITY, 0, 1)).toBe(Number.NEGATIVE_INFINITY);
  expect(logTrapezoid(() => Number.NaN, 0, 1)).toBeNaN();
});

test('a smooth summit takes few points', () => {
  let asked = 0;
  const f = (u: number) => {
    asked += 1;
    return -0.5 * u * u;
  };
  logTrapezoid(f, -9, 9);
  expect(asked).toBeLessThanOrEqual(65 + 4 * 24);
  asked = 0;
  trapezoidNodes(f, -8, 8);
  expect(asked).toBeLessThanOrEqual(65 + 4 * 24);
});

test('what is known is computed once, by its argument, its key or not before it is asked for', () => {
  const asked: (number | string)[] = [];
  const square = memoized((x) => {
    asked.push(x);
    return x * x;
  });
  expect([square(3), square(0), square(3), square(0)]).toEqual([9, 0, 9, 0]);
  const sum = memoizedByKey(
    (a: number, b: number) => `${a}+${b}`,
    (a, b) => {
      asked.push(`${a}+${b}`);
      return a === b ? undefined : a + b;
    },
  );
  expect([sum(1, 2), sum(2, 1), sum(1, 2)]).toEqual([3, 3, 3]);
  const first = once(() => {
    asked.push('once');
    return null;
  });
  const made = lazily((): ((x: number) => number) => {
    asked.push('made');
    return (x) => -x;
  });
  expect(asked).toEqual([3, 0, '1+2', '2+1']);
  expect([first(), first(), made(2), made(5)]).toEqual([null, null, -2, -5]);
  expect(asked.slice(4)).toEqual(['once', 'made']);
});

test('so many results are kept by their key, and then all anew', () => {
  let asked = 0;
  const twice = memoizedByKey(
    (x: number) => `${x}`,
    (x) => {
      asked += 1;
      return 2 * x;
    },
  );
  for (let x = 0; x < 20_000; x += 1) twice(x);
  expect([twice(0), asked]).toEqual([0, 20_000]);
  expect([twice(-1), twice(0), twice(-1), asked]).toEqual([-2, 0, -2, 20_002]);
});

test.each([
  ['near its left end', 3, 0, 1e6],
  ['near its right end', -3, -1e6, 0],
  ['in its midst', 3e4, -1e6, 1e6],
])('a summit far narrower than the range is found %s', (_, summit, left, right) => {
  const f = (u: number) => -0.5 * ((u - summit) / 0.01) ** 2;
  const log = 0.9189385332046727 + Math.log(0.01);
  expect(logTrapezoid(f, left, right)).toBeCloseTo(log, 10);
  expect(trapezoidNodes(f, left, right).logTotal).toBeCloseTo(log, 9);
});

test('a needle on a summit takes a thousand times as many points', () => {
  // Two normal densities around 0, of which one is a thousand times as narrow: each has √(2π).
  const f = (u: number) =>
    Math.log(Math.exp(-0.5 * u * u) + 1000 * Math.exp(-0.5 * (u * 1000) ** 2));
  const log = 0.9189385332046727 + Math.LN2;
  expect(logTrapezoid(f, -9, 9)).toBeCloseTo(log, 11);
  expect(trapezoidNodes(f, -9, 9).logTotal).toBeCloseTo(log, 8);
});
