import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type PosteriorComparison,
  rateComparison,
} from '../../../src/stats/bayes/beta-binomial.js';
import { meanComparison } from '../../../src/stats/bayes/normal-posterior.js';
import { summaryMoments } from '../../../src/stats/moments.js';
import { relativeError, tailError, worst } from '../reference.js';
import { posteriorRows, segmentCases } from '../tests/segments-reference.js';

const shared = segmentCases('beta-binomial');

test('there are shared cases', () => expect(shared.length).toBe(4));

test.each(shared)('the reference answer $id', ({ inputs, expected }) => {
  const { difference, expectedLoss } = rateComparison(
    inputs.control,
    inputs.treatment,
    inputs.prior,
  );
  expect(relativeError(difference.upper, expected.probability_treatment_better)).toBeLessThan(1e-9);
  expect(relativeError(expectedLoss.treatment, expected.expected_loss_treatment)).toBeLessThan(
    1e-9,
  );
  expect(relativeError(expectedLoss.control, expected.expected_loss_control)).toBeLessThan(1e-9);
});

function errors(result: PosteriorComparison, row: Record<string, number>): number[] {
  const { difference, expectedLoss } = result;
  return [
    tailError(difference.logUpper, row.logLarger!),
    tailError(difference.logLower, row.logSmaller!),
    relativeError(expectedLoss.treatment, row.lossOfTreatment!),
    relativeError(expectedLoss.control, row.lossOfControl!),
  ];
}

test('rates agree with exact sums in mpmath, also for a million units and far tails', () => {
  const { error, row } = worst(
    posteriorRows().filter(({ isMean }) => isMean === 0),
    (row) => {
      const control = { successes: row.value1!, n: row.n1! };
      const treatment = { successes: row.value2!, n: row.n2! };
      return errors(rateComparison(control, treatment, [row.prior1!, row.prior2!]), row);
    },
  );
  expect(error, JSON.stringify(row)).toBeLessThan(1e-12);
});

test('means agree with integration in mpmath', () => {
  const { error, row } = worst(
    posteriorRows().filter(({ isMean }) => isMean === 1),
    (row) => {
      const control = summaryMoments(row.n1!, row.value1!, row.variance1!);
      const treatment = summaryMoments(row.n2!, row.value2!, row.variance2!);
      const prior = row.prior2 === 0 ? null : { mean: row.prior1!, sd: row.prior2! };
      return errors(meanComparison(control, treatment, prior) as PosteriorComparison, row);
    },
  );
  expect(error, JSON.stringify(row)).toBeLessThan(1e-11);
});

const arm = fc
  .tuple(fc.nat(2000), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => ({ n, successes: Math.round(n * share) }));
const moments = fc
  .tuple(fc.integer({ min: 2, max: 90 }), fc.integer({ min: -99, max: 99 }), fc.nat(99))
  .map(([n, mean, v]) => summaryMoments(n, mean / 8, v / 4));

function expectMirrored(there: PosteriorComparison, back: PosteriorComparison): void {
  expect(tailError(back.difference.logLower, there.difference.logUpper)).toBeLessThan(1e-11);
  expect(tailError(back.difference.logUpper, there.difference.logLower)).toBeLessThan(1e-11);
  const { treatment, control } = back.expectedLoss;
  expect(relativeError(treatment, there.expectedLoss.control)).toBeLessThan(1e-11);
  expect(relativeError(control, there.expectedLoss.treatment)).toBeLessThan(1e-11);
}

test('swapping the arms, or success and failure, mirrors all of it', () => {
  const failures = ({ successes, n }: { successes: number; n: number }) => ({
    successes: n - successes,
    n,
  });
  fc.assert(
    fc.property(arm, arm, (control, treatment) => {
      const there = rateComparison(control, treatment, [1, 2]);
      expectMirrored(there, rateComparison(treatment, control, [1, 2]));
      expectMirrored(there, rateComparison(failures(control), failures(treatment), [2, 1]));
    }),
    { numRuns: 60 },
  );
  fc.assert(
    fc.property(moments, moments, (control, treatment) => {
      const there = meanComparison(control, treatment);
      const back = meanComparison(treatment, control);
      if (typeof there === 'string') expect(back).toBe(there);
      else expectMirrored(there, back as PosteriorComparison);
    }),
  );
});

