import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { indexDifference, indexedArm } from '../../../src/experiment/surrogate/surrogate-effect.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import {
  type IndexFamily,
  type IndexModel,
  indexModel,
  rawWeights,
} from '../../../src/stats/surrogate/index-model.js';
import { relativeError } from '../reference.js';

interface Case {
  family: IndexFamily;
  /** Two measurements and the outcome. */
  history: number[][];
  /** The variant, 0 or 1, and two measurements. */
  experiment: number[][];
  weights: number[];
  errors: number[];
  effect: number;
  own: number;
  noise: number;
  bootstrap: number;
  explained: number;
}

const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../reference/surrogate.json'), 'utf8'),
) as Case[];

function fitted(rows: number[][], outcomes: number[], family: IndexFamily): IndexModel {
  const model = indexModel(rows, outcomes, family);
  if ('code' in model) throw new Error(model.code);
  return model;
}

const measures = (row: number[]) => row.slice(-2);

describe.each(cases)('a $family index', (one) => {
  const model = fitted(
    one.history.map((row) => row.slice(0, 2)),
    one.history.map((row) => row[2]!),
    one.family,
  );

  test('has the weights of R, their errors by sandwich, and explains as much', () => {
    for (const [j, { weight, standardError }] of rawWeights(model).entries()) {
      expect(relativeError(weight, one.weights[j]!)).toBeLessThan(1e-9);
      expect(relativeError(standardError, one.errors[j]!)).toBeLessThan(1e-9);
    }
    expect(relativeError(model.explained, one.explained)).toBeLessThan(1e-9);
  });

  test('has the effect of R, its own error and that of the weights; together as the bootstrap has it', () => {
    const [control, treatment] = [0, 1].map((variant) => {
      const rows = one.experiment.filter(([of]) => of === variant).map(measures);
      return indexedArm(`${variant}`, rows, model);
    });
    const found = indexDifference(control!, treatment!, model, 0.05);
    expect(relativeError(treatment!.mean - control!.mean, one.effect)).toBeLessThan(1e-9);
    expect(relativeError(found.knownModelError ** 2, one.own)).toBeLessThan(1e-9);
    expect(relativeError(found.error ** 2, one.own + one.noise)).toBeLessThan(1e-9);
    expect(relativeError(found.modelShare, one.noise / (one.own + one.noise))).toBeLessThan(1e-9);
    // 2,000 draws know a standard deviation to 1.6 % (one standard error).
    expect(relativeError(found.error, one.bootstrap)).toBeLessThan(0.05);
  });
});

test('other units of a measurement, or another origin, change its weight alone', () => {
  const { history } = cases[0]!;
  const outcomes = history.map((row) => row[2]!);
  const [plain, other] = [
    history.map((row) => [row[0]!, row[1]!]),
    history.map((row) => [1e6 + 0.001 * row[0]!, row[1]!]),
  ].map((rows) => rawWeights(fitted(rows, outcomes, 'linear')));
  expect(relativeError(other![0]!.weight, 1000 * plain![0]!.weight)).toBeLessThan(1e-6);
  expect(relativeError(other![1]!.weight, plain![1]!.weight)).toBeLessThan(1e-6);
});

test('what cannot be learned is said', () => {
  const rows = Array.from({ length: 60 }, (_, i) => [i % 7, i % 3]);
  const outcomes = rows.map((_, i) => i % 5);
  expect(indexModel(rows.slice(0, 20), outcomes.slice(0, 20), 'linear')).toEqual({
    code: 'TOO_FEW_UNITS',
    units: 20,
    least: 30,
  });
  const withOne = rows.map(([x]) => [x!, 4]);
  expect(indexModel(withOne, outcomes, 'linear')).toEqual({ code: 'CONSTANT', column: 1 });
  const twice = rows.map(([x, y]) => [x!, y!, 2 * x! - 3 * y! + 1]);
  expect(indexModel(twice, outcomes, 'linear')).toEqual({ code: 'COLLINEAR', column: 2 });
  expect(
    indexModel(
      rows,
      rows.map(() => 3),
      'linear',
    ),
  ).toEqual({ code: 'OUTCOME_CONSTANT' });
  // Everyone above 3 says yes: the odds have no end.
  const told = rows.map(([x]) => (x! > 3 ? 1 : 0));
  expect(indexModel(rows, told, 'logistic')).toEqual({ code: 'NOT_CONVERGED' });
});

test('the interval holds the effect on the outcome as often as it says, where a known model’s would not', () => {
  // Seeded; 600 experiments know a coverage of 95 % to 0.9 % (one standard error).
  const truth = 0.5 * 0.8 + 0.75 * 0.5;
  let [held, heldIfKnown] = [0, 0];
  for (let k = 0; k < 600; k += 1) {
    const random = randomStream(31, [k, 0]);
    const unit = (lift: number) => {
      const first = drawNormal(random) + lift;
      return [first, 0.5 * first + drawNormal(random) + lift];
    };
    const history = Array.from({ length: 60 }, () => unit(0));
    const outcomes = history.map(
      ([x, y]) => 0.8 * x! + 0.5 * y! + (0.5 + Math.abs(x!)) * drawNormal(random),
    );
    const model = fitted(history, outcomes, 'linear');
    const [control, treatment] = [0, 0.5].map((lift) =>
      indexedArm(
        '',
        Array.from({ length: 300 }, () => unit(lift)),
        model,
      ),
    );
    const { test: found, knownModelError } = indexDifference(control!, treatment!, model, 0.05);
    const { lower, upper } = found.effectInterval(0.05);
    const gap = Math.abs(treatment!.mean - control!.mean - truth);
    held += lower! <= truth && truth <= upper! ? 1 : 0;
    heldIfKnown += gap <= 1.96 * knownModelError ? 1 : 0;
  }
  expect(held / 600).toBeGreaterThan(0.92);
  expect(held / 600).toBeLessThan(0.98);
  expect(heldIfKnown / 600).toBeLessThan(0.85);
});
