import { describe, expect, test } from 'vitest';
import type { Aggregates } from '../../../src/experiment/aggregates.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import type { Design, EffectMagnitude } from '../../../src/experiment/design.js';
import { cellsOf, designOf, mean, metricOf, rate } from '../given.js';

function sizes(aggregates: Aggregates, mde: EffectMagnitude | null, rest: Partial<Design> = {}) {
  const metrics = aggregates.metrics.map((name) => metricOf(name, { mde }));
  return compareAll(aggregates, designOf(aggregates, { metrics, ...rest })).map(
    (c) => c.sampleSize,
  );
}

const relative = (size: number): EffectMagnitude => ({ scale: 'relative', size });
const points = (size: number): EffectMagnitude => ({ scale: 'points', size });
const absolute = (size: number): EffectMagnitude => ({ scale: 'absolute', size });

const tenPercent = cellsOf(['m'], { generic: [rate(100, 1000)], personal: [rate(110, 1000)] });

/* Figures by R 4.2.2: power.prop.test, power.t.test, and for unequal arms uniroot on the power. */

describe('the size for an MDE', () => {
  test('12 % → 13 %: 17,168.2 in each variant (Evan Miller’s example)', () => {
    const aggregates = cellsOf(['m'], { generic: [rate(120, 1000)], personal: [rate(120, 1000)] });
    expect(sizes(aggregates, points(0.01))[0]).toMatchObject({
      required: { control: 17_169, treatment: 17_169, total: 34_338 },
      basis: 'mde',
    });
  });

  test('is the same however the effect is written', () => {
    for (const mde of [relative(0.1), points(0.01), absolute(0.01)]) {
      const [size] = sizes(tenPercent, mde);
      expect(size!.required!.treatment).toBe(14_751);
      expect(size!.effect.absolute).toBeCloseTo(0.01, 15);
      expect(size!.effect.relative).toBeCloseTo(0.1, 15);
    }
  });

  test('does not depend on the effect that was observed', () => {
    const aggregates = cellsOf(['m'], { generic: [rate(100, 1000)], personal: [rate(300, 1000)] });
    expect(sizes(aggregates, relative(0.1))[0]!.required!.treatment).toBe(14_751);
  });

  test('at an unequal split is the treatment’s, and the total over all', () => {
    const aggregates = cellsOf(['m'], { generic: [rate(100, 1000)], personal: [rate(220, 2000)] });
    const allocation = new Map([
      ['generic', 1],
      ['personal', 2],
    ]);
    const [size] = sizes(aggregates, points(0.02), { allocation });
    expect(size!.required).toEqual({ control: 2911, treatment: 5822, total: 5822 + 2911 });
  });

  test('with two comparisons is for the strictest level that either may be judged at', () => {
    const aggregates = cellsOf(['m'], {
      generic: [rate(100, 1000)],
      a: [rate(100, 1000)],
      b: [rate(110, 1000)],
    });
    const [size] = sizes(aggregates, points(0.01));
    expect(size).toMatchObject({
      required: { control: 17_864, treatment: 17_864, total: 3 * 17_864 },
    });
    expect(sizes(aggregates, points(0.01), { correction: 'none' })[0]!.required!.treatment).toBe(
      14_751,
    );
  });

  test('of a mean uses the standard deviations that were observed', () => {
    const aggregates = cellsOf(['m'], { generic: [mean(500, 25, 1600)], b: [mean(500, 26, 1600)] });
    expect(sizes(aggregates, absolute(2))[0]!.required!.treatment).toBe(6281);
    expect(sizes(aggregates, absolute(2), { alternative: 'greater' })[0]!.required!.treatment).toBe(
      4947,
    );
  });

  test('is none where no rate can be that far off, or there is nothing to be relative to', () => {
    expect(sizes(tenPercent, relative(9.5))[0]!.required).toBeNull();
    expect(sizes(tenPercent, points(0.2), { alternative: 'less' })[0]!.required).toBeNull();
    const zero = cellsOf(['m'], { generic: [rate(0, 100)], personal: [rate(1, 100)] });
    expect(sizes(zero, relative(0.1))[0]).toMatchObject({
      required: null,
      effect: { absolute: null, relative: null },
    });
  });

  test('asks for a decrease where one is hoped for, and a rise against a negative control', () => {
    expect(sizes(tenPercent, points(0.01), { alternative: 'less' })[0]!.effect.absolute).toBe(
      -0.01,
    );
    const negative = cellsOf(['m'], { generic: [mean(50, -10, 9)], personal: [mean(50, -9, 9)] });
    const { effect } = sizes(negative, relative(0.1))[0]!;
    expect(effect).toEqual({ absolute: 1, relative: -0.1 });
  });
});

describe('without an MDE', () => {
  test('the size is for the observed effect, and says so', () => {
    expect(sizes(tenPercent, null)[0]).toMatchObject({
      basis: 'observed',
      required: { treatment: 14_751 },
    });
  });

  test('there is none for no effect, nor for one that the alternative is not about', () => {
    const equal = cellsOf(['m'], { generic: [rate(100, 1000)], personal: [rate(100, 1000)] });
    expect(sizes(equal, null)[0]!.required).toBeNull();
    expect(sizes(tenPercent, null, { alternative: 'less' })[0]!.required).toBeNull();
  });
});

describe('the smallest detectable effect', () => {
  test('of a rate', () => {
    const [size] = sizes(tenPercent, null);
    expect(size!.smallestDetectable.absolute).toBeCloseTo(0.0407451543118242, 8);
    expect(size!.smallestDetectable.relative).toBeCloseTo(0.407451543118242, 7);
    const less = sizes(tenPercent, null, { alternative: 'less' })[0]!;
    expect(less.smallestDetectable.absolute).toBeCloseTo(-0.0309188947600094, 10);
  });

  test('of a mean', () => {
    const aggregates = cellsOf(['m'], {
      generic: [mean(1000, 0, 4)],
      personal: [mean(1000, 1, 4)],
    });
    expect(sizes(aggregates, null)[0]!.smallestDetectable).toEqual({
      absolute: expect.closeTo(0.25070192483669, 8),
      relative: null,
    });
  });

  test('is none without units, nor where even certainty is too small a change', () => {
    const empty = cellsOf(['m'], { generic: [rate(1, 9)], personal: [rate(0, 0)] });
    expect(sizes(empty, null)[0]!.smallestDetectable.absolute).toBeNull();
    const tiny = cellsOf(['m'], { generic: [rate(1, 2)], personal: [rate(1, 2)] });
    expect(sizes(tiny, null)[0]!.smallestDetectable.absolute).toBeNull();
  });
});

test('what a sample detects goes with the unit of the metric, however large its values', () => {
  const scaled = (unit: number) =>
    cellsOf(['m'], {
      generic: [mean(100, 3 * unit, unit ** 2)],
      personal: [mean(100, 4 * unit, unit ** 2)],
    });
  const [size, huge] = [1, 1e30].map((unit) => sizes(scaled(unit), null)[0]!.smallestDetectable);
  expect(huge!.absolute! / size!.absolute!).toBeCloseTo(1e30, -18);
  expect(huge!.relative).toBeCloseTo(size!.relative!, 12);
});
