import { describe, expect, test } from 'vitest';
import type { MetricAggregate } from '../../../src/experiment/aggregates.js';
import { checkData } from '../../../src/experiment/checks/checks.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { segmentedEffects } from '../../../src/experiment/compare/heterogeneity.js';
import { compareSegments } from '../../../src/experiment/compare/segments.js';
import { standingsOf } from '../../../src/experiment/decision/standing.js';
import { verdictOf } from '../../../src/experiment/decision/verdict.js';
import type { Design } from '../../../src/experiment/design.js';
import { summaryMoments } from '../../../src/stats/moments.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';
import { segmentedCells } from './segmented.js';

/** Money of that mean, with a standard deviation of 10 and that skewness. */
function money(n: number, mean: number, skewness: number | null): MetricAggregate {
  const third = skewness === null ? null : skewness * 1000;
  return { moments: summaryMoments(n, mean, 100, third), successes: null, missing: 0 };
}

/** What becomes of a control of 1,000 and a treatment of 9,000 units that gains so much. */
function judged(gain: number, skewness: number | null, rest: Partial<Design> = {}) {
  const cells = cellsOf(['spend'], {
    generic: [money(1000, 5, skewness)],
    personal: [money(9000, 5 + gain, skewness)],
  });
  const design = designOf(cells, {
    allocation: new Map([
      ['generic', 1],
      ['personal', 9],
    ]),
    ...rest,
  });
  const comparisons = compareAll(cells, design);
  const checks = checkData({ aggregates: cells, design, comparisons, effects: [] });
  const { decision, reasons } = verdictOf(checks, comparisons, design);
  // What a simulation decides by is the same.
  expect(standingsOf(cells, design)[0]!.outcome).toBe(comparisons[0]!.outcome);
  return {
    comparison: comparisons[0]!,
    checks: checks.map(({ code }) => code),
    decision,
    reasons: reasons.map(({ code }) => code),
  };
}

