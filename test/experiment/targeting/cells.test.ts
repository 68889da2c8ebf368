import { describe, expect, test } from 'vitest';
import { emptyAggregates, type MetricAggregate } from '../../../src/experiment/aggregates.js';
import type { Design } from '../../../src/experiment/design.js';
import {
  type ArmOfCell,
  cellsOf,
  type TargetCell,
  valuationOf,
} from '../../../src/experiment/targeting/cells.js';
import { gainOver } from '../../../src/experiment/targeting/gain.js';
import { learnedRule } from '../../../src/experiment/targeting/rule.js';
import { designOf, mean, metricOf, rate } from '../given.js';

/** Aggregates of one metric by country, each with the samples of its variants. */
function cells(
  countries: Record<string, [MetricAggregate, MetricAggregate?]>,
  rest: Partial<Design> = {},
): TargetCell[] {
  const aggregates = emptyAggregates(['m'], [1], ['country']);
  for (const [country, samples] of Object.entries(countries)) {
    const variants = new Map(
      samples.flatMap((sample, i) =>
        sample ? [[['a', 'b'][i]!, { units: sample.moments.n, samples: [sample] }]] : [],
      ),
    );
    aggregates.segments.get('country')!.set(country, variants);
  }
  const design = { ...designOf(aggregates), control: 'a', treatments: ['b'], ...rest };
  return cellsOf(aggregates, ['country'], { ...design, metrics: [metricOf('m')] });
}

describe('cells', () => {
  test('with too few units of a variant are put together, and stand last', () => {
    const found = cells({
      FR: [mean(10, 1, 2), mean(50, 2, 3)],
      DE: [mean(30, 5, 4), mean(20, 7, 9)],
      IT: [mean(12, 4, 6), mean(9, 3, 5)],
      ES: [mean(20, 6, 1), mean(40, 6, 2)],
      PT: [mean(0, 0, 0), mean(0, 0, 0)],
    });
    expect(found.map(({ values, units }) => [values, units])).toEqual([
      [['ES'], 60],
      [['DE'], 50],
      [null, 81],
    ]);
    expect(found[1]!.arms[1]).toEqual({ n: 20, mean: 7, variance: 9, successes: null });
    const [control, treatment] = found[2]!.arms;
    // Squares within, 2 · 9 + 6 · 11, and between, 3² · 10 · 12 ÷ 22.
    expect(control!.mean).toBeCloseTo(58 / 22, 12);
    expect(control!.variance).toBeCloseTo((18 + 66 + 1080 / 22) / 21, 12);
    expect(treatment!.mean).toBeCloseTo(127 / 59, 12);
    expect(treatment!.variance).toBeCloseTo((3 * 49 + 5 * 8 + 450 / 59) / 58, 12);
  });

  test('of rates have half a unit of either added to their variance', () => {
    const found = cells({
      DE: [rate(3, 30), rate(0, 30)],
      FR: [rate(2, 9), rate(4, 9)],
      IT: [rate(1, 8), rate(1, 8)],
    });
    const [large, small] = found;
    expect(large!.arms[0]!.variance).toBeCloseTo((3.5 / 31) * (27.5 / 31), 12);
    expect(large!.arms[1]!.variance).toBeCloseTo((0.5 / 31) * (30.5 / 31), 12);
    expect(small!.arms.map(({ successes }) => successes)).toEqual([3, 5]);
    expect(small!.arms[1]!.variance).toBeCloseTo((5.5 / 18) * (12.5 / 18), 12);
    // Where some are no rate, none is.
    const mixed = cells({ FR: [rate(2, 9), rate(4, 9)], IT: [mean(8, 5, 1), rate(1, 8)] });
    expect(mixed[0]!.arms.map(({ successes }) => successes)).toEqual([null, 5]);
  });

  test('that one variant lacks are left out, also with the others', () => {
    const large = [mean(30, 5, 4), mean(25, 7, 9)] as [MetricAggregate, MetricAggregate];
    const values = (other: [MetricAggregate, MetricAggregate?]) =>
      cells({ DE: large, FR: other }).map((cell) => cell.values);
    expect(values([mean(5, 1, 1)])).toEqual([['DE']]);
    expect(values([mean(5, 1, 1), mean(1, 3, 0)])).toEqual([['DE']]);
    expect(values([mean(5, 1, 1), mean(2, 3, 1)])).toEqual([['DE'], null]);
  });

  test('are valued net of what a unit costs, and so that more is better', () => {
    const money = { value: 3, cost: new Map([['b', 0.5]]) };
    const [cell] = cells({ DE: [mean(30, 5, 4), mean(25, 7, 9)] }, { money });
    expect(cell!.arms[0]).toMatchObject({ mean: 15, variance: 36 });
    expect(cell!.arms[1]).toMatchObject({ mean: 20.5, variance: 81 });
    const design = designOf(emptyAggregates(['m']), { control: 'a', treatments: ['b'] });
    expect(valuationOf({ ...design, money })).toEqual({ worth: 3, costs: [0, 0.5] });
    const of = (lowerIsBetter: boolean) =>
      valuationOf({ ...design, metrics: [metricOf('m', { lowerIsBetter })] });
    expect(of(false)).toEqual({ worth: 1, costs: [0, 0] });
    expect(of(true)).toEqual({ worth: -1, costs: [0, 0] });
  });
});

