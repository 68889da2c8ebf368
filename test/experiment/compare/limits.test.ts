import { expect, test } from 'vitest';
import type { Aggregates } from '../../../src/experiment/aggregates.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { limitsOf } from '../../../src/experiment/compare/limits.js';
import type { Design } from '../../../src/experiment/design.js';
import { plannedMde } from '../../../src/experiment/size/power-plan.js';
import type { Alternative } from '../../../src/stats/alternative.js';
import { summaryMoments } from '../../../src/stats/moments.js';
import { welchTest } from '../../../src/stats/tests/means-test.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { cellsOf, designOf, mean, rate } from '../given.js';

/* An odd sample size is never more than a missing figure: the test itself stands. */

function compared(aggregates: Aggregates, rest: Partial<Design> = {}) {
  const [comparison] = compareAll(aggregates, designOf(aggregates, rest));
  expect(comparison!.pValue).toBeGreaterThan(0);
  return comparison!;
}

test('a level of 0.9 on a control of 0 is sized, or has no size', () => {
  const aggregates = cellsOf(['m'], { generic: [rate(0, 1)], personal: [rate(1, 2)] });
  compared(aggregates, { alpha: 0.9, power: 0.95, alternative: 'greater' });
});

test('an observed effect of next to nothing has no size', () => {
  const aggregates = cellsOf(['m'], {
    generic: [mean(100, 0, 1)],
    personal: [mean(100, 1e-170, 1)],
  });
  expect(compared(aggregates).sampleSize.required).toBeNull();
});

test('an observed effect that needs more units than can be counted has no size', () => {
  const aggregates = cellsOf(['m'], {
    generic: [mean(100, 0, 1)],
    personal: [mean(100, 1e-12, 1)],
  });
  expect(compared(aggregates).sampleSize.required).toBeNull();
});

test('a level of a half on a plain effect is sized, or has no size', () => {
  const aggregates = cellsOf(['m'], {
    generic: [mean(2, 2.4, 0.01)],
    personal: [mean(2, 0, 0.0419)],
  });
  compared(aggregates, { alpha: 0.5, power: 0.95, alternative: 'less' });
});

// A bug of today: this stops `power --baseline 0 --sample-size 100 --allocation 10:1 --power 0.2`.
test('a power that no effect at all already has, has no smallest effect', () => {
  const plan = {
    baseline: { kind: 'proportion', rate: 0 },
    alpha: 0.05,
    alternative: 'two-sided',
    correction: 'holm',
    variants: 2,
    allocation: 0.1,
    monitoring: { method: 'fixed' },
  } as const;
  expect(plannedMde(plan, 0.2, 100)).toBeNull();
});

test.each(['greater', 'less', 'two-sided'] as const)(
  'both ends of what fits are told, whatever is claimed: %s',
  (alternative) => {
    const [control, treatment] = [summaryMoments(40, 10, 9), summaryMoments(60, 11, 8)];
    const of = (claim: Alternative) => welchTest(control, treatment, claim) as TwoSampleTest;
    const [up, down] = [of('greater'), of('less')];
    const [test, back] = {
      greater: [up, down],
      less: [down, up],
      'two-sided': [of('two-sided'), of('two-sided')],
    }[alternative] as [TwoSampleTest, TwoSampleTest];
    // A side of its own at a level each, or both at a half of it.
    const level = alternative === 'two-sided' ? 0.1 : 0.05;
    const limits = limitsOf(test, alternative === 'two-sided' ? test : back, level);
    const [lower, upper] = [up.effectInterval(0.05).lower!, down.effectInterval(0.05).upper!];
    expect(limits.effect.lower).toBeCloseTo(lower, 10);
    expect(limits.effect.upper).toBeCloseTo(upper, 10);
    expect(limits.relativeEffect!.lower).toBeCloseTo(up.relativeInterval(0.05)!.lower!, 10);
    expect(limits.relativeEffect!.upper).toBeCloseTo(down.relativeInterval(0.05)!.upper!, 10);
    // Of a side that has no test the end stays open.
    const alone = limitsOf(up, 'ZERO_VARIANCE', 0.05);
    expect([alone.effect.lower, alone.effect.upper]).toEqual([expect.closeTo(lower, 10), null]);
  },
);
