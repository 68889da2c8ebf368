import { expect, test } from 'vitest';
import { newtonMaximum, type Surface } from '../../../src/stats/numeric/newton-maximum.js';

type Along = (x: number) => [value: number, slope: number, curvature: number];

/** A surface over one coordinate, and how often it is asked. */
function counted(along: Along) {
  const asked: number[] = [];
  const surface = ([x]: readonly number[]): Surface => {
    asked.push(x!);
    const [value, slope, curvature] = along(x!);
    return { value, gradient: [slope], hessian: [[curvature]] };
  };
  return { surface, asked };
}

test('of a parabola the summit is one step away', () => {
  const { surface, asked } = counted((x) => [-2 * (x - 0.75) ** 2, -4 * (x - 0.75), -4]);
  expect(newtonMaximum(surface, [0], 10)).toEqual({ at: [0.75], value: -0, covariance: [[0.25]] });
  expect(asked).toEqual([0, 0.75, 0.75]);
});

test('no step is longer than 1, though the curvature says so', () => {
  const { surface, asked } = counted((x) => [-0.5 * (x - 2.5) ** 2, 2.5 - x, -1]);
  const found = newtonMaximum(surface, [0], 10);
  expect(found).toMatchObject({ at: [2.5], value: -0 });
  expect(asked).toEqual([0, 1, 2, 2.5, 2.5]);
});

test('the summit of a curve between hollows, from where it is curved upwards, uphill all the way', () => {
  // cos x: from 2.5 on the surface is hollow, and Newton's own step would lead down to π.
  const { surface } = counted((x) => [Math.cos(x), -Math.sin(x), -Math.cos(x)]);
  for (const start of [2.5, 3, -2.8]) {
    const found = newtonMaximum(surface, [start], 10);
    expect(found).toMatchObject({ value: 1 });
    expect(Math.abs((found as { at: number[] }).at[0]!)).toBeLessThan(1e-7);
  }
});

test('a step that overshoots is halved until it climbs', () => {
  // −√(1 + x²) is so flat far away that Newton's step from x leads to −x³.
  const { surface, asked } = counted((x) => {
    const root = Math.sqrt(1 + 100 * x * x);
    return [-root, (-100 * x) / root, -100 / root ** 3];
  });
  const found = newtonMaximum(surface, [0.5], 10);
  expect(Math.abs((found as { at: number[] }).at[0]!)).toBeLessThan(1e-8);
  expect(Math.max(...asked.map(Math.abs))).toBeLessThanOrEqual(0.5);
});

test('a plane rises to the edge, which is beyond the reach on either side', () => {
  for (const slope of [1, -1, 1e-3]) {
    const { surface, asked } = counted((x) => [slope * x, slope, 0]);
    expect(newtonMaximum(surface, [0], 5)).toBe('AT_THE_EDGE');
    expect(asked).toHaveLength(7);
  }
});

test('a slope that does not end within 300 steps is no summit', () => {
  const { surface, asked } = counted((x) => [x, 1, 0]);
  expect(newtonMaximum(surface, [0], 1e9)).toBe('NO_CONVERGENCE');
  expect(asked).toHaveLength(301);
});

test('no summit where it is flat, where no number is, and where no step climbs', () => {
  const flat = counted(() => [1, 0, 0]);
  expect(newtonMaximum(flat.surface, [0], 5)).toBe('NO_CONVERGENCE');
  const none = counted(() => [Number.NaN, 0, -1]);
  expect(newtonMaximum(none.surface, [0], 5)).toBe('NO_CONVERGENCE');
  const endless = counted(() => [Number.POSITIVE_INFINITY, 0, -1]);
  expect(newtonMaximum(endless.surface, [0], 5)).toBe('NO_CONVERGENCE');
  const lying = counted((x) => [-Math.abs(x), 1, -1]);
  expect(newtonMaximum(lying.surface, [0], 5)).toBe('NO_CONVERGENCE');
});

test('of two coordinates the covariance is the inverse of the curvature', () => {
  // A quadratic form by the matrix (2 1; 1 3), whose inverse is (3 −1; −1 2) ⁄ 5.
  const surface = ([x, y]: readonly number[]): Surface => {
    const [u, v] = [x! - 0.3, y! + 0.2];
    return {
      value: -(u * u) - u * v - 1.5 * v * v,
      gradient: [-2 * u - v, -u - 3 * v],
      hessian: [
        [-2, -1],
        [-1, -3],
      ],
    };
  };
  const found = newtonMaximum(surface, [0, 0], 5) as { at: number[]; covariance: number[][] };
  const figures = [...found.at, ...found.covariance.flat()];
  for (const [i, one] of [0.3, -0.2, 0.6, -0.2, -0.2, 0.4].entries()) {
    expect(figures[i]).toBeCloseTo(one, 14);
  }
});

test('of two coordinates none goes further than 1 in a step, be the other at its summit', () => {
  const asked: number[] = [];
  const surface = ([x, y]: readonly number[]): Surface => {
    asked.push(x!);
    // ln cosh is all but straight far out, so that Newton's own step from 2 leads to −11.6.
    return {
      value: -Math.log(Math.cosh(x!)) - y! * y!,
      gradient: [-Math.tanh(x!), -2 * y!],
      hessian: [
        [-1 / Math.cosh(x!) ** 2, 0],
        [0, -2],
      ],
    };
  };
  const { at } = newtonMaximum(surface, [2, 0], 50) as { at: number[] };
  expect(Math.abs(at[0]!)).toBeLessThan(1e-7);
  asked.slice(1).forEach((x, i) => {
    expect(Math.abs(x - asked[i]!)).toBeLessThanOrEqual(1.0000001);
  });
});
