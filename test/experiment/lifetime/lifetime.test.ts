import { sampleCorrelation } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import {
  type Customer,
  type LifetimeAnalysis,
  type LifetimeQuestion,
  lifetimeAnalysis,
} from '../../../src/experiment/lifetime/lifetime.js';
import { knownAt, purchasesOf } from '../../../src/experiment/lifetime/purchases.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawGamma } from '../../../src/stats/random/random-draws.js';

describe('purchases of transactions', () => {
  test('those of a day are one, in whatever order they come', () => {
    const { purchases, sameDay } = purchasesOf([9, 3, 9, 3, 5], [1, 2, 4, 8, 16]);
    expect(purchases).toEqual([
      { day: 3, amount: 10 },
      { day: 5, amount: 16 },
      { day: 9, amount: 5 },
    ]);
    expect(sameDay).toBe(2);
  });

  test('a refund is taken from the last purchase before it, then from those before', () => {
    const { purchases, returned, unmatched } = purchasesOf([1, 5, 9, 6], [10, 20, 30, -25]);
    expect(purchases).toEqual([
      { day: 1, amount: 5 },
      { day: 9, amount: 30 },
    ]);
    expect([returned, unmatched]).toEqual([1, 0]);
  });

  test('cents that are taken back leave nothing of a purchase', () => {
    expect(purchasesOf([1, 1, 2], [0.1, 0.2, -0.3]).purchases).toEqual([]);
  });

  test('a refund of nothing that was bought is counted; a purchase of nothing is one', () => {
    expect(purchasesOf([4, 2], [10, -3])).toEqual({
      purchases: [{ day: 4, amount: 10 }],
      sameDay: 0,
      returned: 0,
      unmatched: 1,
    });
    expect(purchasesOf([1, 2], [5, 0]).purchases).toHaveLength(2);
  });

  test('what is known ends with the day; times run from the first purchase', () => {
    const purchases = [0, 7, 21, 30].map((day) => ({ day, amount: day }));
    expect(knownAt(purchases, 28, 7)).toEqual({
      history: { repeats: 2, last: 3, observed: 4 },
      mean: 14,
    });
    expect(knownAt(purchases, -1, 7)).toBeNull();
    expect(knownAt(purchases, 0, 7)).toEqual({
      history: { repeats: 0, last: 0, observed: 0 },
      mean: null,
    });
  });
});

/** Customers who buy by the model, every second one of them `lift` times as often. */
function drawn(seed: number, count: number, lift = 1): Customer[] {
  const random = randomStream(seed, [1, count]);
  return Array.from({ length: count }, (_, i) => {
    const rate = (drawGamma(random, 0.8) / 8) * (i % 2 === 1 ? lift : 1);
    const stays = drawGamma(random, 3);
    const leaves = drawGamma(random, 0.8);
    const each = drawGamma(random, 4) / 15;
    const observed = Math.round(30 + 20 * random.uniform());
    let [at, repeats, last, spent] = [0, 0, 0, 0];
    for (;;) {
      at -= Math.log(random.uniform()) / rate;
      if (at > observed) break;
      [repeats, last, spent] = [repeats + 1, at, spent + drawGamma(random, 6) / each];
      if (random.uniform() < leaves / (leaves + stays)) break;
    }
    const mean = repeats === 0 ? null : spent / repeats;
    const variant = i % 2 === 1 ? 'personalized' : 'generic';
    return {
      name: `${i}`,
      variant,
      purchases: null,
      known: { history: { repeats, last, observed }, mean },
    };
  });
}

const QUESTION: LifetimeQuestion = {
  ahead: { horizon: 52, discount: 0 },
  hasAmounts: true,
  alpha: 0.05,
  variants: ['generic', 'personalized'],
  allocation: [1, 1],
  dated: null,
};

function analysed(customers: readonly Customer[], question = QUESTION): LifetimeAnalysis {
  const analysis = lifetimeAnalysis(customers, question);
  if ('code' in analysis) throw new Error(analysis.code);
  return analysis;
}

test('the model knows no variant: who is called what changes no prediction', () => {
  const customers = drawn(1, 400, 2);
  const swapped = customers.map((one) => ({
    ...one,
    variant: one.variant === 'generic' ? 'personalized' : 'generic',
  }));
  const [as, asSwapped] = [analysed(customers), analysed(swapped)];
  expect(asSwapped.predictions).toEqual(as.predictions);
  const effects = [as, asSwapped].map(
    ({ differences }) => differences[0]!.mean - differences[0]!.control,
  );
  expect(effects[1]).toBeCloseTo(-effects[0]!, 10);
});

test('a discount lowers what is expected, and a longer horizon raises it', () => {
  const customers = drawn(2, 300);
  const at = (horizon: number, discount: number) =>
    analysed(customers, { ...QUESTION, ahead: { horizon, discount } }).everyone.purchases.mean;
  expect(at(52, 0.01)).toBeLessThan(at(52, 0));
  expect(at(26, 0)).toBeLessThan(at(52, 0));
});

test('who never bought counts with 0 in the comparison, and not in the model', () => {
  const customers = drawn(3, 300);
  const never = customers
    .slice(0, 30)
    .map(
      (one): Customer => ({ ...one, name: `never ${one.name}`, variant: 'generic', known: null }),
    );
  const [alone, beside] = [analysed(customers), analysed([...customers, ...never])];
  expect(beside.model).toEqual(alone.model);
  expect(beside.arms[0]!.neverBought).toBe(30);
  expect(beside.arms[0]!.purchases.mean).toBeCloseTo(
    (alone.arms[0]!.purchases.mean * 150) / 180,
    12,
  );
});

