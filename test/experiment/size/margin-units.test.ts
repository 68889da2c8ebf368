import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Baseline } from '../../../src/experiment/size/baseline.js';
import {
  guardrailAnswer,
  marginPowerByUnits,
} from '../../../src/experiment/size/guardrail-answer.js';
import {
  type MarginTruth,
  marginPower,
  marginUnits,
  smallestMargin,
} from '../../../src/experiment/size/margin-units.js';

interface Case {
  kind: 'rate' | 'mean';
  control: number;
  treatment: number;
  mean: number;
  effect: number;
  sd: number;
  margin: number;
  allocation: number;
  alpha: number;
  units: number;
  better: 'increase' | 'decrease';
  ratio: boolean;
  power: number;
}

const cases = JSON.parse(
  readFileSync(new URL('../../reference/margin-power.json', import.meta.url), 'utf8'),
) as Case[];

const ONE_LOOK = { method: 'fixed' } as const;

function truthOf(one: Case): MarginTruth {
  const isRate = one.kind === 'rate';
  const baseline: Baseline = isRate
    ? { kind: 'proportion', rate: one.control }
    : { kind: 'mean', mean: one.mean, sd: one.sd };
  return {
    baseline,
    effect: isRate ? one.treatment - one.control : one.effect,
    margin: one.margin,
    relative: one.ratio,
    kind: 'non-inferiority',
    lowerIsBetter: one.better === 'decrease',
    allocation: one.allocation,
    alpha: one.alpha,
    alternative: 'greater',
    monitoring: ONE_LOOK,
  };
}

describe('R has the power of a margin, and size and margin are what have it', () => {
  test.each(cases.map((one, i) => [i, one] as const))('case %d', (_, one) => {
    const truth = truthOf(one);
    expect(Math.abs(marginPower(truth)(one.units) - one.power)).toBeLessThan(1e-9);
    if (one.power < one.alpha + 0.01 || one.power > 0.999) return;
    expect(marginUnits(truth, one.power)! / one.units).toBeCloseTo(1, 7);
    expect(smallestMargin(truth, one.power, one.units)! / one.margin).toBeCloseTo(1, 7);
  });

  test('a claim on both sides at alpha is one on its side at half of that', () => {
    const rates = truthOf(cases.find(({ kind, units }) => kind === 'rate' && units === 500)!);
    const twoSided = { ...rates, alpha: 2 * rates.alpha, alternative: 'two-sided' } as const;
    expect(marginPower(twoSided)(500)).toBe(marginPower(rates)(500));
    expect(marginUnits(twoSided, 0.8)).toBe(marginUnits(rates, 0.8));
  });
});

const rate = { kind: 'proportion', rate: 0.1 } as const;
const mean = { kind: 'mean', mean: 25, sd: 40 } as const;

const asked = {
  effect: 0,
  relative: false,
  kind: 'non-inferiority',
  lowerIsBetter: true,
  allocation: 1,
  alpha: 0.05,
  alternative: 'greater',
  monitoring: ONE_LOOK,
} as const;

test('equivalence in percent is that of as much in the unit, whatever the sign of the mean', () => {
  const equivalence = { ...asked, kind: 'equivalence' } as const;
  for (const [baseline, absolute] of [
    [mean, 2],
    [{ ...mean, mean: -25 }, 2],
    [rate, 0.008],
  ] as const) {
    const share = { ...equivalence, baseline, margin: 0.08, relative: true };
    const inUnit = { ...equivalence, baseline, margin: absolute };
    const power = marginPower(inUnit)(9000);
    expect(power).toBeGreaterThan(0.1);
    expect(marginPower(share)(9000)).toBeCloseTo(power, 12);
    expect(marginUnits(share, 0.8)! / marginUnits(inUnit, 0.8)!).toBeCloseTo(1, 12);
  }
});

test('a share of a mean that is not known has no size', () => {
  for (const kind of ['equivalence', 'non-inferiority'] as const) {
    const baseline = { ...mean, mean: null };
    const truth = { ...asked, kind, baseline, margin: 0.08, relative: true };
    expect(marginUnits(truth, 0.8)).toBeNull();
    expect(() => marginPower(truth)(1000)).toThrow(RangeError);
  }
});

describe('a smallest margin', () => {
  test('of a mean is that of a one-sided t test', () => {
    // R: power.t.test(n = 3000, sd = 40, sig.level = .05, alternative = "one.sided", power = .8)$delta
    expect(smallestMargin({ ...asked, baseline: mean }, 0.8, 3000)).toBeCloseTo(2.56830340676, 4);
  });

  test('is in proportion to the spread of a mean, whatever its scale is', () => {
    const at = (sd: number) =>
      smallestMargin({ ...asked, baseline: { ...mean, sd } }, 0.8, 3000)! / sd;
    for (const sd of [1e-8, 1e8]) expect(at(sd) / at(1)).toBeCloseTo(1, 9);
  });

  test('is none where no rate can be so much worse, or a share would be all of the control', () => {
    expect(smallestMargin({ ...asked, baseline: mean, relative: true }, 0.8, 4)).toBeNull();
    expect(smallestMargin({ ...asked, baseline: { ...mean, mean: null } }, 0.8, 4)).not.toBeNull();
  });

  test('is below the room that a rate has on the worse side, or for equivalence on the wider', () => {
    const room = (rest: Partial<MarginTruth>) =>
      smallestMargin({ ...asked, baseline: rate, ...rest }, 0.8, 20);
    // Up to 90 points can be had where lower is better, up to 10 where higher is.
    expect(room({})).toBeGreaterThan(0.1);
    expect(room({ lowerIsBetter: false })).toBeNull();
    expect(room({ kind: 'equivalence', lowerIsBetter: false })).toBeGreaterThan(0.1);
    const often = { kind: 'proportion', rate: 0.9 } as const;
    expect(room({ kind: 'equivalence', baseline: often })).toBeGreaterThan(0.1);
  });

  test('is none where what is true needs no margin', () => {
    // Better by 30 standard errors: shown with any margin at all.
    expect(smallestMargin({ ...asked, baseline: rate, effect: -0.09 }, 0.8, 1e5)).toBeNull();
  });
});

