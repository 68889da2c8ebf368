import { expect, test } from 'vitest';
import type { Aggregates } from '../../../src/experiment/aggregates.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import type { Design } from '../../../src/experiment/design.js';
import { plannedMde } from '../../../src/experiment/size/power-plan.js';
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
