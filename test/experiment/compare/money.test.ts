import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Arm } from '../../../src/experiment/arm.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { mostNet } from '../../../src/experiment/compare/money.js';
import { verdictOf } from '../../../src/experiment/decision/verdict.js';
import type { NetEffect } from '../../../src/experiment/net-effect.js';
import type { Alternative } from '../../../src/stats/alternative.js';
import { summaryMoments } from '../../../src/stats/moments.js';
import { welchTest } from '../../../src/stats/tests/means-test.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { cellsOf, designOf, mean, metricOf, rate } from '../given.js';

function priced(
  variants: Parameters<typeof cellsOf>[1],
  cost: Record<string, number>,
  value: number,
  rest = {},
) {
  const aggregates = cellsOf(['m'], variants);
  const money = { cost: new Map(Object.entries(cost)), value };
  const design = designOf(aggregates, { money, ...rest });
  const comparisons = compareAll(aggregates, design);
  return { comparisons, verdict: verdictOf([], comparisons, design) };
}

describe('net gain', () => {
  test('that it pays for itself is the score test at the effect that pays', () => {
    // Farrington–Manning at +0.02, z = 1.9154028 (gsDesign::testBinomial); p = 2 Φ(−z).
    const arms = { generic: [rate(10, 30)], personal: [rate(18, 30)] };
    const { comparisons } = priced(arms, { personal: 0.02 }, 1);
    expect(comparisons[0]!.netEffect!.pValue).toBeCloseTo(0.0554413, 6);
    expect(comparisons[0]!.netEffect!.estimate).toBeCloseTo(8 / 30 - 0.02, 14);
  });

  test('of means is Welch’s t at the mean that pays', () => {
    // R: a <- 144/100; b <- 100/90; df <- (a+b)^2/(a^2/99+b^2/89); 2*pt(-3/sqrt(a+b), df).
    const arms = { generic: [mean(100, 20, 144)], personal: [mean(90, 25, 100)] };
    const { comparisons } = priced(arms, { generic: 1, personal: 2 }, 0.5);
    const { netEffect, df } = comparisons[0]!;
    expect(df).toBeCloseTo(186.925, 3);
    expect(netEffect!.estimate).toBeCloseTo(0.5 * 5 - 1, 14);
    expect(netEffect!.breakEven).toEqual({ absolute: 2, relative: 0.1 });
    expect(netEffect!.pValue).toBeCloseTo(0.06190212, 7);
  });

  test('is the effect’s interval moved to money, and its return that ÷ the cost', () => {
    const arms = { generic: [rate(400, 20000)], personal: [rate(500, 20000)] };
    const { comparisons } = priced(arms, { personal: 0.02 }, 12);
    const { effect, netEffect } = comparisons[0]!;
    expect(netEffect!.lower).toBeCloseTo(12 * effect.lower! - 0.02, 14);
    expect(netEffect!.upper).toBeCloseTo(12 * effect.upper! - 0.02, 14);
    expect(netEffect!.returnOnCost!.estimate).toBeCloseTo(netEffect!.estimate / 0.02, 12);
  });

  test('rejects "it pays for itself" exactly when its interval excludes 0', () => {
    const count = fc.integer({ min: 0, max: 200 });
    const cost = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(count, count, cost, (a, b, c) => {
        const arms = { generic: [rate(a, 200)], personal: [rate(b, 200)] };
        const { netEffect } = priced(arms, { personal: c }, 3).comparisons[0]!;
        if (netEffect === null) return;
        const excludes = netEffect.lower! > 0 || netEffect.upper! < 0;
        if (Math.abs(netEffect.pValue - 0.05) > 1e-9) {
          expect(netEffect.pValue < 0.05).toBe(excludes);
        }
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  test('is had only of the primary metric, where there are prices and a test', () => {
    const aggregates = cellsOf(['m', 'n'], {
      generic: [rate(40, 100), rate(4, 100)],
      personal: [rate(50, 100), rate(5, 100)],
    });
    const money = { cost: new Map([['personal', 1]]), value: 2 };
    const design = designOf(aggregates, { money, metrics: [metricOf('m'), metricOf('n')] });
    const [primary, secondary] = compareAll(aggregates, design);
    expect(primary!.netEffect).not.toBeNull();
    expect(secondary!.netEffect).toBeNull();
    expect(compareAll(aggregates, { ...design, money: null })[0]!.netEffect).toBeNull();
  });
});

describe('the verdict with prices', () => {
  test('keeps the control where the rate doubles and money is lost', () => {
    const arms = { generic: [rate(400, 20000)], personal: [rate(800, 20000)] };
    const { verdict, comparisons } = priced(arms, { personal: 0.5 }, 12);
    expect(comparisons[0]!.relativeEffect!.estimate).toBeCloseTo(1, 12);
    expect(verdict).toMatchObject({ decision: 'keep-control', variant: 'generic' });
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['DOES_NOT_PAY']);
  });

  test('says so too where only an increase was tested', () => {
    const arms = { generic: [rate(400, 20000)], personal: [rate(800, 20000)] };
    const { verdict } = priced(arms, { personal: 0.5 }, 12, { alternative: 'greater' });
    expect(verdict.decision).toBe('keep-control');
  });

  test('loses money at the level of all comparisons, also at the end that one side leaves open', () => {
    const arms = {
      generic: [rate(1000, 10000)],
      light: [rate(1300, 10000)],
      full: [rate(1150, 10000)],
    };
    // Bounds of full at 0.05 and 0.025, by R: 0.015 + qnorm(c(0.95, 0.975)) * sqrt(0.09e-4 + 0.101775e-4).
    const [most, corrected] = [0.0222023, 0.0235822];
    const outcome = (cost: number) =>
      priced(arms, { full: cost }, 1, { alternative: 'greater' }).comparisons[1]!.outcome;
    expect(outcome((most + corrected) / 2)).toBe('inconclusive');
    expect(outcome(corrected + 1e-4)).toBe('loss');
  });

  test('ships what nets most, not what raises the rate most', () => {
    const arms = {
      generic: [rate(400, 20000)],
      light: [rate(700, 20000)],
      full: [rate(800, 20000)],
    };
    const { verdict } = priced(arms, { light: 0.01, full: 0.1 }, 12);
    expect(verdict).toMatchObject({ decision: 'ship', variant: 'light' });
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['PAYS', 'LARGEST_OF_SEVERAL']);
  });

  test('collects on where it is not settled, however clear the effect is', () => {
    const arms = { generic: [rate(400, 20000)], personal: [rate(800, 20000)] };
    const { verdict } = priced(arms, { personal: 0.24 }, 12);
    expect(verdict.decision).toBe('keep-collecting');
    expect(verdict.reasons[0]!.code).toBe('MAY_NOT_PAY');
  });
});

test('the most that may be netted is the open end turned round, or the end that there is', () => {
  const arms = { generic: [mean(100, 20, 144)], personal: [mean(90, 25, 100)] };
  const cells = cellsOf(['m'], arms);
  const money = { cost: new Map([['personal', 1]]), value: 2 };
  const design = designOf(cells, { money });
  const [control, treatment] = [summaryMoments(100, 20, 144), summaryMoments(90, 25, 100)];
  const of = (claim: Alternative) => welchTest(control, treatment, claim) as TwoSampleTest;
  const net = (upper: number | null) => ({ upper }) as NetEffect;
  const most = (upper: number | null, oppositeSide: TwoSampleTest | 'ZERO_VARIANCE') =>
    mostNet(net(upper), { oppositeSide, treatment: { variant: 'personal' } as Arm }, design, 0.05);
  expect(most(7, of('greater'))).toBe(7);
  expect(most(7, of('less'))).toBe(7);
  expect(most(null, 'ZERO_VARIANCE')).toBeNull();
  expect(most(null, of('greater'))).toBeNull();
  expect(most(null, of('less'))).toBeCloseTo(2 * of('less').effectInterval(0.05).upper! - 1, 12);
});
