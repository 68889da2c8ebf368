import { describe, expect, test } from 'vitest';
import {
  type Customer,
  type LifetimeAnalysis,
  type LifetimeQuestion,
  lifetimeAnalysis,
} from '../../../src/experiment/lifetime/lifetime.js';
import { purchasesOf } from '../../../src/experiment/lifetime/purchases.js';
import { drawn } from './drawn-customers.js';

const QUESTION: LifetimeQuestion = {
  ...{ ahead: { horizon: 26, discount: 0 }, hasAmounts: true, alpha: 0.05, dated: null },
  ...{ variants: ['generic', 'light', 'full'], allocation: [2, 1, 1] },
};

/** Forty who came back and eighty who did not; every twelfth is in no variant, the others in turn. */
const customers = drawn(40, 80).map((known, i): Customer => {
  const variant = i % 12 === 11 ? null : ['generic', 'light', 'full', 'generic'][i % 4]!;
  return { name: `${i}`, variant, purchases: null, known };
});
/** Two who never bought. */
const never = ['light', 'light'].map(
  (variant, i): Customer => ({ name: `n${i}`, variant, purchases: null, known: null }),
);
const all = [...customers, ...never];

function analysed(of: readonly Customer[], rest: Partial<LifetimeQuestion> = {}): LifetimeAnalysis {
  const found = lifetimeAnalysis(of, { ...QUESTION, ...rest });
  if ('code' in found) throw new Error(found.code);
  return found;
}

const found = analysed(all);
const placesOf = (variant: string) => all.flatMap((one, i) => (one.variant === variant ? i : []));
const meanOf = (values: ArrayLike<number>, places: readonly number[]) =>
  places.reduce((sum, i) => sum + values[i]!, 0) / places.length;

describe('an analysis has', () => {
  test('the arms in the order asked for, with who never bought', () => {
    expect(
      found.arms.map(({ variant, customers, neverBought }) => [variant, customers, neverBought]),
    ).toEqual([
      ['generic', 50, 0],
      ['light', 32, 2],
      ['full', 30, 0],
    ]);
    for (const { variant, purchases, value } of found.arms) {
      const places = placesOf(variant);
      expect(purchases.mean).toBeCloseTo(meanOf(found.predictions.purchases, places), 10);
      expect(value!.mean).toBeCloseTo(meanOf(found.predictions.value, places), 8);
    }
  });

  test('everyone who bought, in a variant or in none', () => {
    const places = customers.map((_, i) => i);
    expect(found.everyone.customers).toBe(120);
    expect(found.everyone.purchases.mean).toBeCloseTo(
      meanOf(found.predictions.purchases, places),
      10,
    );
    expect(found.everyone.value!.mean).toBeCloseTo(meanOf(found.predictions.value, places), 8);
    expect(found.model.fitted.customers).toBe(120);
  });

  test('intervals that reach as many standard errors as the level asks for', () => {
    for (const [alpha, z] of [
      // R: qnorm(.975), qnorm(.995)
      [0.05, 1.95996398454],
      [0.01, 2.575829303549],
    ] as const) {
      const { everyone, arms } = analysed(all, { alpha });
      for (const { mean, standardError, lower, upper } of [
        ...[everyone.purchases, everyone.value!, arms[1]!.purchases, arms[2]!.value!],
      ]) {
        expect((mean - lower) / standardError).toBeCloseTo(z, 9);
        expect((upper - mean) / standardError).toBeCloseTo(z, 9);
      }
    }
  });

  test('each treatment against the control, in value and in purchases', () => {
    const arm = (variant: string) => found.arms.find((one) => one.variant === variant)!;
    expect(found.differences).toHaveLength(4);
    for (const { treatment, measure, control, mean, test: tested } of found.differences) {
      expect(control).toBe(arm('generic')[measure]!.mean);
      expect(mean).toBe(arm(treatment)[measure]!.mean);
      const { lower, upper } = tested.effectInterval(0.05);
      expect((lower! + upper!) / 2).toBeCloseTo(mean - control, 8);
    }
  });

  test('a test of the split where there are two variants or more', () => {
    // By hand: 50, 32 and 30 of 112 at 2 : 1 : 1, which makes 56, 28 and 28.
    const expected = 36 / 56 + 16 / 28 + 4 / 28;
    expect(found.sampleRatio).toMatchObject({ df: 2, statistic: expect.closeTo(expected, 10) });
    const two = analysed(all, { variants: ['generic', 'full'], allocation: [1, 1] });
    // 50 and 30 of 80.
    expect(two.sampleRatio).toMatchObject({ df: 1, statistic: expect.closeTo(200 / 40, 10) });
    const one = analysed(all, { variants: ['generic'], allocation: [1] });
    expect([one.sampleRatio, one.differences]).toEqual([null, []]);
    const none = analysed(all, { variants: [], allocation: [] });
    expect([none.sampleRatio, none.arms]).toEqual([null, []]);
    expect(none.everyone).toEqual(found.everyone);
  });

  test('purchases alone where no amounts are known', () => {
    const plain = analysed(all, { hasAmounts: false });
    expect(plain.everyone.value).toBeNull();
    expect(plain.arms.map(({ value }) => value)).toEqual([null, null, null]);
    expect(plain.arms[1]!.purchases.mean).toBeCloseTo(found.arms[1]!.purchases.mean, 10);
    expect(plain.differences.map(({ measure }) => measure)).toEqual(['purchases', 'purchases']);
    expect(plain.calibration).toBeNull();
  });
});

describe('refunds', () => {
  const bought = (days: number[], amounts: number[]) => purchasesOf(days, amounts);

  test('of a part leave the purchase, those of a day are taken from it too', () => {
    expect(bought([3, 3], [1.5, -1])).toEqual({
      ...{ purchases: [{ day: 3, amount: 0.5 }], sameDay: 0, returned: 0, unmatched: 0 },
    });
    expect(bought([3, 2, 1], [5, -1, 4]).purchases).toEqual([
      { day: 1, amount: 3 },
      { day: 3, amount: 5 },
    ]);
  });

  test('that go beyond what was bought before take that away, and are counted', () => {
    expect(bought([1, 2, 3, 9], [4, 6, -11, 7])).toEqual({
      ...{ purchases: [{ day: 9, amount: 7 }], sameDay: 0, returned: 2, unmatched: 1 },
    });
    expect(bought([1, 2, 3], [-1, -2, -3])).toMatchObject({ purchases: [], unmatched: 3 });
    expect(bought([1, 2], [4, -4])).toMatchObject({ purchases: [], returned: 1, unmatched: 0 });
  });

  test('never take a purchase of nothing, which is one', () => {
    expect(bought([1, 1, 2], [0, 0, 0])).toEqual({
      ...{ sameDay: 1, returned: 0, unmatched: 0 },
      purchases: [
        { day: 1, amount: 0 },
        { day: 2, amount: 0 },
      ],
    });
    expect(bought([1, 2, 3], [5, 0, -5])).toMatchObject({
      ...{ purchases: [{ day: 2, amount: 0 }], returned: 1, unmatched: 0 },
    });
  });
});
