import { describe, expect, test } from 'vitest';
import type { Aggregates } from '../../../src/experiment/aggregates.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import type { ComparedOnly } from '../../../src/experiment/comparison.js';
import type { Design, MetricDesign } from '../../../src/experiment/design.js';
import {
  detectionTest,
  effectiveSd,
  sampleSizeOf,
  testOfLikeUnits,
  unitsAtSplit,
} from '../../../src/experiment/size/sample-size.js';
import { cellsOf, comparedOf, designOf, mean, metricOf, rate } from '../given.js';
import { ONE_LOOK } from './plans.js';

const cells = cellsOf(['signup'], { generic: [rate(1, 2)], personal: [rate(1, 2)] });
const design = designOf(cells);
const arm = (variant: string, n: number, average: number, variance: number | null) => ({
  ...{ variant, n, mean: average, variance },
});
const ofMean = (rest: Partial<ComparedOnly> = {}): ComparedOnly =>
  comparedOf({
    ...{ kind: 'mean', metric: 'signup', effect: { estimate: 1, lower: 0, upper: 2 } },
    ...{ control: arm('generic', 1000, 25, 4), treatment: arm('personal', 1000, 26, 4) },
    ...rest,
  });

/** What the first comparison of these takes. */
function sizeOf(aggregates: Aggregates, metric: Partial<MetricDesign>, rest: Partial<Design> = {}) {
  const metrics = aggregates.metrics.map((name) => metricOf(name, metric));
  return compareAll(aggregates, designOf(aggregates, { metrics, ...rest }))[0]!.sampleSize;
}

describe('the one deviation that gives a difference its error', () => {
  const of = (a: [number, number | null], b: [number, number | null], rest = {}) => {
    const arms = [a, b].map(([n, variance]) => ({ n, variance }));
    return effectiveSd({ control: arms[0]!, treatment: arms[1]!, covariate: null, ...rest });
  };
  const reduced = (varianceReduction: number) => ({ varianceReduction });

  test('is between those of the arms, by the other arm’s units', () => {
    expect(of([10, 4], [10, 16])).toBeCloseTo(Math.sqrt(10), 12);
    // (4 / 10 + 16 / 30) ÷ (1 / 10 + 1 / 30)
    expect(of([10, 4], [30, 16])).toBeCloseTo(Math.sqrt(7), 12);
    expect(of([30, 16], [10, 4])).toBeCloseTo(Math.sqrt(7), 12);
  });

  test('less what strata, or else covariates, explain', () => {
    const arms = [
      [10, 4],
      [30, 16],
    ] as [[number, number], [number, number]];
    expect(of(...arms, { covariate: reduced(0.36) })).toBeCloseTo(0.8 * Math.sqrt(7), 12);
    expect(of(...arms, { strata: reduced(0.19) })).toBeCloseTo(0.9 * Math.sqrt(7), 12);
    const both = { covariate: reduced(0.36), strata: reduced(0.19) };
    expect(of(...arms, both)).toBeCloseTo(0.9 * Math.sqrt(7), 12);
    expect(of(...arms, { ...both, strata: null })).toBeCloseTo(0.8 * Math.sqrt(7), 12);
  });

  test('is none where a variance is not known, or nothing varies', () => {
    expect([of([10, null], [10, 1]), of([10, 1], [10, null]), of([10, 0], [10, 0])]).toEqual([
      ...[null, null, null],
    ]);
    expect(of([10, 1], [10, 2], { covariate: reduced(1) })).toBeNull();
    expect(of([10, 0], [10, 2])).toBeCloseTo(1, 12);
  });
});

