import { describe, expect, test } from 'vitest';
import type { AnyMarginTest } from '../../../src/experiment/compare/margin-forms.js';
import {
  guardrailSkewness,
  withinDespiteSkew,
} from '../../../src/experiment/guardrail/skewed-margin.js';
import { skewReach } from '../../../src/stats/tests/skew-reach.js';
import type { SkewedDifference } from '../../../src/stats/tests/skewed-difference.js';

const ALPHA = 0.05;
const CRITICAL = 1.644853626951472;
const skewed = (difference: number): SkewedDifference => ({
  ...{ control: 3, treatment: 4, units: 10_000, pooledError: 1, difference, own: difference },
});
/** By how many times further than its critical value a statistic has to be on the heavier side. */
const REACH = Math.max(...Object.values(skewReach(skewed(0.1), CRITICAL, null)));
const [NEAR, FAR] = [CRITICAL * (1 + (REACH - 1) / 2), CRITICAL * (1 + 2 * (REACH - 1))];

/** A normal test at a margin with that statistic, as far on one side of it as on the other. */
function testAt(statistic: number | null, [within, beyond]: [boolean, boolean]): AnyMarginTest {
  const p = (isShown: boolean) => (isShown ? 0.04 : 0.96);
  return {
    ...{ statistic, df: null, criticalValue: () => CRITICAL, bound: () => 0 },
    ...{ pValue: p(within), logPValue: Math.log(p(within)) },
    ...{ pValueBeyond: p(beyond), logPValueBeyond: Math.log(p(beyond)) },
  } as AnyMarginTest;
}

// Positive skewness makes differences below 0 too frequent, negative those above.
test.each([
  ['increase', 0.1, [true, true]],
  ['increase', -0.1, [false, true]],
  ['decrease', 0.1, [false, true]],
  ['decrease', -0.1, [true, true]],
] as const)(
  'within a margin where what is better is an %s, skewed by %d',
  (better, skew, shown) => {
    const sign = better === 'increase' ? 1 : -1;
    const within = (by: number, of: number = skew) =>
      withinDespiteSkew(skewed(of), { better, test: testAt(sign * by, [true, false]) }, ALPHA);
    expect([NEAR, FAR].map((by) => within(by).within)).toEqual(shown);
    expect(within(NEAR).beyond).toBe(false);
    // Too little skewed to matter.
    expect(within(NEAR, 0.001).within).toBe(true);
  },
);

test.each([
  ['increase', 0.1, [false, true]],
  ['increase', -0.1, [true, true]],
  ['decrease', 0.1, [true, true]],
  ['decrease', -0.1, [false, true]],
] as const)(
  'beyond a margin where what is better is an %s, skewed by %d',
  (better, skew, shown) => {
    const sign = better === 'increase' ? -1 : 1;
    const beyond = (by: number) =>
      withinDespiteSkew(skewed(skew), { better, test: testAt(sign * by, [false, true]) }, ALPHA);
    expect([NEAR, FAR].map((by) => beyond(by).beyond)).toEqual(shown);
    expect(beyond(NEAR).within).toBe(false);
  },
);

test('what has no statistic, or no skewness that is known, is shown by its p-value', () => {
  const side = { better: 'increase', test: testAt(null, [true, false]) } as const;
  expect(withinDespiteSkew(skewed(-0.1), side, ALPHA)).toEqual({ within: true, beyond: false });
  const near = { better: 'increase', test: testAt(NEAR, [true, false]) } as const;
  expect(withinDespiteSkew(null, near, ALPHA)).toEqual({ within: true, beyond: false });
  expect(withinDespiteSkew(null, near, 0.04).within).toBe(false);
});

describe('what is said of the skewness of a guardrail', () => {
  const of = (skew: number, ...tests: [statistic: number, shown: [boolean, boolean]][]) =>
    guardrailSkewness(
      skewed(skew),
      tests.map(([statistic, shown], i) => ({
        better: i === 0 ? ('increase' as const) : ('decrease' as const),
        test: testAt(statistic, shown),
      })),
      ALPHA,
    );

  test('is whether a side is undecided by it, within its margin or beyond', () => {
    const undecided = (...all: Parameters<typeof of>) => of(...all)!.undecided;
    expect(undecided(-0.1, [NEAR, [true, false]])).toBe(true);
    expect(undecided(0.1, [NEAR, [true, false]])).toBe(false);
    expect(undecided(0.1, [-NEAR, [false, true]])).toBe(true);
    expect(undecided(-0.1, [-NEAR, [false, true]])).toBe(false);
    expect(undecided(-0.1, [FAR, [true, false]])).toBe(false);
    expect(undecided(0.1, [FAR, [true, false]], [-NEAR, [true, false]])).toBe(true);
    expect(undecided(0.1, [FAR, [true, false]], [-FAR, [true, false]])).toBe(false);
  });

  test('is of the arms, and nothing without a test or where it is not known', () => {
    expect(of(0.1, [-NEAR, [false, true]])).toMatchObject({
      ...{ control: 3, treatment: 4, difference: 0.1, error: { side: 'below' } },
    });
    expect(of(0.1)).toBeNull();
    const side = { better: 'increase', test: testAt(NEAR, [true, false]) } as const;
    expect(guardrailSkewness(null, [side], ALPHA)).toBeNull();
  });
});