const arm = (n: number, mean: number, variance = 4): ArmOfCell => ({
  ...{ n, mean, variance, successes: null },
});
const cell = (...arms: ArmOfCell[]): TargetCell => ({
  ...{ values: ['x'], arms, units: arms.reduce((sum, { n }) => sum + n, 0) },
});

describe('the gain of one rule over another, by hand', () => {
  const both = [cell(arm(10, 1, 4), arm(20, 3, 8)), cell(arm(10, 5, 4), arm(10, 9, 4))];
  const known = { shares: [0.4, 0.6], units: 100 };

  test('counts cells that they treat differently', () => {
    const found = gainOver([1, 0], [0, 0], both, known);
    expect(found.estimate).toBeCloseTo(0.8, 12);
    // .16 · (.4 + .4), and of the shares (.4 · 2² − .8² − .4 · .8) ÷ 100.
    expect(found.variance).toBeCloseTo(0.128 + 0.0064, 12);
    const turned = gainOver([0, 0], [1, 0], both, known);
    expect(turned).toEqual({ estimate: -found.estimate, variance: found.variance });
    expect(gainOver([1, 1], [1, 1], both, known)).toEqual({ estimate: 0, variance: 0 });
  });

  test('has no variance by shares where cells differ by chance alone', () => {
    const alike = [cell(arm(10, 1, 40), arm(20, 3, 80)), cell(arm(10, 5, 40), arm(10, 7, 40))];
    const found = gainOver([1, 1], [0, 0], alike, known);
    expect(found.estimate).toBeCloseTo(2, 12);
    expect(found.variance).toBeCloseTo(0.16 * 8 + 0.36 * 8, 12);
  });
});

describe('a rule that is learned', () => {
  test('draws gains towards their mean by as much as is chance', () => {
    const found = learnedRule([cell(arm(100, 0), arm(100, 1)), cell(arm(100, 0), arm(100, -0.2))]);
    // Paule & Mandel: (1 + .2)² ÷ 2 = .08 + τ², so that of .72 only .64 is no chance.
    const kept = 0.64 / 0.72;
    expect(found.shrunk[0]![0]).toBeCloseTo(0.4 + 0.6 * kept, 9);
    expect(found.shrunk[1]![0]).toBeCloseTo(0.4 - 0.6 * kept, 9);
    expect(found.rule).toEqual([1, 0]);
  });

  test('gives everyone the same where all is chance', () => {
    const found = learnedRule([
      cell(arm(100, 0), arm(100, 0.3)),
      cell(arm(100, 0), arm(100, -0.05)),
    ]);
    expect(found.shrunk.flat()).toEqual([expect.closeTo(0.125, 9), expect.closeTo(0.125, 9)]);
    expect(found.rule).toEqual([1, 1]);
  });

  test('weighs cells by variances within all of them, each by its units', () => {
    // Of the treatment (100 · 4 + 300 · 8) ÷ 400 = 7, of the control 4: gains err by .11 and .04 − by .02333 + .04.
    const found = learnedRule([
      cell(arm(100, 0, 4), arm(100, 0.3, 4)),
      cell(arm(100, 0, 4), arm(300, 0.1, 8)),
    ]);
    const [first, second] = [7 / 100 + 4 / 100, 7 / 300 + 4 / 100];
    const average = (0.3 / first + 0.1 / second) / (1 / first + 1 / second);
    for (const [gain] of found.shrunk) expect(gain).toBeCloseTo(average, 9);
  });

  test('gives each cell the treatment that gains most, the first of equals, or the control', () => {
    const one = (...gains: number[]) =>
      learnedRule([cell(arm(100, 0), ...gains.map((gain) => arm(100, gain)))]).rule;
    expect(one(0.5, 0.7)).toEqual([2]);
    expect(one(0.7, 0.5)).toEqual([1]);
    expect(one(0.5, 0.5)).toEqual([1]);
    expect(one(-0.5, 0.1)).toEqual([2]);
    expect(one(-0.5, -0.1)).toEqual([0]);
    expect(one(0, 0)).toEqual([0]);
  });
});
