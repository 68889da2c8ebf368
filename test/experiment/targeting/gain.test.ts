import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  addValues,
  emptyAggregates,
  segmentAggregates,
  variantAggregates,
} from '../../../src/experiment/aggregates.js';
import { cellsOf, LEAST_UNITS, type TargetCell } from '../../../src/experiment/targeting/cells.js';
import { gainOver } from '../../../src/experiment/targeting/gain.js';
import { learnedRule } from '../../../src/experiment/targeting/rule.js';
import { targetingsOf } from '../../../src/experiment/targeting/targeting.js';
import { relativeError } from '../../stats/reference.js';
import { designOf, metricOf } from '../given.js';

interface Row {
  segment: number[];
  arm: number[];
  y: number[];
  rule: number[];
  other: number[];
  estimate: number;
  variance: number;
}

const { rows } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../reference/targeting.json'), 'utf8'),
) as { rows: Row[] };

function cellsIn({ segment, arm, y }: Row): TargetCell[] {
  const arms = 1 + Math.max(...arm);
  return Array.from({ length: 1 + Math.max(...segment) }, (_, g) => {
    const own = Array.from({ length: arms }, (_, a) => {
      const values = y.filter((_, i) => segment[i] === g && arm[i] === a);
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
      return { n: values.length, mean, variance, successes: null };
    });
    return { values: [String(g)], arms: own, units: own.reduce((sum, { n }) => sum + n, 0) };
  });
}

describe('what a rule gains over another', () => {
  test('is a contrast of a regression with HC2 errors, R 4.2.2', () => {
    for (const row of rows) {
      const cells = cellsIn(row);
      const units = row.y.length;
      const shares = cells.map((cell) => cell.units / units);
      const found = gainOver(row.rule, row.other, cells, { shares, units });
      expect(relativeError(found.estimate, row.estimate)).toBeLessThan(1e-10);
      expect(relativeError(found.variance, row.variance)).toBeLessThan(1e-10);
    }
  });

  test('is nothing, and known to be, where both are the same', () => {
    const cells = cellsIn(rows[0]!);
    const rule = cells.map(() => 1);
    const found = gainOver(rule, rule, cells, { shares: cells.map(() => 0.5), units: 10 });
    expect(found).toEqual({ estimate: 0, variance: 0 });
  });
});

/** Counts of two variants by segment: successes and units of each. */
function counted(segments: Record<string, [number, number][]>, names = ['generic', 'light']) {
  const aggregates = emptyAggregates(['m'], [1], ['s']);
  for (const [value, arms] of Object.entries(segments)) {
    arms.forEach(([successes, n], i) => {
      for (const into of [
        variantAggregates(aggregates, names[i]!),
        segmentAggregates(aggregates, 's', value, names[i]!),
      ]) {
        into.units += n;
        for (let k = 0; k < n; k++) addValues(into.samples[0]!, [k < successes ? 1 : 0]);
      }
    });
  }
  return aggregates;
}

const cell = (values: string[], arms: [number, number][]): TargetCell => ({
  values,
  arms: arms.map(([mean, n]) => ({ n, mean, variance: 0.2, successes: null })),
  units: arms.reduce((sum, [, n]) => sum + n, 0),
});

