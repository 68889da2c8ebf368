import { expect, test } from 'vitest';
import { crossingProbabilities } from '../../../src/stats/sequential/crossing.js';
import {
  type DecisionCourse,
  oneLookCourse,
  sequentialCourse,
} from '../../../src/stats/value/decision-course.js';
import { effectAtoms } from '../../../src/stats/value/effect-atoms.js';
import { testAndRollUnits } from '../../../src/stats/value/test-and-roll.js';
import { type DecidingTest, valueOfTest } from '../../../src/stats/value/test-value.js';
import { relativeError } from '../reference.js';
import { valueFigures } from './reference.js';

const UNBOUNDED = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

function valueBy(
  prior: { mean: number; scale: number; df: number },
  se: number,
  course: DecisionCourse,
  rest: Pick<DecidingTest, 'units' | 'horizon' | 'discount'>,
) {
  const expected = { breakEven: 0, deviation: se, reach: course.reach, bounds: UNBOUNDED };
  return valueOfTest(effectAtoms(prior, expected), {
    ...rest,
    treated: 0.5,
    course,
    driftOf: (effect) => effect / se,
    guarded: course.fractions.map(() => 1),
  });
}

test("tests of several looks agree with Miwa's integral at each effect, and with simulation", () => {
  const figures = valueFigures('looks');
  expect(figures).toHaveLength(3);
  for (const row of figures) {
    const prior = { mean: row.mean!, scale: row.scale!, df: Number.POSITIVE_INFINITY };
    const looks = { fractions: row.fractions, alternative: 'two-sided' as const };
    const value = valueBy(prior, row.se!, sequentialCourse(row.boundaries, looks), {
      units: row.units!,
      horizon: row.horizon!,
      discount: row.discount!,
    });
    expect(relativeError(value.gain, row.gain!)).toBeLessThan(2e-7);
    expect(relativeError(value.units, row.expectedUnits!)).toBeLessThan(2e-7);
    expect(relativeError(value.shipped, row.shipped!)).toBeLessThan(2e-7);
    const { gain, error } = row.simulated;
    expect(Math.abs(value.gain - gain)).toBeLessThan(3.5 * error);
  }
});

test('the size that Test & Roll takes is where the value of an ideal rule is largest', () => {
  for (const { horizon, sd, priorSd, units } of valueFigures('roll')) {
    expect(relativeError(testAndRollUnits(horizon!, sd!, priorSd!), units!)).toBeLessThan(1e-6);
    // Two arms of like priors: the better-looking one is taken, which of their difference is a threshold of 0.
    const prior = { mean: 0, scale: Math.SQRT2 * priorSd!, df: Number.POSITIVE_INFINITY };
    const gainAt = (perArm: number) => {
      const se = sd! * Math.sqrt(2 / perArm);
      const sizes = { units: 2 * perArm, horizon: horizon!, discount: 0 };
      return valueBy(prior, se, oneLookCourse(0), sizes).gain;
    };
    const best = gainAt(units!);
    expect(gainAt(0.97 * units!)).toBeLessThan(best);
    expect(gainAt(1.03 * units!)).toBeLessThan(best);
  }
  expect(Math.round(testAndRollUnits(100_000, Math.sqrt(0.68 * 0.32), 0.03))).toBe(2284);
});

test('a test and roll of nothing is refused', () => {
  for (const none of [0, -1, Number.NaN]) {
    expect(() => testAndRollUnits(none, 1, 0.1)).toThrow('horizon');
    expect(() => testAndRollUnits(100, none, 0.1)).toThrow('sd');
    expect(() => testAndRollUnits(100, 1, none)).toThrow('priorSd');
  }
});

test('chances by the drift are those of the recursion over looks, between its points too', () => {
  const fractions = [0.2, 0.5, 0.8, 1];
  const boundaries = [4.2, 2.9, 2.3, Number.POSITIVE_INFINITY];
  const futility = [-1, 0, 0.9, 2.02];
  const looks = { fractions, alternative: 'greater' as const };
  const course = sequentialCourse(boundaries, looks, futility);
  const [past, other] = [new Float64Array(4), new Float64Array(4)];
  for (let drift = -30; drift <= 30; drift += 0.317) {
    course.at(drift, past, other);
    const exact = crossingProbabilities(boundaries, looks, drift, futility);
    let [passed, given] = [0, 0];
    fractions.forEach((_, look) => {
      passed += exact.past[look]!;
      given += exact.opposite[look]! + exact.futile[look]!;
      expect(Math.abs(past[look]! - passed)).toBeLessThan(2e-9);
      expect(Math.abs(other[look]! - given)).toBeLessThan(2e-9);
    });
  }
});

test('atoms have the mass and the mean of their prior, however wide the test looks', () => {
  for (const df of [1.5, 4, Number.POSITIVE_INFINITY]) {
    for (const mean of [-5, 0, 0.3]) {
      for (const deviation of [1e-6, 0.1, 1, 1e6]) {
        const prior = { mean, scale: 1, df };
        const reach = 9;
        const atoms = effectAtoms(prior, { breakEven: 0.1, deviation, reach, bounds: UNBOUNDED });
        const mass = atoms.shares.reduce((sum, share) => sum + share, 0);
        const gain = atoms.gains.reduce((sum, one, i) => sum + one * atoms.shares[i]!, 0);
        expect(Math.abs(mass - 1)).toBeLessThan(1e-8);
        expect(Math.abs(gain - (mean - 0.1))).toBeLessThan(1e-8);
      }
    }
  }
});

test('effects beyond what can be are taken for the last that can', () => {
  const prior = { mean: 0.5, scale: 1, df: Number.POSITIVE_INFINITY };
  const atoms = effectAtoms(prior, { breakEven: 0, deviation: 0.2, reach: 9, bounds: [-0.5, 0.8] });
  // R: integrate(function(x) pmin(pmax(x, -.5), .8) * dnorm(x, .5), -12, 12, rel.tol = 1e-10).
  const gain = atoms.gains.reduce((sum, one, i) => sum + one * atoms.shares[i]!, 0);
  expect(Math.min(...atoms.effects)).toBeGreaterThanOrEqual(-0.5);
  expect(Math.max(...atoms.effects)).toBeLessThanOrEqual(0.8);
  expect(gain).toBeCloseTo(0.3165542, 7);
});