test('the losses differ by the difference of the posterior means', () => {
  fc.assert(
    fc.property(arm, arm, (control, treatment) => {
      const { expectedLoss } = rateComparison(control, treatment);
      const mean = ({ successes, n }: { successes: number; n: number }) =>
        (successes + 1) / (n + 2);
      const excess = mean(treatment) - mean(control);
      expect(expectedLoss.control - expectedLoss.treatment).toBeCloseTo(excess, 12);
    }),
    { numRuns: 60 },
  );
});

test('without data the prior decides: even odds, and a third of the uniform difference', () => {
  const none = { successes: 0, n: 0 };
  const { difference, expectedLoss } = rateComparison(none, none);
  expect(difference.upper).toBeCloseTo(0.5, 13);
  // E max(0, X − Y) = 1/6 for two uniform rates.
  expect(expectedLoss.treatment).toBeCloseTo(1 / 6, 13);
  expect(expectedLoss.control).toBeCloseTo(1 / 6, 13);
});

test('for large arms it is the normal answer', () => {
  const [control, treatment] = [
    { successes: 3e8, n: 1e9 },
    { successes: 3e8 + 3e4, n: 1e9 },
  ];
  const { difference } = rateComparison(control, treatment);
  const arms = [control, treatment].map(({ successes, n }) =>
    summaryMoments(n, successes / n, (successes / n) * (1 - successes / n)),
  );
  const normal = meanComparison(arms[0]!, arms[1]!) as PosteriorComparison;
  expect(relativeError(difference.lower, normal.difference.lower)).toBeLessThan(1e-4);
});

test('the loss of a mean that is far ahead is not all cancellation', () => {
  // E max(0, Z − z) = φ(z) ⁄ z² (1 − 3/z² + 15/z⁴ − 105/z⁶ + 945/z⁸ …), asymptotically.
  const z = 36;
  const arms = [summaryMoments(2, 0, 1), summaryMoments(2, z, 1)] as const;
  const series = [945, -105, 15, -3, 1].reduce((sum, term) => sum / (z * z) + term, 0);
  const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
  const { expectedLoss } = meanComparison(...arms) as PosteriorComparison;
  expect(relativeError(expectedLoss.treatment, (density * series) / z ** 2)).toBeLessThan(1e-11);
});

test('a prior that knows the mean leaves no difference', () => {
  const [control, treatment] = [summaryMoments(9, 1, 4), summaryMoments(9, 9, 4)];
  const sure = meanComparison(control, treatment, { mean: 5, sd: 1e-6 }) as PosteriorComparison;
  expect(sure.difference.upper).toBeCloseTo(0.5, 4);
  const open = meanComparison(control, treatment, { mean: 5, sd: 1e9 }) as PosteriorComparison;
  const flat = meanComparison(control, treatment) as PosteriorComparison;
  expect(open.difference.logLower).toBeCloseTo(flat.difference.logLower, 10);
});

test('what cannot be compared says why, and mistakes stop', () => {
  const [one, flat, some] = [
    summaryMoments(1, 2, 0),
    summaryMoments(5, 2, 0),
    summaryMoments(5, 2, 3),
  ];
  expect(meanComparison(one, some)).toBe('TOO_FEW_UNITS');
  expect(meanComparison(flat, flat)).toBe('ZERO_VARIANCE');
  expect(meanComparison(some, summaryMoments(5, 2, Infinity))).toBe('NUMBERS_TOO_LARGE');
  expect(() => meanComparison(some, some, { mean: 0, sd: 0 })).toThrow(RangeError);
  expect(() => meanComparison(some, some, { mean: Number.NaN, sd: 1 })).toThrow(RangeError);
  const rate = { successes: 1, n: 2 };
  expect(() => rateComparison({ successes: 3, n: 2 }, rate)).toThrow(RangeError);
  expect(() => rateComparison(rate, { successes: 0, n: Infinity })).toThrow(RangeError);
  expect(() => rateComparison(rate, rate, [0, 1])).toThrow(RangeError);
});

test('a prior of a tenth is the least that is taken', () => {
  const arm = { successes: 3, n: 9 };
  const of = (a: number, b: number) => () => rateComparison(arm, arm, [a, b]);
  expect(of(0.1, 0.1)).not.toThrow();
  expect(of(0.0999, 1)).toThrow('prior[0]');
  expect(of(1, 0.0999)).toThrow('prior[1]');
});
