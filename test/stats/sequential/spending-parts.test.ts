import { describe, expect, test } from 'vitest';
import { groupSequentialPower } from '../../../src/stats/power/sequential-power.js';
import { tunedInformation } from '../../../src/stats/sequential/confidence-sequence.js';
import {
  continued,
  logCrossing,
  stepTo,
  UNSTARTED,
} from '../../../src/stats/sequential/continuation.js';
import { decisionScales } from '../../../src/stats/sequential/decision-scale.js';
import {
  lookScale,
  MOST_LEVEL,
  nominalLevel,
  nominalLevels,
} from '../../../src/stats/sequential/look.js';
import { quantileSequenceSides } from '../../../src/stats/sequential/quantile-sequence.js';
import { alphaSpent, logSpent } from '../../../src/stats/sequential/spending.js';
import { SPENDINGS } from '../../../src/stats/sequential/spending-family.js';
import { domain, holdsTo, INNER, NOT_NEGATIVE, POSITIVE } from '../domains.js';

const INFINITY = Number.POSITIVE_INFINITY;
const LOOKS = {
  fractions: [0.3, 0.7, 1],
  spending: 'obrien-fleming',
  alternative: 'two-sided',
} as const;

/** scipy 1.17.1: on each side 2 − 2 Φ(z(level ⁄ 2) ⁄ √fraction), and level · ln(1 + (e − 1) fraction). */
test.each([
  ['obrien-fleming', 'two-sided', 0.5, 0.003050645515978001],
  ['obrien-fleming', 'greater', 0.25, 0.00008857543832130332],
  ['pocock', 'two-sided', 0.4, 0.026156858180579275],
  ['pocock', 'less', 0.4, 0.026156858180579275],
  ['obrien-fleming', 'two-sided', 0, 0],
  ['pocock', 'two-sided', 1, 0.05],
  ['pocock', 'greater', 1.5, 0.05],
] as const)(
  '%s, %s, has spent at %d of the information: %d',
  (spending, alternative, fraction, spent) => {
    expect(alphaSpent({ spending, alternative }, fraction, 0.05)).toBeCloseTo(spent, 15);
  },
);

test.each(SPENDINGS)('%s spends nothing of anything at first, be it all there is', (spending) => {
  expect(logSpent(spending, 0, 0)).toBe(-INFINITY);
  expect(logSpent(spending, 2, -1)).toBe(-1);
});

holdsTo('logSpent', 'fraction', NOT_NEGATIVE, (fraction) => logSpent('pocock', fraction, -1));
const AT_MOST_0 = domain([-50, 0], [1e-9, 1, Number.NaN]);
holdsTo('logSpent', 'logLevel', AT_MOST_0, (level) => logSpent('pocock', 0.5, level));
holdsTo('nominalLevel', 'level', INNER, (level) => nominalLevel(LOOKS, level));

describe('a step of a test that never stops', () => {
  test('has all of its mass, where the statistic is normal around drift · √fraction', () => {
    const first = continued(UNSTARTED, stepTo(UNSTARTED, 0.4, 2), [-INFINITY, INFINITY], 1);
    const second = continued(first, stepTo(first, 1, 2), [-INFINITY, INFINITY], 1.5);
    for (const { fraction, points, masses, logMasses } of [first, second]) {
      const sum = (of: (z: number) => number) =>
        points.reduce((so, z, i) => so + masses[i]! * of(z), 0);
      const mean = 2 * Math.sqrt(fraction);
      expect(sum(() => 1)).toBeCloseTo(1, 9);
      expect(sum((z) => z)).toBeCloseTo(mean, 8);
      expect(sum((z) => (z - mean) ** 2)).toBeCloseTo(1, 8);
      expect(Math.exp(logMasses[3]!)).toBeCloseTo(masses[3]!, 14);
    }
    expect([first.fraction, second.fraction]).toEqual([0.4, 1]);
  });

  test('never gets past infinity, and past a bound as the normal distribution says', () => {
    const step = stepTo(UNSTARTED, 0.4, 0);
    expect(logCrossing(UNSTARTED, step, INFINITY)).toEqual({ log: -INFINITY, derivative: 0 });
    // pnorm(2, lower.tail = FALSE, log.p = TRUE), and −dnorm(2) ÷ that probability.
    const { log, derivative } = logCrossing(UNSTARTED, step, 2);
    expect(log).toBeCloseTo(-3.783184333682032, 12);
    expect(derivative).toBeCloseTo(-2.373215532822843, 11);
  });
});