describe('units at the planned split', () => {
  const allocation = new Map(Object.entries({ generic: 3, personal: 1, bold: 2 }));
  const split = { ...design, treatments: ['personal', 'bold'], allocation };

  test('are whole in each variant', () => {
    expect(unitsAtSplit(10.2, 'personal', split)).toEqual({
      control: 31,
      treatment: 11,
      total: 63,
    });
    expect(unitsAtSplit(10.2, 'bold', split)).toEqual({ control: 16, treatment: 11, total: 33 });
    expect(unitsAtSplit(7, 'personal', design)).toEqual({ control: 7, treatment: 7, total: 14 });
  });

  test('are none that cannot be counted together', () => {
    const most = 2 ** 52 - 1;
    expect(unitsAtSplit(most, 'personal', design)!.total).toBe(2 ** 53 - 2);
    expect(unitsAtSplit(most + 1, 'personal', design)).toBeNull();
    expect(unitsAtSplit(2 ** 51, 'personal', split)).toBeNull();
  });
});

describe('what is known of units', () => {
  const known = (compared: ComparedOnly, own: Partial<Design> = {}) =>
    testOfLikeUnits(compared, { ...design, ...own }, { alpha: 0.03, monitoring: ONE_LOOK });

  test('is the rate of the control, or of a mean what both arms have', () => {
    expect(known(comparedOf(), { alternative: 'less' })).toMatchObject({
      ...{ baseline: { kind: 'proportion', rate: 0.1 }, alpha: 0.03, alternative: 'less' },
      ...{ correction: 'none', allocation: 1, monitoring: ONE_LOOK },
    });
    expect(known(ofMean())!.baseline).toEqual({
      kind: 'mean',
      mean: 25,
      sd: expect.closeTo(2, 12),
    });
    const covariate = {
      column: 'x',
      varianceReduction: 0.75,
    } as unknown as ComparedOnly['covariate'];
    const adjusted = known(comparedOf({ covariate }))!.baseline;
    const sd = Math.sqrt((0.25 * (0.09 + 0.0979)) / 2);
    expect(adjusted).toEqual({ kind: 'mean', mean: 0.1, sd: expect.closeTo(sd, 12) });
    const allocation = new Map(Object.entries({ generic: 2, personal: 3 }));
    expect(known(ofMean(), { allocation })!.allocation).toBe(1.5);
  });

  test('is nothing without units, or without variance', () => {
    const none = { ...comparedOf().control, n: 0 };
    expect(known(comparedOf({ control: none }))).toBeNull();
    expect(known(ofMean({ control: arm('generic', 1, 25, null) }))).toBeNull();
    const planned = { alpha: 0.05, monitoring: ONE_LOOK };
    expect(detectionTest(comparedOf({ control: none }), 0.1, design, planned)).toBeNull();
  });

  test('an effect beyond all doubt takes two of each', () => {
    const planned = { alpha: 0.05, monitoring: ONE_LOOK };
    const of = (effect: number) => detectionTest(ofMean(), effect, design, planned)!.units(0.8);
    // R: 6 * qt(.975, 2) + 10 deviations of 2 are 71.63.
    expect([of(72), of(-72)]).toEqual([2, 2]);
    expect(of(71)).not.toBe(2);
    // R: power.t.test(delta = .25, sd = 2, power = .8)$n
    expect(of(0.25)).toBeCloseTo(1005.62, 1);
    // A rate is never beyond doubt.
    const rates = detectionTest(comparedOf(), 0.9, design, planned)!;
    expect(rates.units(0.8)).toBeLessThan(10);
    expect(rates.units(0.8)).toBeGreaterThan(2);
  });
});

