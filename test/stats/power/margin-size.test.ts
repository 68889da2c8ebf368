import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  meanEquivalencePower,
  meanEquivalenceSize,
} from '../../../src/stats/power/equivalence-power.js';
import {
  meanNonInferioritySize,
  proportionEquivalenceSize,
  proportionNonInferioritySize,
} from '../../../src/stats/power/margin-size.js';
import { relativeError, worst } from '../reference.js';
import { segmentRows } from '../tests/segments-reference.js';

const rows = segmentRows('sizes');

test('sizes agree with R on a grid, found there by searching the power', () => {
  const { error, row } = worst(rows, (row) => {
    const { control, treatment, margin, allocation, alpha, power, effect, sd } = row;
    const common = { allocation: allocation!, alpha: alpha!, power: power! };
    const rates = { ...common, control: control!, treatment: treatment!, margin: margin! };
    const means = { ...common, effect: effect!, sd: sd!, margin: row.meanMargin! };
    return [
      relativeError(proportionNonInferioritySize({ ...rates, better: 'increase' }), row.up!),
      relativeError(proportionNonInferioritySize({ ...rates, better: 'decrease' }), row.down!),
      relativeError(proportionEquivalenceSize(rates), row.both!),
      relativeError(meanNonInferioritySize({ ...means, better: 'increase' }), row.t!),
      relativeError(meanEquivalenceSize(means), row.tost!),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-10);
});

test('the power of equivalence agrees with R, integrated there over another variable', () => {
  const { error, row } = worst(rows, (row) => {
    const power = meanEquivalencePower({
      effect: row.effect!,
      sd: row.sd!,
      margin: row.meanMargin!,
      controlUnits: row.n1!,
      treatmentUnits: row.n2!,
      alpha: row.alpha!,
    });
    return [Math.abs(power - row.tostPower!)];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-12);
});

describe('published figures', () => {
  test('non-inferiority of .2 against .2 by .05: 2697.61 in all, as gsDesign::nBinomial has it', () => {
    const question = {
      control: 0.2,
      treatment: 0.2,
      margin: 0.05,
      allocation: 1,
      alpha: 0.025,
      power: 0.9,
    };
    for (const better of ['increase', 'decrease'] as const) {
      expect(2 * proportionNonInferioritySize({ ...question, better })).toBeCloseTo(2697.61, 2);
    }
  });

  test('bioequivalence, CV 30 %, true ratio .95, 40 subjects: power .815845, as PowerTOST has it', () => {
    // A 2 × 2 crossover of n subjects has the error of two arms of n/2 with half the variance.
    const sd = Math.sqrt(Math.log(1 + 0.3 ** 2) / 2);
    const question = { effect: Math.log(0.95), sd, margin: Math.log(1.25), alpha: 0.05 };
    const power = meanEquivalencePower({ ...question, controlUnits: 20, treatmentUnits: 20 });
    expect(power).toBeCloseTo(0.815845, 6);
    const size = meanEquivalenceSize({ ...question, allocation: 1, power: 0.8 });
    expect(Math.ceil(size)).toBe(20);
  });
});

const share = fc.double({ min: 0.02, max: 0.98, noNaN: true });
const margin = fc.double({ min: 0.01, max: 0.2, noNaN: true });
const allocation = fc.constantFrom(0.5, 1, 3);
const power = fc.constantFrom(0.6, 0.8, 0.95);
const within = fc.double({ min: -0.6, max: 0.6, noNaN: true });

test('exchanging success and failure, or the arms, mirrors the sizes', () => {
  fc.assert(
    fc.property(share, margin, within, allocation, power, (control, m, part, ratio, wanted) => {
      const treatment = Math.min(0.99, Math.max(0.01, control + part * m));
      const common = { margin: m, alpha: 0.05, power: wanted };
      const plain = { ...common, control, treatment, allocation: ratio };
      const failing = { ...plain, control: 1 - control, treatment: 1 - treatment };
      const up = proportionNonInferioritySize({ ...plain, better: 'increase' });
      const down = proportionNonInferioritySize({ ...failing, better: 'decrease' });
      expect(relativeError(down, up)).toBeLessThan(1e-8);
      const both = proportionEquivalenceSize(plain);
      const back = { ...common, control: treatment, treatment: control, allocation: 1 / ratio };
      expect(relativeError(proportionEquivalenceSize(back) * ratio, both)).toBeLessThan(1e-8);
      expect(both).toBeGreaterThan(up * (1 - 1e-9));
    }),
    { numRuns: 60 },
  );
});

test('the size for equivalence of means has the power asked, one unit less has not', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 2, noNaN: true }), within, power, (m, part, wanted) => {
      const question = { effect: part * m, sd: 1, margin: m, alpha: 0.05 };
      const size = meanEquivalenceSize({ ...question, allocation: 1, power: wanted });
      const at = (n: number) =>
        meanEquivalencePower({ ...question, controlUnits: n, treatmentUnits: n });
      expect(at(size)).toBeCloseTo(wanted, 9);
      if (size > 3) expect(at(size - 1)).toBeLessThan(wanted);
      const flipped = meanEquivalenceSize({
        ...question,
        effect: -part * m,
        allocation: 1,
        power: wanted,
      });
      expect(relativeError(flipped, size)).toBeLessThan(1e-9);
    }),
    { numRuns: 25 },
  );
});

test('few units that cannot show equivalence have next to no power, though each test has some', () => {
  // The regions of the two tests hardly meet: 1 − both misses would be below 0.
  const power = meanEquivalencePower({
    effect: 0,
    sd: 1,
    margin: 0.1,
    controlUnits: 3,
    treatmentUnits: 3,
    alpha: 0.05,
  });
  expect(power).toBeGreaterThan(0);
  expect(power).toBeLessThan(0.001);
});

test('three units in all are the least that equivalence of means is sized for', () => {
  const question = { effect: 0, sd: 1, margin: 1000, allocation: 2, alpha: 0.05, power: 0.8 };
  expect(meanEquivalenceSize(question)).toBe(2);
});

test('what no size can show is a mistake', () => {
  const rates = {
    control: 0.5,
    treatment: 0.25,
    margin: 0.25,
    allocation: 1,
    alpha: 0.05,
    power: 0.8,
  };
  expect(() => proportionNonInferioritySize({ ...rates, better: 'increase' })).toThrow(RangeError);
  expect(() => proportionEquivalenceSize({ ...rates, control: 0.75 })).toThrow(RangeError);
  expect(() => proportionEquivalenceSize({ ...rates, treatment: 0.5, alpha: 0.6 })).toThrow(
    RangeError,
  );
  expect(() => proportionEquivalenceSize({ ...rates, margin: 0 })).toThrow(RangeError);
  const means = { effect: -1, sd: 1, margin: 1, allocation: 1, alpha: 0.05, power: 0.8 };
  expect(() => meanNonInferioritySize({ ...means, better: 'increase' })).toThrow(RangeError);
  expect(meanNonInferioritySize({ ...means, better: 'decrease' })).toBeGreaterThan(0);
  expect(() => meanEquivalenceSize(means)).toThrow(RangeError);
  expect(() => meanEquivalenceSize({ ...means, effect: 0, power: 0.01 })).toThrow(RangeError);
});
