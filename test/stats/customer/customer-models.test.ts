import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BgNbd, bgNbdFit, bgNbdScore } from '../../../src/stats/customer/bg-nbd.js';
import { chanceAlive, expectedPurchases } from '../../../src/stats/customer/expected-purchases.js';
import {
  expectedSpend,
  gammaGammaFit,
  gammaGammaScore,
} from '../../../src/stats/customer/gamma-gamma.js';
import { groupedHistories, type PurchaseHistory } from '../../../src/stats/customer/purchases.js';
import { digamma, trigamma } from '../../../src/stats/distributions/polygamma.js';
import { logHypergeometric } from '../../../src/stats/numeric/gauss-hypergeometric.js';
import { relativeError } from '../reference.js';

const folder = join(import.meta.dirname, '../../reference');
const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;

interface Fit {
  parameters: number[];
  logLikelihood: number;
  covariance: number[][];
}

interface Case {
  name: string;
  histories: [number, number, number][];
  purchases: Fit;
  spendings: [number, number][];
  spending: Fit;
}

type Point = [number[], [number, number, number], number, number, number, number];

const cases = read<Case[]>('clv.json');
const points = read<{
  hypergeometric: number[][];
  polygammas: number[][];
  likelihoods: [number[], [number, number, number], number][];
  purchases: Point[];
}>('clv-points.json');

const historyOf = ([repeats, last, observed]: [number, number, number]): PurchaseHistory => ({
  repeats,
  last,
  observed,
});

const modelOf = ([r, alpha, a, b]: number[]): BgNbd => ({ r: r!, alpha: alpha!, a: a!, b: b! });

function fitted<T extends object>(fit: T | string): T {
  if (typeof fit === 'string') throw new Error(fit);
  return fit;
}

describe.each(cases)('$name', ({ histories, purchases, spendings, spending }) => {
  const customers = histories.map(historyOf);

  test('the model of purchases is that of R', () => {
    const fit = fitted(bgNbdFit(groupedHistories(customers)));
    const { r, alpha, a, b } = fit.model;
    expectFit({ ...fit, parameters: [r, alpha, a, b] }, purchases);
  });

  test('the model of spending is that of R', () => {
    const fit = fitted(gammaGammaFit(spendings.map(([repeats, mean]) => ({ repeats, mean }))));
    const { p, q, gamma } = fit.model;
    expectFit({ ...fit, parameters: [p, q, gamma] }, spending);
  });

  test('at the maximum the scores of all customers come to nothing', () => {
    const { model } = fitted(bgNbdFit(groupedHistories(customers)));
    const scores = customers.map((one) => bgNbdScore(model, one));
    for (const k of [0, 1, 2, 3]) {
      expect(Math.abs(scores.reduce((sum, score) => sum + score[k]!, 0))).toBeLessThan(1e-7);
    }
    const spent = spendings.map(([repeats, mean]) => ({ repeats, mean }));
    const { model: gg } = fitted(gammaGammaFit(spent));
    for (const k of [0, 1, 2]) {
      const sum = spent.reduce((so, one) => so + gammaGammaScore(gg, one)[k]!, 0);
      expect(Math.abs(sum)).toBeLessThan(1e-7);
    }
  });

  test('another unit of time or money changes nothing else', () => {
    const days = customers.map((one) => ({
      ...one,
      last: 7 * one.last,
      observed: 7 * one.observed,
    }));
    const [weekly, daily] = [customers, days].map((all) => fitted(bgNbdFit(groupedHistories(all))));
    expect(relativeError(daily!.model.alpha, 7 * weekly!.model.alpha)).toBeLessThan(1e-9);
    expect(relativeError(daily!.model.b, weekly!.model.b)).toBeLessThan(1e-9);
    const ahead = [weekly!, daily!].map(({ model }, i) =>
      expectedPurchases(model, [customers, days][i]![3]!, [10, 70][i]!),
    );
    expect(relativeError(ahead[1]!, ahead[0]!)).toBeLessThan(1e-9);
  });
});

/** R's own derivatives are numerical, and so its summit is good to some seven digits. */
function expectFit(
  fit: { parameters: number[]; logLikelihood: number; covariance: number[][] },
  expected: Fit,
): void {
  expect(relativeError(fit.logLikelihood, expected.logLikelihood)).toBeLessThan(1e-13);
  for (const [i, one] of expected.parameters.entries()) {
    expect(relativeError(fit.parameters[i]!, one)).toBeLessThan(1e-7);
    for (const [j, cell] of expected.covariance[i]!.entries()) {
      expect(Math.abs(fit.covariance[i]![j]! - cell)).toBeLessThan(
        1e-6 * Math.sqrt(expected.covariance[i]![i]! * expected.covariance[j]![j]!),
      );
    }
  }
}