describe('a guardrail that is planned', () => {
  const test_ = { baseline: mean, alpha: 0.05, variants: 3, allocation: 1, monitoring: ONE_LOOK };
  const question = {
    test: { ...test_ },
    kind: 'non-inferiority',
    margin: { scale: 'absolute', size: 2 },
    lowerIsBetter: false,
    effect: 0,
    units: null,
    power: null,
  } as const;

  test('has the size of a one-sided t test', () => {
    // R: power.t.test(delta = 2, sd = 40, sig.level = .05, alternative = "one.sided", power = .8)$n
    const answer = guardrailAnswer({ ...question, power: 0.8 })!;
    expect(answer.sampleSize.exactPerVariant).toBeCloseTo(4946.7223, 2);
    expect(answer).toMatchObject({
      solvedFor: 'sampleSize',
      power: 0.8,
      margin: { absolute: 2, relative: 0.08, kind: 'non-inferiority' },
      sampleSize: { control: 4947, treatment: 4947, total: 3 * 4947 },
    });
    expect(answer.forPower).toBeUndefined();
  });

  test('has its power', () => {
    // R: power.t.test(n = 3000, delta = 2, sd = 40, sig.level = .05, alternative = "one.sided")$power
    const answer = guardrailAnswer({ ...question, units: 3000 })!;
    expect(answer.solvedFor).toBe('power');
    expect(answer.power).toBeCloseTo(0.614634810975, 6);
    expect(answer.sampleSize).toMatchObject({ treatment: 3000, total: 9000 });
    expect(marginPowerByUnits(question, question.margin)!(3000)).toBe(answer.power);
  });

  test('has its margin, on both scales where the control has a level', () => {
    const solved = { ...question, margin: null, units: 3000, power: 0.8 };
    const answer = guardrailAnswer(solved)!;
    expect(answer.solvedFor).toBe('margin');
    expect(answer.power).toBe(0.8);
    expect(answer.sampleSize.total).toBe(9000);
    expect(answer.margin.absolute).toBeCloseTo(2.56830340676, 4);
    expect(answer.margin.relative).toBe(answer.margin.absolute / 25);
    for (const mean of [0, null]) {
      const test = { ...test_, baseline: { kind: 'mean', mean, sd: 40 } as const };
      expect(guardrailAnswer({ ...solved, test })!.margin.relative).toBeNull();
    }
    const below = { ...test_, baseline: { kind: 'mean', mean: -25, sd: 40 } as const };
    const negative = guardrailAnswer({ ...solved, test: below })!.margin;
    expect(negative.relative).toBe(negative.absolute / 25);
  });

  test('as a share of the control is judged against the control as it is estimated', () => {
    const share = { scale: 'relative', size: 0.08 } as const;
    const answer = guardrailAnswer({ ...question, margin: share, units: 3000 })!;
    expect(answer.margin).toEqual({ absolute: 2, relative: 0.08, kind: 'non-inferiority' });
    // R: phi <- .92; se <- 40 * sqrt((1 + phi^2) / 3000); df <- 5998
    // pt(qt(.95, df), df, ncp = 2 / se, lower.tail = FALSE)
    expect(answer.power).toBeCloseTo(0.644438827747, 9);
    expect(marginPowerByUnits(question, share)!(3000)).toBe(answer.power);
  });

  test('of values too skewed has more units, and what the power by itself would take', () => {
    const least = (leastUnits: number) =>
      guardrailAnswer({ ...question, test: { ...test_, leastUnits }, power: 0.8 })!;
    const { exactPerVariant } = least(0).sampleSize;
    expect(least(exactPerVariant).forPower).toBeUndefined();
    expect(least(exactPerVariant + 0.01).forPower).toBeDefined();
    const raised = least(6000);
    expect(raised.solvedFor).toBe('sampleSize');
    expect(raised.sampleSize).toMatchObject({ treatment: 6000, total: 18_000 });
    expect(raised.forPower).toMatchObject({ power: 0.8, sampleSize: { treatment: 4947 } });
    // R: power.t.test(n = 6000, delta = 2, sd = 40, sig.level = .05, alternative = "one.sided")$power
    expect(raised.power).toBeCloseTo(0.8629358209633, 6);
  });

  test('has no answer where there is no such margin, size, or share', () => {
    const points = { scale: 'points', size: 0.01 } as const;
    expect(guardrailAnswer({ ...question, margin: points, power: 0.8 })).toBeNull();
    expect(marginPowerByUnits(question, points)).toBeNull();
    expect(guardrailAnswer({ ...question, effect: -2, power: 0.8 })).toBeNull();
    const rates = { ...test_, baseline: rate };
    const few = { ...question, test: rates, margin: null, units: 2, power: 0.8 };
    expect(guardrailAnswer(few)).toBeNull();
  });

  test('is asked about with two of the three', () => {
    for (const rest of [
      {},
      { margin: null },
      { margin: null, units: 9 },
      { margin: null, power: 0.8 },
    ])
      expect(() => guardrailAnswer({ ...question, ...rest })).toThrow('two of three are given');
  });
});
