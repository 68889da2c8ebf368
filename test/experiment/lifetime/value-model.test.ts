import { describe, expect, test } from 'vitest';
import { armDifference, armMeans } from '../../../src/experiment/lifetime/arm-means.js';
import { predictionsOf } from '../../../src/experiment/lifetime/predictions.js';
import {
  covarianceOf,
  logsOf,
  scoresOf,
  type ValueModel,
  valueModel,
} from '../../../src/experiment/lifetime/value-model.js';
import { bgNbdScore } from '../../../src/stats/customer/bg-nbd.js';
import { gammaGammaScore } from '../../../src/stats/customer/gamma-gamma.js';
import { customer, drawn } from './drawn-customers.js';

function known(found: ReturnType<typeof valueModel>): ValueModel {
  if ('code' in found) throw new Error(found.code);
  return found;
}

describe('there is a model', () => {
  test('of a hundred customers, who never bought not counted', () => {
    const hundred = drawn(40, 60);
    const model = known(valueModel([...hundred, null, null], true));
    expect(model.fitted).toEqual({ customers: 100, repeaters: 40, spenders: 40 });
    expect(known(valueModel(hundred, true))).toEqual(model);
    expect(valueModel([...hundred.slice(0, 99), null, null], true)).toEqual({
      ...{ code: 'TOO_FEW_CUSTOMERS', customers: 99, least: 100 },
    });
  });

  test('where thirty of them came back', () => {
    expect(known(valueModel(drawn(30, 70), true)).fitted.repeaters).toBe(30);
    expect(valueModel(drawn(29, 71), true)).toEqual({
      ...{ code: 'TOO_FEW_REPEATERS', repeaters: 29, least: 30 },
    });
  });

  test('of spending where thirty of those spent anything', () => {
    const spent = (count: number, none: number | null) =>
      drawn(40, 60).map((one, i) => (i < 40 - count ? { ...one, mean: none } : one));
    for (const none of [0, -3, null]) {
      const found = known(valueModel(spent(30, none), true));
      expect(found.fitted).toEqual({ customers: 100, repeaters: 40, spenders: 30 });
      const few = spent(29, none);
      expect(valueModel(few, true)).toEqual({ code: 'TOO_FEW_SPENDERS', spenders: 29, least: 30 });
      // Without amounts nothing is asked of them.
      const plain = known(valueModel(few, false));
      expect(plain.spending).toBeNull();
      expect(plain.fitted).toEqual({ customers: 100, repeaters: 40, spenders: 0 });
    }
  });

  test('where some time has passed', () => {
    const atOnce = drawn(40, 60).map((one) => customer(one.history.repeats, 0, 0, one.mean));
    expect(valueModel(atOnce, true)).toEqual({ code: 'NO_TIME_OBSERVED' });
  });

  test('and says which of the two has none', () => {
    // All spend the same, so that customers do not differ in it.
    expect(
      valueModel(
        drawn(40, 60, () => 20),
        true,
      ),
    ).toMatchObject({ code: 'SPENDING_NOT_FITTED' });
    expect(
      valueModel(
        drawn(40, 60, (each) => each ** 6),
        true,
      ),
    ).toMatchObject({
      code: 'SPENDING_HAS_NO_MEAN',
    });
  });
});

/** Of 0.8, 8, 0.7, 3 and 6, 4, 15, with covariances that are told from each other. */
const BY_HAND: ValueModel = {
  purchases: {
    model: { r: 0.8, alpha: 8, a: 0.7, b: 3 },
    logLikelihood: 0,
    covariance: [1, 2, 3, 4].map((i) => [10, 20, 30, 40].map((j) => i + j)),
  },
  spending: {
    model: { p: 6, q: 4, gamma: 15 },
    logLikelihood: 0,
    covariance: [5, 6, 7].map((i) => [50, 60, 70].map((j) => i + j)),
  },
  fitted: { customers: 3, repeaters: 2, spenders: 2 },
};
const PLAIN: ValueModel = { ...BY_HAND, spending: null };

