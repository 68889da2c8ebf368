import { describe, expect, test } from 'vitest';
import type { MetricAggregate } from '../../../src/experiment/aggregates.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { standingsOf } from '../../../src/experiment/decision/standing.js';
import type { Design } from '../../../src/experiment/design.js';
import { exactNonInferiority } from '../../../src/stats/margin/exact-margin.js';
import { exactTest } from '../../../src/stats/tests/exact-test.js';
import { cellsOf, designOf, mean, metricOf, rate } from '../given.js';
import { alike, guarded, notWorse, points } from './guarded.js';

test('a primary metric with a margin that cannot be tested takes nothing from the others of its family', () => {
  const margin = notWorse(points(0.01));
  const adjusted = (third: MetricAggregate) => {
    const arms = { generic: [rate(200, 2000)], light: [rate(205, 2000)], full: [third] };
    const cells = cellsOf(['signup'], arms);
    const design = designOf(cells, { metrics: [metricOf('signup', { margin })] });
    return compareAll(cells, design).map(({ pValue, adjustedPValue }) =>
      pValue === null ? null : adjustedPValue! / pValue,
    );
  };
  expect(adjusted(rate(0, 0))).toEqual([1, null]);
  expect(adjusted(rate(205, 2000))).toEqual([2, 2]);
});

test('a primary metric with a margin is judged as one of its family, a guardrail by itself', () => {
  const margin = notWorse(points(0.01));
  const arms = { generic: [rate(200, 2000)], light: [rate(205, 2000)], full: [rate(205, 2000)] };
  const cells = cellsOf(['signup'], arms);
  const design: Partial<Design> = {
    metrics: [metricOf('signup', { margin })],
    correction: 'bonferroni',
  };
  const [first] = compareAll(cells, designOf(cells, design));
  expect(first).toMatchObject({ role: 'primary', confidence: 0.975 });
  expect(first!.criticalValue).toBeCloseTo(1.959963984540054, 12);
  const guard = guarded([rate(200, 2000), rate(205, 2000)], { margin });
  expect(guard).toMatchObject({ role: 'guardrail', confidence: 0.95, coverage: 'alone' });
  expect(guard.criticalValue).toBeCloseTo(1.644853626951472, 12);
  // Of the same arms, so that the bound at the smaller level lies further out.
  expect(first!.effect.lower).toBeLessThan(guard.effect.lower!);
});

test('what simulations decide by is judged at those levels, too', () => {
  const margin = notWorse(points(0.01));
  const outcomes = Array.from({ length: 30 }, (_, i) => {
    const treated = rate(200 + i, 2000);
    const cells = cellsOf(['signup'], {
      generic: [rate(200, 2000)],
      light: [treated],
      full: [treated],
    });
    const design = designOf(cells, {
      metrics: [metricOf('signup', { margin })],
      correction: 'bonferroni',
    });
    const [compared] = compareAll(cells, design);
    expect(standingsOf(cells, design)[0]!.outcome).toBe(compared!.outcome);
    // Half of alpha is what each of two may take.
    if (compared!.outcome === 'win') expect(compared!.pValue).toBeLessThan(0.025);
    return { p: compared!.pValue!, isWon: compared!.outcome === 'win' };
  });
  expect(outcomes.some(({ p, isWon }) => p < 0.05 && !isWon)).toBe(true);
  expect(outcomes.some(({ isWon }) => isWon)).toBe(true);
});

describe('equivalence', () => {
  test('is undecided for a simulation, too, where one side of two has none', () => {
    const margin = alike({ scale: 'relative', size: 0.1 });
    const cells = cellsOf(['x', 'm'], {
      generic: [rate(100, 1500), rate(0, 1500)],
      personal: [rate(100, 1500), rate(30, 1500)],
    });
    const metrics = [metricOf('x'), metricOf('m', { margin })];
    const standings = standingsOf(cells, designOf(cells, { metrics }));
    expect(standings.map(({ role, outcome }) => [role, outcome])).toEqual([
      ['primary', 'inconclusive'],
      ['guardrail', 'untestable'],
    ]);
  });

  test('is broken on the side that is overstepped, by a p-value of its own', () => {
    const margin = alike({ scale: 'absolute', size: 0.5 });
    const beyond = (treatment: MetricAggregate) =>
      guarded([mean(400, 5, 4), treatment], { margin }).logPBeyond!;
    // R 4.2.2: pt(-1.5 / se, df, log.p = TRUE), se and df as Welch has them.
    expect(beyond(mean(300, 7, 6))).toBeCloseTo(-38.2462844650998, 8);
    expect(beyond(mean(300, 3, 6))).toBeCloseTo(-38.2462844650998, 8);
  });

  test('has no test where one side of two has none', () => {
    const found = guarded([rate(0, 1500), rate(30, 1500)], {
      margin: alike({ scale: 'relative', size: 0.1 }),
    });
    expect(found).toMatchObject({
      ...{ outcome: 'untestable', reason: 'NO_RELATIVE_MARGIN', statistic: null, pValue: null },
      ...{ confidence: null, logPBeyond: null, effect: { lower: null, upper: null } },
    });
  });
});

describe('there is no lift', () => {
  test('of a control of nothing', () => {
    const found = guarded([rate(0, 0), rate(3, 100)], { margin: notWorse(points(0.01)) });
    expect(found.relativeEffect).toBeNull();
  });

  test('of a control that cannot be told from 0', () => {
    const margin = { kind: 'equivalence', size: { scale: 'absolute', size: 9 } } as const;
    const found = guarded([mean(400, 0.1, 4), mean(300, 5, 6)], { margin });
    expect(found).toMatchObject({ outcome: 'win', relativeEffect: null });
    expect(found.effect.lower).toBeLessThan(found.effect.upper!);
    const known = guarded([mean(400, 10, 4), mean(300, 11, 6)], { margin });
    expect(known.relativeEffect!.estimate).toBeCloseTo(0.1, 12);
    expect(known.relativeEffect!.lower).toBeLessThan(known.relativeEffect!.upper!);
  });
});

describe('a rate of few events', () => {
  const few: [MetricAggregate, MetricAggregate] = [rate(1, 50), rate(2, 50)];

  test('is judged by the exact test, on both scales', () => {
    const margin = notWorse(points(0.1));
    const found = guarded(few, { margin, lowerIsBetter: true });
    const [c, t] = [
      { successes: 1, n: 50 },
      { successes: 2, n: 50 },
    ];
    const asked = { margin: 0.1, relative: false, better: 'decrease' } as const;
    const exact = exactNonInferiority(c, t, asked);
    if (typeof exact === 'string') throw new Error(exact);
    expect(found).toMatchObject({ method: 'exact', pValue: exact.pValue });
    expect(found.effect.upper).toBe(exact.bound(0.05));
    // The lift is that of the exact test at no difference, one-sided.
    const plain = exactTest(c, t, 'less');
    if (typeof plain === 'string') throw new Error(plain);
    expect(found.relativeEffect).toMatchObject({ ...plain.relativeInterval(0.05)! });
  });

  test('unless there are enough', () => {
    const margin = notWorse(points(0.1));
    expect(guarded([rate(100, 1000), rate(110, 1000)], { margin }).method).toBe(
      'farrington-manning',
    );
  });
});
