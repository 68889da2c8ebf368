import { describe, expect, test } from 'vitest';
import {
  type Aggregates,
  emptyAggregates,
  type MetricAggregate,
  segmentAggregates,
  variantAggregates,
} from '../../../src/experiment/aggregates.js';
import type { Design } from '../../../src/experiment/design.js';
import { cellsOf } from '../../../src/experiment/targeting/cells.js';
import { gainOver } from '../../../src/experiment/targeting/gain.js';
import { drawHalves } from '../../../src/experiment/targeting/halves.js';
import { learnedRule, type Rule } from '../../../src/experiment/targeting/rule.js';
import { targetingsOf } from '../../../src/experiment/targeting/targeting.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { designOf, mean, metricOf, rate } from '../given.js';

/** One metric of a control and treatments by segment, and of all of them whatever is last. */
function segmented(
  segments: Record<string, MetricAggregate[]>,
  whole: MetricAggregate[],
  names = ['generic', 'light', 'full'],
): Aggregates {
  const aggregates = emptyAggregates(['m'], [1], ['s']);
  const put = (into: ReturnType<typeof variantAggregates>, sample: MetricAggregate) => {
    into.units = sample.moments.n;
    into.samples[0] = sample;
  };
  whole.forEach((sample, i) => {
    put(variantAggregates(aggregates, names[i]!), sample);
  });
  for (const [value, arms] of Object.entries(segments)) {
    arms.forEach((sample, i) => {
      put(segmentAggregates(aggregates, 's', value, names[i]!), sample);
    });
  }
  return aggregates;
}

const middle = (values: number[]) => values.toSorted((a, b) => a - b)[50]!;

/** By definition, from the parts: of 101 splits the mean of the gains, and the medians of their ends. */
function byDefinition(aggregates: Aggregates, design: Design, z: number) {
  const cells = cellsOf(aggregates, ['s'], design);
  const units = cells.reduce((sum, cell) => sum + cell.units, 0);
  const shares = cells.map((cell) => cell.units / units);
  const rules: Rule[] = [0, 1, 2].map((arm) => cells.map(() => arm));
  const all = Array.from({ length: 101 }, (_, i) => {
    const halves = drawHalves(randomStream(31_415_926, [i, 0]), cells, design.money?.value ?? 1);
    const { rule } = learnedRule(halves.learned);
    return rules.map((other) => gainOver(rule, other, halves.valued, { shares, units }));
  });
  return rules.map((_, arm) => {
    const own = all.map((one) => one[arm]!);
    const estimate = own.reduce((sum, one) => sum + one.estimate, 0) / 101;
    const end = (side: 1 | -1) =>
      middle(own.map((one) => one.estimate + side * z * Math.sqrt(one.variance)));
    return { estimate, lower: Math.min(estimate, end(-1)), upper: Math.max(estimate, end(1)) };
  });
}

const clear = segmented(
  {
    a: [rate(300, 1000), rate(380, 1000), rate(290, 1000)],
    b: [rate(300, 1000), rate(310, 1000), rate(390, 1000)],
    c: [rate(310, 1000), rate(250, 1000), rate(240, 1000)],
  },
  [rate(910, 3000), rate(940, 3000), rate(920, 3000)],
);
const faint = segmented(
  {
    a: [mean(500, 10, 90), mean(500, 10.9, 90), mean(300, 9.9, 90)],
    b: [mean(400, 10, 90), mean(400, 9.6, 90), mean(200, 10.7, 90)],
  },
  [mean(900, 10, 90), mean(900, 10.3, 90), mean(500, 10.2, 90)],
);

describe('what a rule gains', () => {
  test.each<[string, Aggregates, 'proportion' | 'mean']>([
    ['clear differences', clear, 'proportion'],
    ['faint ones', faint, 'mean'],
  ])('is told of %s by 101 splits', (_, aggregates, kind) => {
    const design = designOf(aggregates);
    const [found] = targetingsOf(aggregates, design);
    // R: qnorm(1 - .05 / 4)
    const [noOne, ...everyone] = byDefinition(aggregates, design, 2.241402727604947);
    const near = ({ estimate, lower, upper }: typeof noOne & object) => ({
      estimate: expect.closeTo(estimate, 12),
      lower: expect.closeTo(lower, 12),
      upper: expect.closeTo(upper, 12),
    });
    expect(found!.overNoOne).toEqual(near(noOne!));
    expect(found!.overEveryone).toEqual([
      { variant: 'light', ...near(everyone[0]!) },
      { variant: 'full', ...near(everyone[1]!) },
    ]);
    expect(found).toMatchObject({ metric: 'm', kind, columns: ['s'], splits: 101, isMoney: false });
    expect(found!.confidence).toBe(0.95);
  });

  test('is at least 0 in one end and at most in the other where most rules are the same', () => {
    const { overNoOne, overEveryone } = targetingsOf(faint, designOf(faint))[0]!;
    for (const { estimate, lower, upper } of [overNoOne, ...overEveryone]) {
      expect(lower).toBeLessThanOrEqual(estimate);
      expect(upper).toBeGreaterThanOrEqual(estimate);
    }
  });

  test('pays where it is shown to beat everyone and no one, by however little', () => {
    const [found] = targetingsOf(clear, designOf(clear));
    expect(found!.cells.map(({ values, variant }) => [values![0], variant])).toEqual([
      ['a', 'light'],
      ['b', 'full'],
      ['c', 'generic'],
    ]);
    expect(found!.conclusion).toBe('RULE_PAYS');
    expect(found!.overNoOne.lower).toBeLessThan(1);
    // In sample: gains of 0.08, 0.09 and 0 over the control, of a third of the units each.
    expect(found!.inSample).toBeCloseTo((0.08 + 0.09) / 3, 12);
    expect(targetingsOf(faint, designOf(faint))[0]!.conclusion).toBe('NOT_BETTER_THAN_NO_ONE');
  });

  test('is in money where prices are known, of a metric of whatever kind', () => {
    const money = { value: 20, cost: new Map([['light', 0.5]]) };
    const metrics = [metricOf('m', { kind: 'mean' })];
    const [found] = targetingsOf(clear, designOf(clear, { money, metrics }));
    expect(found).toMatchObject({ isMoney: true, kind: 'mean' });
    const [a] = found!.cells;
    expect(a!.gains[0]!.estimate).toBeCloseTo(20 * 0.08 - 0.5, 12);
    expect(a!.gains[1]!.estimate).toBeCloseTo(20 * -0.01, 12);
    expect(a!.share).toBeCloseTo(1 / 3, 15);
  });
});
