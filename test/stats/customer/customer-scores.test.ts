import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type BgNbd, bgNbdFit, bgNbdScore } from '../../../src/stats/customer/bg-nbd.js';
import {
  chanceAlive,
  expectedPurchases,
  purchasesAlive,
} from '../../../src/stats/customer/expected-purchases.js';
import {
  expectedSpend,
  type GammaGamma,
  gammaGammaFit,
  gammaGammaScore,
} from '../../../src/stats/customer/gamma-gamma.js';
import { groupedHistories, type PurchaseHistory } from '../../../src/stats/customer/purchases.js';
import { logGamma } from '../../../src/stats/distributions/gamma.js';
import { relativeError } from '../reference.js';

const logBeta = (x: number, y: number) => logGamma(x) + logGamma(y) - logGamma(x + y);

/** A customer's log-likelihood as Fader, Hardie & Lee (2005) print it, eq. (6). */
function logOfPurchases([r, alpha, a, b]: number[], { repeats: x, last, observed }: Known) {
  const shared = logGamma(r! + x) - logGamma(r!) + r! * Math.log(alpha!) - logBeta(a!, b!);
  const there = logBeta(a!, b! + x) - (r! + x) * Math.log(alpha! + observed);
  const left = x === 0 ? -1e9 : logBeta(a! + 1, b! + x - 1) - (r! + x) * Math.log(alpha! + last);
  const larger = Math.max(there, left);
  return shared + larger + Math.log(Math.exp(there - larger) + Math.exp(left - larger));
}
type Known = PurchaseHistory;

/** What a customer spends as Fader & Hardie (2013) print it, eq. (1a). */
function logOfSpending([p, q, g]: number[], { repeats: x, mean: m }: Spent) {
  const constants = logGamma(p! * x + q!) - logGamma(p! * x) - logGamma(q!);
  const powers = q! * Math.log(g!) + (p! * x - 1) * Math.log(m) + p! * x * Math.log(x);
  return constants + powers - (p! * x + q!) * Math.log(g! + x * m);
}
type Spent = { repeats: number; mean: number };

/** By the logarithm of each parameter, by differences of fourth order, good to some 1e-10. */
function slopes(of: (parameters: number[]) => number, parameters: number[]): number[] {
  const h = 1e-3;
  return parameters.map((_, k) => {
    const at = (step: number) =>
      of(parameters.map((one, i) => (i === k ? one * Math.exp(step * h) : one)));
    return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h);
  });
}

const MODELS = [
  [0.243, 4.414, 0.793, 2.426],
  [1.7, 3, 6, 0.4],
];

test.each([
  { repeats: 0, last: 0, observed: 38.86 },
  { repeats: 1, last: 1.71, observed: 38.86 },
  { repeats: 2, last: 30.43, observed: 38.86 },
  { repeats: 7, last: 20, observed: 21 },
  { repeats: 12, last: 31, observed: 31 },
  { repeats: 40, last: 9, observed: 60 },
])('the scores of purchases are the slopes of the likelihood as printed: %j', (history) => {
  for (const parameters of MODELS) {
    const [r, alpha, a, b] = parameters as [number, number, number, number];
    const expected = slopes((at) => logOfPurchases(at, history), parameters);
    for (const [k, slope] of bgNbdScore({ r, alpha, a, b }, history).entries()) {
      expect(Math.abs(slope - expected[k]!), `${k}`).toBeLessThan(1e-8);
    }
  }
});

test.each([
  { repeats: 1, mean: 3 },
  { repeats: 1, mean: 80 },
  { repeats: 5, mean: 20.5 },
  { repeats: 60, mean: 0.7 },
])('the scores of spending are the slopes of the likelihood as printed: %j', (spending) => {
  for (const parameters of [
    [6.25, 3.74, 15.44],
    [0.4, 1.2, 90],
  ]) {
    const [p, q, gamma] = parameters as [number, number, number];
    const expected = slopes((at) => logOfSpending(at, spending), parameters);
    for (const [k, slope] of gammaGammaScore({ p, q, gamma }, spending).entries()) {
      expect(Math.abs(slope - expected[k]!), `${k}`).toBeLessThan(1e-8);
    }
  }
});

test('of a customer long gone or surely there, only one of both stories counts', () => {
  const model: BgNbd = { r: 1, alpha: 1, a: 0.5, b: 2 };
  // (1 + 400) ln (3001 ⁄ 101) is beyond what an exponential holds.
  const gone = { repeats: 400, last: 100, observed: 3000 };
  expect(chanceAlive(model, gone)).toBe(0);
  const [r, alpha, a, b] = bgNbdScore(model, gone) as [number, number, number, number];
  const sumTo = (count: number, from: number) =>
    Array.from({ length: count }, (_, i) => 1 / (from + i)).reduce((sum, one) => sum + one, 0);
  // Γ(r + x) ⁄ Γ(r) · αʳ · B(a + 1, b + x − 1) ⁄ B(a, b) · (α + last)^−(r + x), by its logarithm.
  expect(r).toBeCloseTo(sumTo(400, 1) - Math.log(101), 10);
  expect(alpha).toBeCloseTo(1 - 401 / 101, 10);
  expect(a).toBeCloseTo(0.5 * (1 / 0.5 - sumTo(400, 2.5)), 10);
  expect(b).toBeCloseTo(2 * (sumTo(399, 2) - sumTo(400, 2.5)), 10);
  expect(chanceAlive({ ...model, a: 1e-300 }, { ...gone, last: 3000 })).toBe(1);
});