describe('the effect that a size is for', () => {
  const tenOf = (successes: number) =>
    cellsOf(['m'], { generic: [rate(100, 1000)], personal: [rate(successes, 1000)] });

  test.each([
    [110, 'two-sided', false, 0.01],
    [90, 'two-sided', false, -0.01],
    [110, 'greater', false, 0.01],
    [90, 'greater', false, null],
    [110, 'less', false, null],
    [90, 'less', false, -0.01],
    // One-sided it is on the side of the alternative, whatever is better.
    [90, 'less', true, -0.01],
    [110, 'two-sided', true, 0.01],
    [100, 'two-sided', false, null],
    [100, 'greater', false, null],
  ] as const)('seen of %d: %s, lower better %j: %j', (seen, alternative, lowerIsBetter, effect) => {
    const size = sizeOf(tenOf(seen), { lowerIsBetter }, { alternative });
    expect(size.basis).toBe('observed');
    if (effect === null) {
      expect(size.effect).toEqual({ absolute: null, relative: null });
      expect(size.required).toBeNull();
      return;
    }
    expect(size.effect.absolute).toBeCloseTo(effect, 12);
    expect(size.effect.relative).toBeCloseTo(10 * effect, 12);
    expect(size.required).not.toBeNull();
  });

  test('is none of what could not be tested, but the MDE if there is one', () => {
    const one = cellsOf(['m'], { generic: [mean(1, 5, 0)], personal: [mean(9, 6, 2)] });
    expect(sizeOf(one, {}).effect.absolute).toBeNull();
    const mde = { scale: 'absolute', size: 2 } as const;
    expect(sizeOf(one, { mde }).effect.absolute).toBe(2);
    expect(sizeOf(one, { mde, lowerIsBetter: true }).effect.absolute).toBe(-2);
    expect(sizeOf(one, { mde }).smallestDetectable.absolute).toBeNull();
  });
});

describe('the smallest effect that is found', () => {
  const rates = cellsOf(['m'], { generic: [rate(100, 1000)], personal: [rate(110, 1000)] });
  const means = cellsOf(['m'], { generic: [mean(1000, 5, 4)], personal: [mean(1000, 5, 4)] });

  // R: uniroot on power.prop.test's formula with p2 = .1 + d; power.t.test(n = 1000, sd = 2, power = .8)$delta
  test.each([
    [rates, false, 0.040745154312],
    [rates, true, -0.034497937484],
    [means, false, 0.250701741],
    [means, true, -0.250701741],
  ])('is on the side that is better', (aggregates, lowerIsBetter, size) => {
    const { smallestDetectable } = sizeOf(aggregates, { lowerIsBetter });
    expect(smallestDetectable.absolute).toBeCloseTo(size, 6);
    const level = aggregates === rates ? 0.1 : 5;
    expect(smallestDetectable.relative).toBeCloseTo(size / level, 5);
  });

  test('is none where chance alone has the power', () => {
    for (const aggregates of [rates, means]) {
      for (const lowerIsBetter of [false, true]) {
        const { smallestDetectable } = sizeOf(aggregates, { lowerIsBetter }, { power: 0.04 });
        expect(smallestDetectable).toEqual({ absolute: null, relative: null });
      }
    }
  });

  test('is none of numbers beyond the doubles, or without variance', () => {
    const of = (rest: Partial<ComparedOnly>) =>
      sampleSizeOf(ofMean(rest), metricOf('signup'), design, 1).smallestDetectable.absolute;
    expect(of({})).toBeCloseTo(0.250701741, 6);
    expect(of({ reason: 'NUMBERS_TOO_LARGE' })).toBeNull();
    expect(of({ reason: 'TOO_FEW_UNITS' })).toBeNull();
    const none = arm('generic', 10, 25, 0);
    expect(of({ control: none, treatment: { ...none, variant: 'personal' } })).toBeNull();
  });
});

test('a test that gives up below bounds of futility is larger, but only of the primary metric', () => {
  const looks = { method: 'group-sequential', spending: 'pocock', looks: 3 } as const;
  const futility = { spending: 'pocock', power: 0.8 } as const;
  const sized = (
    role: ComparedOnly['role'],
    plan: typeof looks & { futility?: typeof futility },
  ) => {
    const looked = { ...design, monitoring: { plan } as Design['monitoring'] };
    return sampleSizeOf(ofMean({ role }), metricOf('signup'), looked, 1).required!.treatment;
  };
  expect(sized('primary', { ...looks, futility })).toBeGreaterThan(sized('primary', looks));
  expect(sized('secondary', { ...looks, futility })).toBe(sized('secondary', looks));
  expect(sized('secondary', looks)).toBe(sized('primary', looks));
});
