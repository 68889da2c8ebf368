import { describe, expect, test } from 'vitest';
import { analyzeAggregates } from '../../../src/experiment/analysis.js';
import { compareEvery } from '../../../src/experiment/compare/compare.js';
import type { Design } from '../../../src/experiment/design.js';
import { cellsOf, designOf, mean, metricOf, rate } from '../given.js';

const NAMES = ['generic', 'light', 'full', 'most'];

/** By t.test's formulas and p.adjust("holm") of R 4.2.2: 1 2, 1 3, 1 4, then 2 3, 2 4, 3 4. */
const P_VALUES = [
  0.20030140712260319, 0.00112296825490106, 0.02342048006219215, 0.2046546788101746,
  0.39199494411920477, 0.8022071874093969,
];
const HOLM = [
  0.8012056284904128, 0.00673780952940638, 0.11710240031096075, 0.8012056284904128,
  0.8012056284904128, 0.8022071874093969,
];

const SPEND = cellsOf(['spend'], {
  generic: [mean(200, 10, 9)],
  light: [mean(150, 10.5, 16)],
  full: [mean(250, 11, 12)],
  most: [mean(180, 10.9, 20)],
});

test('all pairs are one family, as in R', () => {
  const { overall, pairs } = compareEvery(SPEND, designOf(SPEND, { allPairs: true }));
  const all = [...overall, ...pairs];
  expect(all.map(({ control, treatment }) => [control.variant, treatment.variant])).toEqual([
    ...NAMES.slice(1).map((name) => ['generic', name]),
    ['light', 'full'],
    ['light', 'most'],
    ['full', 'most'],
  ]);
  all.forEach(({ pValue, adjustedPValue }, i) => {
    expect(pValue! / P_VALUES[i]!).toBeCloseTo(1, 9);
    expect(adjustedPValue! / HOLM[i]!).toBeCloseTo(1, 9);
  });
});

test('rates in pairs agree with pairwise.prop.test of R 4.2.2, uncorrected, Holm', () => {
  const rates = cellsOf(['signup'], {
    generic: [rate(2061, 41987)],
    light: [rate(2238, 42309)],
    full: [rate(2512, 41945)],
  });
  const [pair] = compareEvery(rates, designOf(rates, { allPairs: true })).pairs;
  expect(pair!.adjustedPValue! / 2.17291214427962e-5).toBeCloseTo(1, 9);
});

describe('what is asked of the treatments alone', () => {
  const aggregates = cellsOf(['spend', 'errors', 'visits'], {
    generic: [mean(500, 10, 9), mean(500, 1, 1), mean(500, 3, 4)],
    light: [mean(500, 10.2, 9), mean(500, 1, 1), mean(500, 3.1, 4)],
    full: [mean(500, 11, 9), mean(500, 1.01, 1), mean(500, 3.4, 4)],
  });
  const margin = { kind: 'non-inferiority', size: { scale: 'absolute', size: 0.3 } } as const;
  const given: Partial<Design> = {
    metrics: [metricOf('spend'), metricOf('errors', { margin }), metricOf('visits')],
    allPairs: true,
  };

  test('guardrails keep a margin to the control, so that they have no pairs', () => {
    const { pairs } = compareEvery(aggregates, designOf(aggregates, given));
    expect(pairs.map(({ metric }) => metric)).toEqual(['spend', 'visits']);
  });

  test('a primary metric with a margin is compared without it', () => {
    const metrics = [metricOf('spend', { margin }), metricOf('visits')];
    const { pairs } = compareEvery(aggregates, designOf(aggregates, { ...given, metrics }));
    expect(pairs[0]).toMatchObject({ margin: null, pValue: expect.any(Number) });
  });

  test('prices are those of the two', () => {
    const cost = new Map(Object.entries({ light: 0.1, full: 0.5 }));
    const money = { cost, value: 2 };
    const [pair] = compareEvery(aggregates, designOf(aggregates, { ...given, money })).pairs;
    expect(pair!.netEffect!.estimate).toBeCloseTo(2 * (11 - 10.2) - (0.5 - 0.1), 12);
  });

  test('the verdict is about the control, and its sizes are those of that', () => {
    const asked = analyzeAggregates(aggregates, designOf(aggregates, given));
    const alone = analyzeAggregates(
      aggregates,
      designOf(aggregates, { ...given, allPairs: false }),
    );
    expect(asked.comparisons).toHaveLength(alone.comparisons.length);
    expect(alone.pairs).toEqual([]);
    expect(asked.verdict).toMatchObject({ decision: 'ship', variant: 'full' });
    expect(asked.pairs[0]!.sampleSize.decision).toBeNull();
  });

  test('sizes of a pair are at its own weights', () => {
    const allocation = new Map(Object.entries({ generic: 2, light: 1, full: 3 }));
    const [pair] = compareEvery(aggregates, designOf(aggregates, { ...given, allocation })).pairs;
    const { control, treatment, total } = pair!.sampleSize.required!;
    expect(treatment / control).toBeCloseTo(3, 1);
    expect(total / control).toBeCloseTo(6, 1);
  });
});

test('the verdict says which of the others the best is shown to be better than', () => {
  const four = cellsOf(['m'], {
    a: [rate(100, 1000)],
    b: [rate(200, 1000)],
    c: [rate(310, 1000)],
    d: [rate(300, 1000)],
  });
  const { verdict } = analyzeAggregates(four, designOf(four, { allPairs: true }));
  expect(verdict.reasons).toContainEqual({
    ...{ code: 'LARGEST_OF_SEVERAL', treatment: 'c', others: ['d', 'b'], beaten: ['b'] },
  });
  const alone = analyzeAggregates(four, designOf(four)).verdict;
  expect(alone.reasons).toContainEqual(expect.objectContaining({ beaten: [] }));
});

test('of a primary metric with a margin treatments are compared without it, of a guardrail not at all', () => {
  const margin = { kind: 'non-inferiority', size: { scale: 'relative', size: 0.1 } } as const;
  const pairsOf = (metrics: Design['metrics']) => {
    const cells = cellsOf(
      metrics.map(({ name }) => name),
      Object.fromEntries(
        NAMES.map((name, i) => [name, metrics.map(() => mean(100 + i, 10 + i / 9, 9))]),
      ),
    );
    const { pairs } = compareEvery(cells, designOf(cells, { allPairs: true, metrics }));
    return pairs.map((pair) => [pair.metric, pair.margin]);
  };
  const [a, b] = [metricOf('a', { margin }), metricOf('b', { margin })];
  expect(pairsOf([a])).toEqual(Array(3).fill(['a', null]));
  expect(pairsOf([metricOf('a'), b])).toEqual(Array(3).fill(['a', null]));
});