test('decisions at some levels are those of the repeated p-value', () => {
  const levels = [0.05, 0.01];
  const scales = decisionScales(LOOKS, levels);
  expect(scales).toHaveLength(3);
  for (const [look, scale] of scales.entries()) {
    const exact = lookScale({ ...LOOKS, fractions: LOOKS.fractions.slice(0, look + 1) });
    for (const level of levels) {
      const nominal = exact.level(level);
      expect(scale.level(level)).toBeCloseTo(nominal, 14);
      const [below, above] = [0.999, 1.001].map((by) => {
        const pValue = nominal * by;
        return scale.repeated({ pValue, logPValue: Math.log(pValue) });
      });
      expect(below!.pValue).toBeLessThan(level);
      expect(below!.logPValue).toBeCloseTo(Math.log(below!.pValue), 12);
      expect(above!.pValue).toBeGreaterThanOrEqual(level);
    }
    const at = (pValue: number) => scale.repeated({ pValue, logPValue: Math.log(pValue) });
    expect(at(scale.level(MOST_LEVEL))).toEqual({ pValue: 1, logPValue: 0 });
    expect(at(1)).toEqual({ pValue: 1, logPValue: 0 });
    expect(at(0).pValue).toBe(Number.MIN_VALUE);
    const rising = [0, 1e-9, 1e-4, 0.005, 0.02, 0.04, 0.3, 0.9].map((p) => at(p).pValue);
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
  }
});

test('each look has the level of the last of those up to it', () => {
  for (const [i, level] of nominalLevels(LOOKS, 0.05).entries()) {
    const upTo = { ...LOOKS, fractions: LOOKS.fractions.slice(0, i + 1) };
    expect(level).toBe(nominalLevel(upTo, 0.05));
  }
});

test('what surely rejects when it is looked at once surely does with more looks', () => {
  const power = groupSequentialPower(LOOKS, 0.05);
  expect(power(1)).toBe(1);
  expect(power(0.8)).toBeGreaterThan(0.77);
  expect(power(0.8)).toBeLessThan(0.8);
});

const time = { units: 100, plannedUnits: 200, alpha: 0.05 };
const tuned = (own: Partial<typeof time>, alternative: 'two-sided' | 'greater' = 'two-sided') =>
  tunedInformation({ ...time, ...own }, alternative);
holdsTo('tunedInformation', 'units', POSITIVE, (units) => tuned({ units }));
holdsTo('tunedInformation', 'plannedUnits', POSITIVE, (plannedUnits) => tuned({ plannedUnits }));
holdsTo('tunedInformation', 'alpha', INNER, (alpha) => tuned({ alpha }));
const HALF = domain([1e-9, 0.4999], [0, 0.5, 0.7, -1, Number.NaN]);
holdsTo('tunedInformation', 'alpha', HALF, (alpha) => tuned({ alpha }, 'greater'));

test.each([
  ['two-sided', 'alpha must be between 0 and 1, both excluded, not 1'],
  ['greater', 'alpha must be between 0 and 0.5, both excluded, not 1'],
] as const)('%s: %s', (alternative, message) => {
  expect(() => tuned({ alpha: 1 }, alternative)).toThrow(new RangeError(message));
});

holdsTo('quantileSequenceSides', 'at', INNER, (at) =>
  quantileSequenceSides([1, 2, 3], [2, 3, 4], at, time, 'greater'),
);
