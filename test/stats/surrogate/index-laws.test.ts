import { expect, test } from 'vitest';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import {
  type IndexFamily,
  type IndexModel,
  indexModel,
  indexOf,
} from '../../../src/stats/surrogate/index-model.js';

function fitted(rows: number[][], outcomes: number[], family: IndexFamily): IndexModel {
  const model = indexModel(rows, outcomes, family);
  if ('code' in model) throw new Error(model.code);
  return model;
}

/** Two measurements of 80 units, and outcomes of 0 and 1 at these log odds. */
function drawn(stream: number, [base, first, second]: readonly [number, number, number]) {
  const random = randomStream(20261128, [stream, 7]);
  const rows = Array.from({ length: 80 }, () => [drawNormal(random), drawNormal(random) ** 3]);
  const outcomes = rows.map(([x, y]) => {
    const odds = base + first * x! + second * y!;
    return random.uniform() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
  });
  return { rows, outcomes };
}

test.each<[string, readonly [number, number, number]]>([
  ['rare', [-3, 0.5, 0.1]],
  ['common', [3, -0.5, 0.1]],
  ['even', [0, 0.1, -0.1]],
  ['strongly told', [0.5, 3, 0.3]],
  ['strongly told the other way', [-0.5, -3, 0.3]],
])('outcomes that are %s are expected as often as they are, with every measurement', (_, odds) => {
  for (let stream = 0; stream < 8; stream += 1) {
    const { rows, outcomes } = drawn(stream, odds);
    const model = fitted(rows, outcomes, 'logistic');
    const rests = rows.map((row, i) => outcomes[i]! - indexOf(model, row));
    // The score equations of the likelihood, by which its summit is told.
    for (const of of [() => 1, (i: number) => rows[i]![0]!, (i: number) => rows[i]![1]!]) {
      expect(Math.abs(rests.reduce((sum, rest, i) => sum + rest * of(i), 0))).toBeLessThan(1e-6);
    }
    expect(model.explained).toBeGreaterThan(0);
    expect(model.explained).toBeLessThan(1);
  }
});

test('measurements are brought to their mean and sample standard deviation', () => {
  const { rows } = drawn(1, [0, 0, 0]);
  const { centres, scales, units } = fitted(
    rows,
    rows.map(([x]) => x! ** 2),
    'linear',
  );
  for (const j of [0, 1]) {
    const column = rows.map((row) => row[j]!);
    const mean = column.reduce((sum, x) => sum + x, 0) / 80;
    expect(centres[j]).toBeCloseTo(mean, 13);
    const square = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 79;
    expect(scales[j]! / Math.sqrt(square)).toBeCloseTo(1, 12);
  }
  expect(units).toBe(80);
});

test('what differs by rounding alone is constant, and collinear what another tells but for rounding', () => {
  const { rows } = drawn(2, [0, 0, 0]);
  const outcomes = rows.map(([x, y]) => x! + y!);
  const by = (change: (row: number[]) => number) =>
    indexModel(
      rows.map((row) => [row[0]!, change(row)]),
      outcomes,
      'linear',
    );
  expect(by(([, y]) => 1e9 + 1e-5 * y!)).toEqual({ code: 'CONSTANT', column: 1 });
  expect(by(([, y]) => 1e9 + y!)).not.toHaveProperty('code');
  expect(by(([, y]) => 1e-30 * y!)).not.toHaveProperty('code');
  expect(by(([x, y]) => x! + 1e-7 * y!)).toEqual({ code: 'COLLINEAR', column: 1 });
  expect(by(([x, y]) => x! + 1e-3 * y!)).not.toHaveProperty('code');
  expect(indexModel([[1]], [1], 'linear')).toMatchObject({ code: 'TOO_FEW_UNITS', least: 20 });
});

test('slopes of measurements that nearly tell each other keep their digits', () => {
  const { rows } = drawn(3, [0, 0, 0]);
  const near = rows.map(([x, y]) => [x!, x! + 1e-3 * y!]);
  const model = fitted(
    near,
    near.map(([x, z]) => 2 * x! - 3 * z! + 5),
    'linear',
  );
  for (const row of near) {
    expect(indexOf(model, row)).toBeCloseTo(2 * row[0]! - 3 * row[1]! + 5, 11);
  }
  expect(model.weights[1]! / model.scales[0]!).toBeCloseTo(2, 11);
  expect(model.weights[2]! / model.scales[1]!).toBeCloseTo(-3, 11);
});