test('several treatments share alpha evenly, each against the control', () => {
  const names = ['generic', 'light', 'full'];
  const customers = drawn(7, 300).map((one, i) => ({ ...one, variant: names[i % 3]! }));
  const { differences } = analysed(customers, {
    ...QUESTION,
    variants: names,
    allocation: [1, 1, 1],
  });
  expect(differences.map(({ treatment, measure, level }) => [treatment, measure, level])).toEqual([
    ['light', 'value', 0.025],
    ['full', 'value', 0.025],
    ['light', 'purchases', 0.025],
    ['full', 'purchases', 0.025],
  ]);
});

test('too few customers, or too few who came back, make no model', () => {
  const customers = drawn(4, 300);
  expect(lifetimeAnalysis(customers.slice(0, 99), QUESTION)).toEqual({
    code: 'TOO_FEW_CUSTOMERS',
    customers: 99,
    least: 100,
  });
  const once = customers.map(
    (one): Customer => ({
      ...one,
      known: { history: { repeats: 0, last: 0, observed: 10 }, mean: null },
    }),
  );
  expect(lifetimeAnalysis(once, QUESTION)).toMatchObject({
    code: 'TOO_FEW_REPEATERS',
    repeaters: 0,
  });
});

test('the error of a mean is that of samples from the same customers, drawn with replacement', () => {
  const customers = drawn(5, 700, 1.5);
  const { arms, differences } = analysed(customers);
  const random = randomStream(6, [0, 0]);
  const means: number[][] = Array.from({ length: 80 }, () => {
    const again = customers.map(() => customers[Math.floor(random.uniform() * customers.length)]!);
    const one = analysed(again);
    const [first] = one.differences;
    return [one.arms[0]!.value!.mean, first!.mean - first!.control];
  });
  const deviation = (k: number) => {
    const mean = means.reduce((sum, one) => sum + one[k]!, 0) / means.length;
    return Math.sqrt(
      means.reduce((sum, one) => sum + (one[k]! - mean) ** 2, 0) / (means.length - 1),
    );
  };
  // 80 draws know a deviation to 8 % (one standard error); the model's noise is a good part of the first.
  expect(Math.abs(deviation(0) / arms[0]!.value!.standardError - 1)).toBeLessThan(0.24);
  const { lower, upper } = differences[0]!.test.effectInterval(0.05);
  expect(Math.abs(deviation(1) / ((upper! - lower!) / 2 / 1.968) - 1)).toBeLessThan(0.24);
});

test('four of each customer halve every error', () => {
  const customers = drawn(8, 250, 1.5);
  const [once, fourfold] = [customers, [1, 2, 3, 4].flatMap(() => customers)].map((all) => {
    const { everyone, arms } = analysed(all);
    return [everyone, ...arms].flatMap(({ purchases, value }) => [purchases, value!]);
  });
  once!.forEach(({ mean, standardError }, i) => {
    expect(fourfold![i]!.mean / mean).toBeCloseTo(1, 6);
    // A sample variance divides by n − 1: with 125 and 500, 0.3 % of the customers' own part.
    expect(fourfold![i]!.standardError / standardError).toBeCloseTo(0.5, 2);
  });
});

test('repeat purchases and what they are worth correlate as simple-statistics says', () => {
  const customers = drawn(9, 300);
  const pairs = customers.flatMap(({ known }) =>
    known === null || known.mean === null ? [] : [[known.history.repeats, known.mean] as const],
  );
  const [repeats, means] = [0, 1].map((k) => pairs.map((pair) => pair[k]!));
  const expected = sampleCorrelation(repeats!, means!);
  expect(analysed(customers).correlation).toBeCloseTo(expected, 12);
  expect(Math.abs(expected)).toBeGreaterThan(0.001);
});

/** Customers of whom every purchase is known, over two years; after each some never come back. */
function dated(count: number): Customer[] {
  const random = randomStream(10, [count, 0]);
  return Array.from({ length: count }, (_, i) => {
    const rate = drawGamma(random, 0.8) / 60;
    const each = drawGamma(random, 4) / 15;
    const [stays, leaves] = [drawGamma(random, 3), drawGamma(random, 0.8)];
    const purchases = [];
    for (let at = 100 * random.uniform(); at < 730; at += drawGamma(random, 1) / rate) {
      purchases.push({ day: Math.floor(at), amount: drawGamma(random, 6) / each });
      if (random.uniform() < leaves / (leaves + stays)) break;
    }
    const variant = i % 2 === 1 ? 'personalized' : 'generic';
    return { name: `${i}`, variant, purchases, known: knownAt(purchases, 729, 7) };
  });
}

test('a model that may know a day only is the one of purchases until then', () => {
  const customers = dated(300);
  const at = { unit: 7, end: 729, calibrateAt: null };
  const early = analysed(customers, { ...QUESTION, dated: { ...at, fitUntil: 400 } });
  const then = customers.map((one) => ({ ...one, known: knownAt(one.purchases!, 400, 7) }));
  expect(early.model).toEqual(analysed(then).model);
  const late = analysed(customers, { ...QUESTION, dated: { ...at, fitUntil: null } });
  expect(late.model).toEqual(analysed(customers).model);
  expect(late.model).not.toEqual(early.model);
});