test('histories are grouped by all that is known of them, in the order in which they were met', () => {
  const one = { repeats: 1, last: 2, observed: 3 };
  const others = [
    { ...one, repeats: 2 },
    { ...one, last: 1 },
    { ...one, observed: 4 },
  ];
  expect(groupedHistories([one, ...others, one, others[1]!, one])).toEqual([
    { ...one, customers: 3 },
    { ...others[0]!, customers: 1 },
    { ...others[1]!, customers: 2 },
    { ...others[2]!, customers: 1 },
  ]);
  expect(groupedHistories([])).toEqual([]);
});

test('within no time nothing is bought, and what is discounted counts less', () => {
  const model: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
  const history = { repeats: 2, last: 30.43, observed: 38.86 };
  expect(expectedPurchases(model, history, 0)).toBe(0);
  // As a falls to 0 nobody leaves: (r + x) ⁄ (α + T) a unit of time.
  const steady = { ...model, a: 1e-14 };
  const rate = 2.243 / (4.414 + 38.86);
  expect(purchasesAlive(steady, history, 10)).toBeCloseTo(10 * rate, 10);
  const worth = (1 - Math.exp(-0.05 * 10)) / 0.05;
  expect(purchasesAlive(steady, history, 10, 0.05)).toBeCloseTo(worth * rate, 10);
});

describe('what is expected to be spent is by eq. (5) of Fader & Hardie (2013)', () => {
  const model: GammaGamma = { p: 6.25, q: 3.74, gamma: 15.44 };
  test.each([
    [model, { repeats: 1, mean: 100 }, (6.25 * (15.44 + 100)) / (6.25 + 2.74)],
    [model, { repeats: 30, mean: 2 }, (6.25 * (15.44 + 60)) / (187.5 + 2.74)],
    // Known by one purchase there is a mean, though there is none of all customers.
    [{ ...model, q: 0.5 }, { repeats: 1, mean: 10 }, (6.25 * 25.44) / 5.75],
    [{ ...model, p: 0.25, q: 0.75 }, { repeats: 1, mean: 10 }, Number.POSITIVE_INFINITY],
    [{ ...model, p: 0.25, q: 0.5 }, { repeats: 1, mean: 10 }, Number.POSITIVE_INFINITY],
  ])('%j of %j', (of, spending, expected) => {
    expect(relativeError(expectedSpend(of, spending), expected)).toBeLessThan(1e-14);
  });
});

interface Case {
  name: string;
  histories: [number, number, number][];
  purchases: { parameters: number[]; logLikelihood: number };
  spendings: [number, number][];
  spending: { parameters: number[]; logLikelihood: number };
}
const cases: Case[] = JSON.parse(
  readFileSync(new URL('../../reference/clv.json', import.meta.url), 'utf8'),
);

test.each(cases)('of each customer ten times over the model is the same: $name', (one) => {
  const ten = <T>(all: T[]) => Array.from({ length: 10 }, () => all).flat();
  const spent = gammaGammaFit(ten(one.spendings).map(([repeats, mean]) => ({ repeats, mean })));
  const histories = one.histories.map(([repeats, last, observed]) => ({ repeats, last, observed }));
  const bought = bgNbdFit(groupedHistories(ten(histories)));
  if (typeof spent === 'string' || typeof bought === 'string') throw new Error('no fit');
  const { p, q, gamma } = spent.model;
  for (const [i, own] of [p, q, gamma].entries()) {
    expect(relativeError(own, one.spending.parameters[i]!)).toBeLessThan(1e-7);
  }
  expect(relativeError(spent.logLikelihood, 10 * one.spending.logLikelihood)).toBeLessThan(1e-12);
  const { r, alpha, a, b } = bought.model;
  for (const [i, own] of [r, alpha, a, b].entries()) {
    expect(relativeError(own, one.purchases.parameters[i]!)).toBeLessThan(1e-7);
  }
  expect(relativeError(bought.logLikelihood, 10 * one.purchases.logLikelihood)).toBeLessThan(1e-12);
});

test('where nobody came back, nothing tells who leaves', () => {
  const once = [10, 20, 30].map((observed) => ({ repeats: 0, last: 0, observed }));
  expect(bgNbdFit(groupedHistories(once))).toMatch(/AT_THE_EDGE|NO_CONVERGENCE/);
});
