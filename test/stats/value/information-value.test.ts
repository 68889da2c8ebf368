import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  perfectInformationValue,
  sampleInformationValue,
  thresholdRuleValue,
} from '../../../src/stats/value/information-value.js';
import { relativeError, worst } from '../reference.js';
import { valueFigures } from './reference.js';

/** What must be exceeded in a test at 5 %: one-sided at 10 %, or one side of a two-sided one at 5 %. */
const ONE_SIDED = 1.2815515655446004;
const TWO_SIDED = 1.959963984540054;

const NORMAL = { mean: -0.002, scale: 0.01, df: Number.POSITIVE_INFINITY };

test('the figures that were asked for', () => {
  expect(sampleInformationValue(NORMAL, 0.008)).toBeCloseTo(0.00221684, 10);
  expect(perfectInformationValue(NORMAL)).toBeCloseTo(0.0030689464, 10);
  // "p < .05" is a two-sided test that ships what is better: 2.5 % on that side.
  expect(thresholdRuleValue(NORMAL, 0.008, TWO_SIDED)).toBeCloseTo(0.001034, 6);
});

test('perfect information and rules agree with integrate, also under heavy tails', () => {
  const { error, row } = worst(valueFigures('once'), (row) => {
    const prior = { mean: row.mean!, scale: row.scale!, df: row.df! };
    return [
      relativeError(perfectInformationValue(prior), row.perfect!),
      Math.abs(thresholdRuleValue(prior, row.se!, ONE_SIDED) - row.oneSided!) / row.perfect!,
      Math.abs(thresholdRuleValue(prior, row.se!, TWO_SIDED) - row.twoSided!) / row.perfect!,
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-9);
});

test('sample information agrees with the posterior mean integrated over estimates', () => {
  const { error, row } = worst(valueFigures('once'), (row) => {
    const prior = { mean: row.mean!, scale: row.scale!, df: row.df! };
    return [Math.abs(sampleInformationValue(prior, row.se!) - row.sample!) / row.perfect!];
  });
  // Nested integration by R is right to 1e-6 or so in heavy tails.
  expect(error, JSON.stringify(row)).toBeLessThan(2e-6);
});

const priors = fc.record({
  mean: fc.double({ min: -3, max: 3, noNaN: true }),
  scale: fc.double({ min: 0.01, max: 10, noNaN: true }),
  df: fc.constantFrom(1.5, 3, 8, Number.POSITIVE_INFINITY),
});

test('no rule earns more than the ideal one, nor that more than knowing', () => {
  const errors = fc.double({ min: 0.01, max: 100, noNaN: true });
  const criticals = fc.double({ min: -6, max: 6, noNaN: true });
  fc.assert(
    fc.property(priors, errors, criticals, (prior, error, critical) => {
      const ideal = sampleInformationValue(prior, error) + Math.max(0, prior.mean);
      const slack = 1e-8 * (prior.scale + Math.abs(prior.mean));
      expect(thresholdRuleValue(prior, error, critical)).toBeLessThanOrEqual(ideal + slack);
      expect(sampleInformationValue(prior, error)).toBeLessThanOrEqual(
        perfectInformationValue(prior) + slack,
      );
      expect(sampleInformationValue(prior, error)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('what is no prior or no error is refused', () => {
  expect(() => perfectInformationValue({ ...NORMAL, scale: 0 })).toThrow('scale');
  expect(() => perfectInformationValue({ ...NORMAL, df: 1 })).toThrow('df');
  expect(() => thresholdRuleValue({ ...NORMAL, mean: Number.NaN }, 1, 1)).toThrow('mean');
  expect(() => sampleInformationValue(NORMAL, 0)).toThrow('standardError');
});