describe('its parameters', () => {
  test('are those of purchases, then of spending', () => {
    const of = (model: ValueModel) => logsOf(model).map(Math.exp);
    [0.8, 8, 0.7, 3, 6, 4, 15].forEach((value, i) => {
      expect(of(BY_HAND)[i]).toBeCloseTo(value, 12);
    });
    expect(of(PLAIN)).toHaveLength(4);
  });

  test('err together within each of the two only', () => {
    const all = covarianceOf(BY_HAND);
    expect(all.map((row) => row.length)).toEqual([7, 7, 7, 7, 7, 7, 7]);
    expect(all[1]).toEqual([12, 22, 32, 42, 0, 0, 0]);
    expect(all[3]).toEqual([14, 24, 34, 44, 0, 0, 0]);
    expect(all[4]).toEqual([0, 0, 0, 0, 55, 65, 75]);
    expect(all[6]).toEqual([0, 0, 0, 0, 57, 67, 77]);
    expect(covarianceOf(PLAIN)).toEqual(BY_HAND.purchases.covariance);
  });

  test('are moved by each customer, in spending by who spent anything', () => {
    const one = customer(3, 20, 30, 20);
    const ofPurchases = bgNbdScore(BY_HAND.purchases.model, one.history);
    const ofSpending = gammaGammaScore(BY_HAND.spending!.model, { repeats: 3, mean: 20 });
    expect(scoresOf(BY_HAND, one)).toEqual([...ofPurchases, ...ofSpending]);
    expect(scoresOf(PLAIN, one)).toEqual(ofPurchases);
    expect(scoresOf(BY_HAND, { ...one, mean: 0.01 })!.slice(4)).not.toContain(0);
    for (const mean of [0, null]) {
      expect(scoresOf(BY_HAND, { ...one, mean })).toEqual([...ofPurchases, 0, 0, 0]);
    }
    expect(scoresOf(BY_HAND, null)).toBeNull();
  });
});

describe('what is expected of customers', () => {
  const all = [
    ...[customer(3, 20, 30, 20), customer(0, 0, 12), null, customer(2, 5, 40, 55)],
    customer(3, 20, 30, 8),
  ];
  // scipy: Fader, Hardie & Lee (2005), eq. (10) by hyp2f1; p (γ + x m) ÷ (p x + q − 1) for spending.
  const ALIVE = [0.691184458762, 1, 0, 0.128472188844, 0.691184458762];
  const PURCHASES = [1.555543226847, 0.875138181608, 0, 0.174496543864, 1.555543226847];
  const SPEND = [21.428571428571, 30, 0, 50, 11.142857142857];
  const near = (found: ArrayLike<number>, expected: readonly number[]) => {
    expect(found).toHaveLength(expected.length);
    expected.forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 8);
    });
  };

  test('in the 26 units of time ahead', () => {
    const found = predictionsOf(BY_HAND, all, { horizon: 26, discount: 0 });
    near(found.alive, ALIVE);
    near(found.purchases, PURCHASES);
    near(found.spend!, SPEND);
    near(
      found.value,
      SPEND.map((each, i) => each * PURCHASES[i]!),
    );
  });

  test('without amounts is purchases', () => {
    const found = predictionsOf(PLAIN, all, { horizon: 26, discount: 0 });
    near(found.purchases, PURCHASES);
    expect(found.spend).toBeNull();
    expect([...found.value]).toEqual([...found.purchases]);
  });
});

describe('two arms', () => {
  const customers = [...drawn(60, 60), null, null];
  const model = known(valueModel(customers, true));
  const ahead = { horizon: 26, discount: 0 };
  const predictions = predictionsOf(model, customers, ahead);
  const measured = { model, fittedOn: customers, customers, ahead, predictions };
  const places = customers.map((_, i) => i);
  const [even, odd] = [0, 1].map((rest) => places.filter((i) => i % 2 === rest && i < 100));

  test('have the means of their customers, and the noise of these besides the model’s', () => {
    const [values, purchases] = armMeans(measured, [even!, odd!], ['value', 'purchases']);
    for (const [found, of] of [
      [values!, predictions.value],
      [purchases!, predictions.purchases],
    ] as const) {
      [even!, odd!].forEach((arm, k) => {
        const own = arm.map((i) => of[i]!);
        const mean = own.reduce((sum, x) => sum + x, 0) / own.length;
        const squares = own.reduce((sum, x) => sum + (x - mean) ** 2, 0);
        expect(found[k]!.customers).toBe(own.length);
        expect(found[k]!.mean).toBeCloseTo(mean, 10);
        expect(found[k]!.knownModel).toBeCloseTo(squares / own.length / (own.length - 1), 8);
        const influence = [...found[k]!.influence].reduce((sum, x) => sum + x * x, 0);
        expect(found[k]!.standardError).toBeCloseTo(Math.sqrt(influence), 10);
        expect(found[k]!.standardError ** 2).toBeGreaterThan(found[k]!.knownModel);
      });
    }
  });

  test('are compared by Welch’s test, of which both share the model’s noise', () => {
    const [[control, treatment]] = armMeans(measured, [even!, odd!], ['value']) as [[Arm, Arm]];
    const found = armDifference(control, treatment);
    const estimate = treatment.mean - control.mean;
    const variance = [...treatment.influence].reduce(
      (sum, x, i) => sum + (x - control.influence[i]!) ** 2,
      0,
    );
    expect(found.statistic).toBeCloseTo(estimate / Math.sqrt(variance), 10);
    const [a, b] = [control, treatment].map(({ knownModel }) => knownModel);
    expect(found.df).toBeCloseTo((a! + b!) ** 2 / (a! ** 2 / 49 + b! ** 2 / 49), 8);
    const { lower, upper } = found.effectInterval(0.05);
    expect((lower! + upper!) / 2).toBeCloseTo(estimate, 8);
  });
});

type Arm = ReturnType<typeof armMeans>[number][number];