test('Gauss’s function is that of mpmath', () => {
  const errors = points.hypergeometric.map(
    ([a, b, c, w, value]) =>
      // The logarithm's absolute error is the function's relative one; of large ones it is rounding itself.
      Math.abs(logHypergeometric(a!, b!, c!, w!) - value!) / Math.max(1, Math.abs(value!)),
  );
  expect(errors.length).toBeGreaterThan(300);
  expect(Math.max(...errors)).toBeLessThan(1e-13);
});

test('the derivatives of ln Γ are those of mpmath', () => {
  for (const [x, psi, psi1] of points.polygammas) {
    const error = Math.abs(digamma(x!) - psi!) / Math.max(1, Math.abs(psi!));
    expect(error, `ψ(${x})`).toBeLessThan(2e-15);
    expect(relativeError(trigamma(x!), psi1!), `ψ′(${x})`).toBeLessThan(2e-15);
  }
});

test('the likelihood of a customer is the story of the model, integrated', () => {
  for (const [parameters, history, logLikelihood] of points.likelihoods) {
    expect(
      relativeError(ownLogLikelihood(modelOf(parameters), historyOf(history)), logLikelihood),
    ).toBeLessThan(1e-7);
  }
});

/** By the scores along a path that ends where all but nobody leaves: there the likelihood is a negative binomial one. */
function ownLogLikelihood(model: BgNbd, history: PurchaseHistory): number {
  const steps = 6000;
  const end = Math.log(1e-17);
  let [sum, from] = [0, Math.log(model.a)];
  const h = (end - from) / steps;
  const slope = (log: number) => bgNbdScore({ ...model, a: Math.exp(log) }, history)[2]!;
  for (let i = 0; i < steps; i += 1) {
    sum += (h / 6) * (slope(from) + 4 * slope(from + h / 2) + slope(from + h));
    from += h;
  }
  return negativeBinomial(model, history) - sum;
}

/** ln of the density of purchases at such times where nobody leaves. */
function negativeBinomial({ r, alpha }: BgNbd, { repeats, observed }: PurchaseHistory): number {
  let log = r * Math.log(alpha) - (r + repeats) * Math.log(alpha + observed);
  for (let i = 0; i < repeats; i += 1) log += Math.log(r + i);
  return log;
}

test('expected purchases are those of mpmath, by the closed form or integrated', () => {
  expect(points.purchases.length).toBe(60);
  for (const [parameters, history, horizon, discount, alive, expected] of points.purchases) {
    const [model, known] = [modelOf(parameters), historyOf(history)];
    expect(relativeError(chanceAlive(model, known), alive)).toBeLessThan(1e-12);
    const found = expectedPurchases(model, known, horizon, discount);
    expect(relativeError(found, expected), JSON.stringify([model, known, horizon])).toBeLessThan(
      1e-11,
    );
  }
});

test('CDNOW customer 1 as Fader, Hardie & Lee published it', () => {
  const model = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
  // Notes on the BG/NBD spreadsheet: x = 2, t_x = 30.43, T = 38.86 gives 1.226 in 39 weeks.
  const history = { repeats: 2, last: 30.43, observed: 38.86 };
  expect(expectedPurchases(model, history, 39)).toBeCloseTo(1.226, 3);
});

test('what is expected to be spent lies between the customer’s own mean and that of all', () => {
  const model = { p: 6.25, q: 3.74, gamma: 15.44 };
  const all = expectedSpend(model, { repeats: 0, mean: 0 });
  expect(all).toBeCloseTo((6.25 * 15.44) / 2.74, 12);
  const few = expectedSpend(model, { repeats: 1, mean: 100 });
  const many = expectedSpend(model, { repeats: 30, mean: 100 });
  expect(all).toBeLessThan(few);
  expect(few).toBeLessThan(many);
  expect(many).toBeLessThan(100);
  // Eq. (5): with q below 2 the weight is below 1, and the mean is finite all the same.
  const rare = expectedSpend({ ...model, q: 1.5 }, { repeats: 0, mean: 0 });
  expect(rare).toBeCloseTo((6.25 * 15.44) / 0.5, 10);
  expect(expectedSpend({ ...model, q: 1 }, { repeats: 0, mean: 0 })).toBe(Number.POSITIVE_INFINITY);
});

test('where customers do not differ there is no best model, and that is said', () => {
  // Everybody buys at the same rate, as evenly as clocks: their rates have no spread.
  const clocks = Array.from({ length: 200 }, (_, i) => ({
    repeats: 10,
    last: 10 + (i % 5) / 100,
    observed: 10.5,
  }));
  expect(bgNbdFit(groupedHistories(clocks))).toMatch(/AT_THE_EDGE|NO_CONVERGENCE/);
  const same = Array.from({ length: 200 }, () => ({ repeats: 4, mean: 20 }));
  expect(gammaGammaFit(same)).toMatch(/AT_THE_EDGE|NO_CONVERGENCE/);
});