describe('a rule', () => {
  test('is the same for everyone where gains differ by no more than chance', () => {
    const cells = [
      cell(
        ['a'],
        [
          [0.2, 500],
          [0.26, 500],
        ],
      ),
      cell(
        ['b'],
        [
          [0.2, 500],
          [0.19, 500],
        ],
      ),
    ];
    expect(learnedRule(cells).rule).toEqual([1, 1]);
  });

  test('gives each segment what gains most there where they truly differ', () => {
    const cells = [
      cell(
        ['a'],
        [
          [0.2, 5000],
          [0.3, 5000],
          [0.2, 5000],
        ],
      ),
      cell(
        ['b'],
        [
          [0.2, 5000],
          [0.1, 5000],
          [0.1, 5000],
        ],
      ),
      cell(
        ['c'],
        [
          [0.2, 5000],
          [0.2, 5000],
          [0.3, 5000],
        ],
      ),
    ];
    expect(learnedRule(cells).rule).toEqual([1, 0, 2]);
  });

  test('knows a mean by its sample variance, a rate by half a success and half a failure more', () => {
    const aggregates = emptyAggregates(['m'], [1], ['s']);
    const values = Array.from({ length: 60 }, (_, i) => [3, 5, 10, 6][i % 4]! + (i < 30 ? 0 : 1));
    for (const variant of ['generic', 'light']) {
      for (const y of values) {
        for (const into of [
          variantAggregates(aggregates, variant),
          segmentAggregates(aggregates, 's', 'a', variant),
        ]) {
          into.units += 1;
          addValues(into.samples[0]!, [y]);
        }
      }
    }
    const money = { value: 10, cost: new Map([['light', 1.5]]) };
    const [cell] = cellsOf(aggregates, ['s'], designOf(aggregates, { money }));
    // R: y <- rep(c(3, 5, 10, 6), 15) + rep(0:1, each = 30); c(mean(y), var(y))
    const [mean, variance] = [6.5, 7];
    expect(cell!.arms.map((arm) => arm.mean)).toEqual([10 * mean, 10 * mean - 1.5]);
    for (const arm of cell!.arms) expect(arm.variance / variance / 100).toBeCloseTo(1, 12);
    const rates = counted({
      a: [
        [0, 99],
        [30, 59],
      ],
    });
    const [ofRates] = cellsOf(rates, ['s'], designOf(rates));
    const [none, half] = ofRates!.arms.map((arm) => arm.variance);
    expect(none).toBeCloseTo(0.005 * 0.995, 14);
    expect(half).toBeCloseTo((30.5 / 60) * (29.5 / 60), 14);
  });

  test('knows segments taken together by the variance of all their values', () => {
    const aggregates = emptyAggregates(['m'], [1], ['s']);
    const add = (segment: string, n: number, from: number) => {
      for (const variant of ['generic', 'light']) {
        for (let i = 0; i < n; i++) {
          for (const into of [
            variantAggregates(aggregates, variant),
            segmentAggregates(aggregates, 's', segment, variant),
          ]) {
            into.units += 1;
            addValues(into.samples[0]!, [from + (i % 5)]);
          }
        }
      }
    };
    add('large', 200, 0);
    add('b', 15, 0);
    add('c', 10, 30);
    const cells = cellsOf(aggregates, ['s'], designOf(aggregates));
    const together = cells.find(({ values }) => values === null)!.arms[0]!;
    // R: y <- c(rep(0:4, 3), 30 + rep(0:4, 2)); c(mean(y), var(y))
    expect(together.n).toBe(25);
    expect(together.mean).toBeCloseTo(14, 12);
    expect(together.variance).toBeCloseTo(227.08333333333334, 10);
  });

  test('has a gain between the ends of its interval', () => {
    const aggregates = counted({
      a: [
        [300, 1000],
        [400, 1000],
      ],
      b: [
        [300, 1000],
        [250, 1000],
      ],
    });
    const [found] = targetingsOf(aggregates, designOf(aggregates));
    for (const { lower, estimate, upper } of [found!.overNoOne, ...found!.overEveryone]) {
      expect(lower).toBeLessThan(estimate);
      expect(upper).toBeGreaterThan(estimate);
    }
  });

  test('is about every unit: segments that are too small are treated alike', () => {
    const few = LEAST_UNITS - 1;
    const aggregates = counted({
      large: [
        [30, 200],
        [50, 200],
      ],
      b: [
        [2, few],
        [3, few],
      ],
      c: [
        [2, few],
        [3, few],
      ],
    });
    const cells = cellsOf(aggregates, ['s'], designOf(aggregates));
    expect(cells.map(({ values, units }) => [values, units])).toEqual([
      [['large'], 400],
      [null, 4 * few],
    ]);
    const [found] = targetingsOf(aggregates, designOf(aggregates));
    expect(found).toMatchObject({ units: 400 + 4 * few, pooledUnits: 4 * few, unitsLeftOut: 0 });
  });

  test('leaves out segments that lack a variant, and says how many units these are', () => {
    const aggregates = counted({
      a: [
        [30, 200],
        [50, 200],
      ],
      b: [
        [3, 40],
        [0, 0],
      ],
    });
    const [found] = targetingsOf(aggregates, designOf(aggregates));
    expect(found).toMatchObject({ units: 400, unitsLeftOut: 40 });
  });

  test('of nothing at all gains nothing', () => {
    const aggregates = counted({
      a: [
        [0, 0],
        [0, 0],
      ],
    });
    const [found] = targetingsOf(aggregates, designOf(aggregates));
    expect(found).toMatchObject({ cells: [], units: 0, conclusion: 'NOT_BETTER_THAN_NO_ONE' });
  });

  test('turns round where less is better, and counts what a unit costs', () => {
    const aggregates = counted({
      a: [
        [900, 3000],
        [600, 3000],
      ],
      b: [
        [600, 3000],
        [900, 3000],
      ],
    });
    const lower = [metricOf('m', { lowerIsBetter: true })];
    const [less] = targetingsOf(aggregates, designOf(aggregates, { metrics: lower }));
    expect(less!.cells.map(({ variant }) => variant)).toEqual(['light', 'generic']);
    const money = { value: 10, cost: new Map([['light', 1.5]]) };
    const [dear] = targetingsOf(aggregates, designOf(aggregates, { money }));
    expect(dear!.cells.every(({ variant }) => variant === 'generic')).toBe(true);
    expect(dear!.overNoOne).toEqual({ estimate: 0, lower: 0, upper: 0 });
  });

  test('is the same again from the same data', () => {
    const aggregates = counted({
      a: [
        [30, 200],
        [50, 200],
      ],
      b: [
        [40, 200],
        [41, 200],
      ],
    });
    const design = designOf(aggregates);
    expect(targetingsOf(aggregates, design)).toEqual(targetingsOf(aggregates, design));
  });
});
