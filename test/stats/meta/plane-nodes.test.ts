import { expect, test } from 'vitest';
import { planeNodes } from '../../../src/stats/meta/plane-nodes.js';

type Range = Parameters<typeof planeNodes>[1];

function momentsOf(nodes: ReturnType<typeof planeNodes>['nodes']) {
  const mean = (of: (x: number, y: number) => number) =>
    nodes.reduce((sum, { x, y, weight }) => sum + weight * of(x, y), 0);
  const [x, y] = [mean((a) => a), mean((_, b) => b)];
  return {
    ...{ whole: mean(() => 1), x, y },
    sdX: Math.sqrt(mean((a) => (a - x) ** 2)),
    sdY: Math.sqrt(mean((_, b) => (b - y) ** 2)),
    covariance: mean((a, b) => (a - x) * (b - y)),
  };
}

/** Of two normal quantities that hang together: everything is known of them. */
test.each<[string, number, number, number, number, number, Range]>([
  ['in the middle', 0, 0, 1, 1, 0, { x: [-12, 12], y: [-12, 12] }],
  ['narrow and aside', 0.3, -1, 0.01, 2, 0, { x: [-5, 5], y: [-60, 30] }],
  ['narrow the other way', -700, 3e-3, 40, 1e-4, 0, { x: [-2000, 9000], y: [-0.5, 0.5] }],
  ['along a slope', 2, 1, 1, 3, 0.6, { x: [-20, 20], y: [-50, 40] }],
  ['near its end', 7.5, -8, 0.3, 0.25, 0.2, { x: [-30, 10], y: [-10, 40] }],
])('a summit %s has its moments and its volume', (_, meanX, meanY, sdX, sdY, rho, range) => {
  const left = 1 - rho * rho;
  const { nodes, logTotal } = planeNodes((x) => {
    const a = (x - meanX) / sdX;
    return (y) => {
      const b = (y - meanY) / sdY;
      return 5 - (a * a - 2 * rho * a * b + b * b) / (2 * left);
    };
  }, range);
  const found = momentsOf(nodes);
  expect(found.whole).toBeCloseTo(1, 12);
  expect(Math.abs(found.x - meanX) / sdX).toBeLessThan(1e-8);
  expect(Math.abs(found.y - meanY) / sdY).toBeLessThan(1e-8);
  expect(found.sdX / sdX).toBeCloseTo(1, 8);
  expect(found.sdY / sdY).toBeCloseTo(1, 8);
  expect(found.covariance / (sdX * sdY)).toBeCloseTo(rho, 8);
  expect(logTotal).toBeCloseTo(5 + Math.log(2 * Math.PI * sdX * sdY * Math.sqrt(left)), 8);
});

test.each([
  [0.97, 1e-8],
  [0.98, 1e-5],
  [0.99, 1e-2],
])('a ridge of correlation %d has its volume to %d, as is said', (rho, error) => {
  const left = 1 - rho * rho;
  for (const [x, y] of [
    [0, 0],
    [0.3, -0.7],
    [-0.9, 0.2],
  ] as const) {
    const { logTotal } = planeNodes(
      (a) => (b) => -((a - x) ** 2 - 2 * rho * (a - x) * (b - y) + (b - y) ** 2) / (2 * left),
      { x: [-12, 13], y: [-15, 12] },
    );
    expect(Math.abs(logTotal - Math.log(2 * Math.PI * Math.sqrt(left)))).toBeLessThan(error);
  }
});

test('nodes are a grid of 65 by 33 over what is not negligible, and no wider than the range', () => {
  const { nodes } = planeNodes((x) => (y) => -0.5 * (x * x + y * y), { x: [-3, 40], y: [-40, 2] });
  const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)];
  expect([new Set(xs).size, new Set(ys).size, nodes.length]).toEqual([65, 33, 65 * 33]);
  expect(Math.min(...xs)).toBe(-3);
  expect(Math.max(...ys)).toBe(2);
  // Beyond √(2 · 25) = 7.07 deviations nothing counts; a step more is left on that side.
  for (const reach of [Math.max(...xs), -Math.min(...ys)]) {
    expect(reach).toBeGreaterThan(7.07);
    expect(reach).toBeLessThan(8.5);
  }
});

test('two summits of like height are both kept', () => {
  const normal = (u: number) => Math.exp(-0.5 * u * u);
  const { nodes, logTotal } = planeNodes(
    (x) => (y) => Math.log(3 * normal(x + 4) + normal(x - 4)) - 0.5 * y * y,
    { x: [-100, 100], y: [-30, 30] },
  );
  const { x, sdX } = momentsOf(nodes);
  expect(x).toBeCloseTo(-2, 8);
  expect(sdX).toBeCloseTo(Math.sqrt(1 + 12), 8);
  expect(logTotal).toBeCloseTo(Math.log(4 * 2 * Math.PI), 8);
});
