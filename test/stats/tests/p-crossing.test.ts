import { expect, test } from 'vitest';
import { exactPValues } from '../../../src/stats/tests/exact-p-values.js';
import { exactTest } from '../../../src/stats/tests/exact-test.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';

test('an end at which p jumps over the level lies where it does', () => {
  const [control, treatment] = [
    { successes: 8, n: 50 },
    { successes: 7, n: 50 },
  ];
  const { upper } = (exactTest(control, treatment, 'two-sided') as TwoSampleTest).relativeInterval(
    0.05,
  )!;
  const p = (off: number) =>
    exactPValues(control, treatment).ofRatio(1 + upper! + off, 'less').pValue;
  const beside = 1e-8;
  expect(p(-beside)).toBeGreaterThan(0.028);
  expect(p(beside)).toBeLessThan(0.02);
});
