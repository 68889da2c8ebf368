import { expect, test } from 'vitest';
import { band, reachesBeyond } from '../../../src/render/page/chart/band.js';

const told = { id: 'x', title: 'T', description: 'D' };
const unit = { factor: 100, sign: ' pp' };
const of = (estimate: number, lower: number | null, upper: number | null) => ({
  estimate,
  lower,
  upper,
});

/** The paths' places, each as x and y in thousandths of the chart, y from the top. */
function pathsIn(markup: string): number[][][] {
  return [...markup.matchAll(/ d="M([^"Z]+)Z?"/g)].map(([, places]) =>
    places!.split('L').map((place) => place.split(',').map(Number)),
  );
}

test('the band ends where the intervals end, and the line runs through the estimates', () => {
  const points = [
    { x: 0, effect: of(0, -1, 1) },
    { x: 5, effect: of(0.5, 0, 1) },
    { x: 10, effect: of(0.5, 0.25, 0.75) },
  ];
  const [area, line] = pathsIn(band(told, points, unit)!.markup);
  expect(line).toEqual([
    [0, 500],
    [500, 250],
    [1000, 250],
  ]);
  expect(area).toEqual([
    [0, 0],
    [500, 0],
    [1000, 125],
    [1000, 375],
    [500, 500],
    [0, 1000],
  ]);
});

test('open ends reach the edge, places without an effect are passed over, and without any there is no chart', () => {
  const points = [
    { x: 0, effect: null },
    { x: 5, effect: of(0.5, -1, null) },
    { x: 10, effect: of(0.5, null, 1) },
  ];
  const [area, line] = pathsIn(band(told, points, unit)!.markup);
  expect(line).toHaveLength(2);
  expect([area![0]![1], area![2]![1]]).toEqual([0, 1000]);
  expect(band(told, [{ x: 0, effect: null }], unit)).toBeNull();
  expect(band(told, [{ x: 0, effect: of(0, 0, 0) }], unit)!.markup).not.toMatch(/NaN|Infinity/);
});

test('what is beyond the chart of late effects is known to be, an open end too', () => {
  const late = Array.from({ length: 7 }, (_, i) => ({ x: i + 1, effect: of(0.5, 0.25, 0.75) }));
  expect(reachesBeyond([{ x: 0, effect: of(0.5, 0.1, 0.7) }, ...late])).toBe(false);
  expect(reachesBeyond([{ x: 0, effect: of(0.5, 0, 3) }, ...late])).toBe(true);
  expect(reachesBeyond([{ x: 0, effect: of(0.5, null, 0.7) }, ...late])).toBe(true);
  expect(reachesBeyond([{ x: 0, effect: null }, ...late])).toBe(false);
});