describe('a mean in uneven arms', () => {
  test('is decided as ever where values are not skewed', () => {
    const { comparison, decision, checks } = judged(0.7, 1);
    expect(comparison).toMatchObject({
      outcome: 'win',
      skewness: { error: null, undecided: false },
    });
    expect(decision).toBe('ship');
    expect(checks).not.toContain('SKEWED_MEAN');
  });

  test('is no ship where its p-value would not do, were its skewness allowed for', () => {
    // At skewness 4 a side errs in 3.4 % rather than 2.5 %, so that p = 0.040 is about 0.055 in truth.
    const [shown, open] = [judged(0.72, 4), judged(0.685, 4)];
    expect(shown.comparison).toMatchObject({ outcome: 'win', skewness: { undecided: false } });
    expect(shown.checks).toContain('SKEWED_MEAN');
    expect(open.comparison.adjustedPValue).toBeLessThan(0.05);
    expect(open.comparison.skewness!.pValue).toBeGreaterThan(0.05);
    expect(open.comparison).toMatchObject({
      outcome: 'inconclusive',
      skewness: { undecided: true },
    });
    expect(open.decision).toBe('keep-collecting');
    expect(open.reasons).toContain('TOO_SKEWED');
  });

  test('is decided on the side that errs less, and not kept on the other', () => {
    expect(judged(-0.8, 30).comparison.outcome).toBe('loss');
    expect(judged(-0.8, -30).comparison.outcome).toBe('inconclusive');
  });

  test('beyond the expansion takes what no distribution comes to', () => {
    const { comparison, decision } = judged(1.5, 40);
    expect(comparison.pValue).toBeLessThan(1e-5);
    expect(comparison).toMatchObject({ outcome: 'inconclusive', skewness: { undecided: true } });
    expect(decision).toBe('keep-collecting');
    // √39 pooled standard errors of 1/3 and more.
    expect(judged(2.2, 40).comparison.outcome).toBe('win');
  });

  test('rules no MDE out with the end of an interval that is too near', () => {
    const mde = { scale: 'absolute', size: 0.9 } as const;
    const rest = { metrics: [metricOf('spend', { mde })] };
    for (const skewness of [-1, 1, 5, 30]) {
      expect(judged(0.2, skewness, rest).comparison.outcome).toBe('flat');
    }
    expect(judged(0.2, -5, rest).comparison.outcome).toBe('inconclusive');
  });

  test('is warned of where a summary does not say how skewed it is', () => {
    const { comparison, checks, decision } = judged(0.8, null);
    expect(comparison.skewness).toBeNull();
    expect(checks).toContain('SKEWNESS_UNKNOWN');
    expect(decision).toBe('ship');
  });

  test('guards nothing where it is too skewed to be shown within its margin', () => {
    const guard = metricOf('spend', {
      kind: 'mean',
      margin: { kind: 'non-inferiority', size: { scale: 'absolute', size: 0.6 } },
    });
    const held = (skewness: number) => {
      const cells = cellsOf(['signup', 'spend'], {
        generic: [rate(100, 1000), money(1000, 5, skewness)],
        personal: [rate(1800, 9000), money(9000, 5.2, skewness)],
      });
      const allocation = new Map([
        ['generic', 1],
        ['personal', 9],
      ]);
      const design = designOf(cells, { allocation, metrics: [metricOf('signup'), guard] });
      const comparisons = compareAll(cells, design);
      expect(standingsOf(cells, design)[1]!.outcome).toBe(comparisons[1]!.outcome);
      const { decision, reasons } = verdictOf([], comparisons, design);
      return [comparisons[1]!.outcome, decision, ...reasons.map(({ code }) => code)];
    };
    expect(held(0)).toEqual(['win', 'ship', 'NULL_REJECTED', 'GUARDRAIL_HOLDS']);
    expect(held(40)).toEqual([
      ...['inconclusive', 'keep-collecting', 'NULL_REJECTED', 'GUARDRAIL_SKEWED'],
    ]);
  });

  test('in equal arms is quiet, however skewed', () => {
    const cells = cellsOf(['spend'], {
      generic: [money(1000, 5, 30)],
      personal: [money(1000, 6.2, 30)],
    });
    const design = designOf(cells);
    const [comparison] = compareAll(cells, design);
    expect(comparison).toMatchObject({ outcome: 'win', skewness: { difference: 0, error: null } });
  });
});

test('whoever reads p-values only ships what is too skewed to be decided', () => {
  const cells = cellsOf(['spend'], {
    generic: [money(1000, 5, 40)],
    personal: [money(9000, 6, 40)],
  });
  const design = designOf(cells);
  expect(standingsOf(cells, design)[0]!.outcome).toBe('inconclusive');
  expect(standingsOf(cells, design, true)[0]!.outcome).toBe('win');
});

describe('within strata', () => {
  /** Two countries, each with a tenth of its units in the control. */
  const stratified = (skewness: number) => {
    const part = () => ({ generic: money(500, 5, skewness), personal: money(4500, 6, skewness) });
    const cells = segmentedCells('country', { DE: part(), FR: part() });
    const design = designOf(cells, { stratify: 'country' });
    const [effect] = segmentedEffects(
      compareAll(cells, design),
      compareSegments(cells, design),
      design,
    );
    return { comparison: compareAll(cells, design)[0]!, averageError: effect!.averageError };
  };

  test('the average is as skewed as the whole that it is of, and as undecided', () => {
    const { comparison, averageError } = stratified(40);
    expect(comparison.skewness!.difference).toBeCloseTo(40 * (-8000 / Math.sqrt(9e10)), 2);
    expect(comparison).toMatchObject({ outcome: 'inconclusive', skewness: { undecided: true } });
    expect(averageError).toMatchObject({ side: 'above' });
  });

  test('one that is not skewed is decided, and not warned of', () => {
    const { comparison, averageError } = stratified(1);
    expect(comparison).toMatchObject({ outcome: 'win', skewness: { error: null } });
    expect(averageError).toBeNull();
  });
});
