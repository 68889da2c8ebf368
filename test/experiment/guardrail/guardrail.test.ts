import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MetricAggregate } from '../../../src/experiment/aggregates.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import type { Design, MetricDesign } from '../../../src/experiment/design.js';
import type { Monitoring } from '../../../src/experiment/monitoring/monitoring.js';
import { proportionEquivalence } from '../../../src/stats/margin/equivalence.js';
import { cellsOf, designOf, mean, metricOf, rate } from '../given.js';
import { alike, guarded, notWorse, points, share, unit } from './guarded.js';

/*
 * Figures of R 4.2.2: rates at the most likely pair of rates by optimize(), which has 8 digits, and
 * bounds by uniroot() on that; means by pt() and qt().
 */
const unsubscribed: [MetricAggregate, MetricAggregate] = [rate(21, 1500), rate(23, 1500)];
const seconds: [MetricAggregate, MetricAggregate] = [mean(400, 5, 4), mean(300, 5.1, 6)];

describe('a rate that must not rise', () => {
  test('by 1 pp: Farrington–Manning with its one-sided bound', () => {
    const margin = notWorse(points(0.01));
    const found = guarded(unsubscribed, { margin, lowerIsBetter: true });
    expect(found).toMatchObject({
      role: 'guardrail',
      method: 'farrington-manning',
      df: null,
      confidence: 0.95,
      margin: { absolute: 0.01, relative: null, kind: 'non-inferiority' },
      netEffect: null,
      outcome: 'win',
      reason: null,
    });
    expect(found.statistic).toBeCloseTo(-1.89303555087, 7);
    expect(found.pValue).toBeCloseTo(0.0291765709397, 8);
    expect(found.adjustedPValue).toBe(found.pValue);
    expect(Math.exp(found.logPValue!)).toBeCloseTo(found.pValue!, 14);
    expect(found.effect.lower).toBeNull();
    expect(found.effect.upper).toBeCloseTo(0.00879417977948, 9);
    expect(found.relativeEffect!.upper).toBeCloseTo(0.784194055335, 7);
  });

  test('by 20 % of the control: the test of the ratio, where its estimate counts too', () => {
    const margin = notWorse(share(0.2));
    const found = guarded(unsubscribed, { margin, lowerIsBetter: true });
    expect(found.margin).toEqual({ absolute: null, relative: 0.2, kind: 'non-inferiority' });
    expect(found.statistic).toBeCloseTo(-0.305000519358, 8);
    expect(found.pValue).toBeCloseTo(0.380182878383, 8);
    expect(found.relativeEffect).toMatchObject({ lower: null });
    expect(found.relativeEffect!.upper).toBeCloseTo(0.784194055335, 7);
    // In points by the same test at no difference, whose bound is that of the margin in points.
    expect(found.effect.lower).toBeNull();
    expect(found.effect.upper).toBeCloseTo(0.00879417977948, 9);
    expect(found.outcome).toBe('inconclusive');
  });

  test('is broken once it is shown to rise by more, and not by less', () => {
    const lowerIsBetter = true;
    const margin = notWorse(points(0.01));
    const worse = guarded([rate(20, 1000), rate(60, 1000)], { margin, lowerIsBetter });
    expect(worse.outcome).toBe('loss');
    // Turned round the test at the margin has p = 1 − this one's.
    expect(1 - worse.pValue!).toBeLessThan(0.05);
    expect(guarded([rate(60, 1000), rate(20, 1000)], { margin, lowerIsBetter }).outcome).toBe(
      'win',
    );
    expect(guarded([rate(20, 1000), rate(33, 1000)], { margin, lowerIsBetter }).outcome).toBe(
      'inconclusive',
    );
  });

  test('has a test where nobody did it in either arm, as long as there is a margin', () => {
    const margin = notWorse(points(0.01));
    const never = guarded([rate(0, 1500), rate(0, 1500)], { margin, lowerIsBetter: true });
    expect(never).toMatchObject({ outcome: 'win', relativeEffect: null, reason: null });
    const relative = guarded([rate(0, 1500), rate(3, 1500)], { margin: notWorse(share(0.1)) });
    expect(relative).toMatchObject({ outcome: 'untestable', reason: 'NO_RELATIVE_MARGIN' });
    expect(relative.pValue).toBeNull();
  });
});

describe('a mean that must not fall', () => {
  test('by 0.2: Welch at the margin', () => {
    const found = guarded(seconds, { margin: notWorse(unit(0.2)) });
    expect(found).toMatchObject({ method: 'welch', kind: 'mean', outcome: 'win' });
    expect(found.statistic).toBeCloseTo(1.73205080757, 10);
    expect(found.df).toBeCloseTo(566.601055409, 8);
    expect(found.pValue).toBeCloseTo(0.0419043722453, 11);
    expect(found.effect.lower).toBeCloseTo(-0.185363575604, 11);
    expect(found.effect.upper).toBeNull();
  });

  test('by 5 % of the control: Fieller at the margin', () => {
    const found = guarded(seconds, { margin: notWorse(share(0.05)) });
    expect(found.statistic).toBeCloseTo(2.05438544809, 10);
    expect(found.pValue).toBeCloseTo(0.0201982676145, 11);
    expect(found.relativeEffect!.lower).toBeCloseTo(-0.0363889426784, 11);
  });

  test('has no relative margin where the control may be 0 or less', () => {
    for (const control of [mean(400, 0.1, 4), mean(400, -5, 4)]) {
      const found = guarded([control, mean(300, 5, 6)], { margin: notWorse(share(0.05)) });
      expect(found).toMatchObject({ outcome: 'untestable', reason: 'NO_RELATIVE_MARGIN' });
    }
  });

  test('has no test with a single unit', () => {
    const found = guarded([mean(1, 5, 0), mean(300, 5, 6)], { margin: notWorse(unit(1)) });
    expect(found).toMatchObject({
      outcome: 'untestable',
      reason: 'TOO_FEW_UNITS',
      ...{ statistic: null, df: null, pValue: null, logPValue: null, adjustedPValue: null },
      ...{ confidence: null, coverage: null, criticalValue: null },
    });
  });
});

test('an arm without units has no test, and no effect that is not finite', () => {
  for (const arms of [
    [rate(0, 0), rate(3, 100)],
    [rate(3, 100), rate(0, 0)],
  ] as [MetricAggregate, MetricAggregate][]) {
    const found = guarded(arms, { margin: notWorse(points(0.01)) });
    expect(found).toMatchObject({ outcome: 'untestable', reason: 'TOO_FEW_UNITS' });
    expect(Number.isFinite(found.effect.estimate)).toBe(true);
    expect(found).toMatchObject({ effect: { lower: null, upper: null }, logPBeyond: null });
  }
});

describe('equivalence', () => {
  test('takes the weaker of both tests, and an interval of 1 − 2 alpha', () => {
    const found = guarded(unsubscribed, { margin: alike(points(0.005)) });
    expect(found.statistic).toBeCloseTo(-0.827145986146, 8);
    expect(found.pValue).toBeCloseTo(0.204077161057, 8);
    expect(found.confidence).toBe(0.9);
    expect(found.effect.upper).toBeCloseTo(0.00879417977948, 9);
    expect(found.effect.lower).not.toBeNull();
    expect(found.outcome).toBe('inconclusive');
  });

  test('is the one of proportionEquivalence', () => {
    const test = proportionEquivalence(
      { successes: 21, n: 1500 },
      { successes: 23, n: 1500 },
      0.01,
    );
    const found = guarded(unsubscribed, { margin: alike(points(0.01)) });
    if (typeof test === 'string') throw new Error(test);
    expect(found).toMatchObject({ outcome: 'win', pValue: test.pValue });
    expect(found.effect).toMatchObject(test.interval(0.05));
  });

  test('is lost on either side', () => {
    const margin = alike(unit(0.5));
    for (const treatment of [mean(300, 7, 6), mean(300, 3, 6)]) {
      expect(guarded([mean(400, 5, 4), treatment], { margin }).outcome).toBe('loss');
    }
  });
});

test('a guardrail is judged by itself, and leaves the family to the others', () => {
  const aggregates = cellsOf(['signup', 'revenue', 'guard'], {
    generic: [rate(100, 1000), mean(1000, 5, 4), rate(21, 1000)],
    personal: [rate(150, 1000), mean(1000, 5.2, 4), rate(22, 1000)],
  });
  const metrics = (margin: MetricDesign['margin']) => [
    metricOf('signup'),
    metricOf('revenue'),
    metricOf('guard', { margin }),
  ];
  const compared = compareAll(
    aggregates,
    designOf(aggregates, { metrics: metrics(notWorse(unit(0.02))) }),
  );
  const [first, second, guard] = compared;
  expect(compared.map(({ role }) => role)).toEqual(['primary', 'secondary', 'guardrail']);
  expect(first!.adjustedPValue).toBe(first!.pValue);
  expect(second!.adjustedPValue).toBe(second!.pValue);
  expect(guard!.adjustedPValue).toBe(guard!.pValue);
  const without = compareAll(aggregates, designOf(aggregates, { metrics: metrics(null) }));
  expect(without[1]!.adjustedPValue! / without[1]!.pValue!).toBeCloseTo(2, 12);
});

test('p < alpha exactly when the interval ends within the margin', () => {
  const counts = fc.record({
    n: fc.integer({ min: 5, max: 3000 }),
    share: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
  });
  const asSample = ({ n, share: p }: { n: number; share: number }) => rate(Math.ceil(n * p), n);
  const property = fc.property(
    counts,
    counts,
    fc.constantFrom(0.001, 0.01, 0.1, 0.3),
    fc.boolean(),
    fc.boolean(),
    (c, t, size, lowerIsBetter, relative) => {
      const margin = notWorse(relative ? share(size) : unit(size));
      const found = guarded([asSample(c), asSample(t)], { margin, lowerIsBetter });
      if (found.reason !== null) return;
      const { lower, upper } = relative ? found.relativeEffect! : found.effect;
      const within = lowerIsBetter ? upper! < size : lower! > -size;
      expect(within).toBe(found.outcome === 'win');
      expect(found.pValue! < 0.05).toBe(found.outcome === 'win');
    },
  );
  fc.assert(property, { seed: 11, numRuns: 300 });
});

test('the size that it asks for shows a margin with that power: published.md, 16', () => {
  // p1 = p2 = 0.2, margin 0.05, one-sided alpha 0.025, power 0.9: 2697.61 in all (gsDesign).
  const aggregates = cellsOf(['signup', 'guard'], {
    generic: [rate(100, 1000), rate(200, 1000)],
    personal: [rate(150, 1000), rate(200, 1000)],
  });
  const metrics = [metricOf('signup'), metricOf('guard', { margin: notWorse(points(0.05)) })];
  const design = designOf(aggregates, { metrics, alpha: 0.025, power: 0.9 });
  const { sampleSize } = compareAll(aggregates, design).at(-1)!;
  expect(sampleSize).toEqual({
    required: { control: 1_349, treatment: 1_349, total: 2_698 },
    decision: null,
    basis: 'margin',
    effect: { absolute: -0.05, relative: -0.25 },
    smallestDetectable: { absolute: null, relative: null },
  });
});

describe('a margin that fits no such metric is refused', () => {
  const refused = (samples: [MetricAggregate, MetricAggregate], rest: Partial<MetricDesign>) =>
    expect(() => guarded(samples, rest));

  test('points of a mean, and margins that everything keeps', () => {
    refused(seconds, { margin: notWorse(points(0.002)) }).toThrow('percentage points');
    refused(unsubscribed, { margin: notWorse(unit(1)) }).toThrow('so wide');
    refused(unsubscribed, { margin: notWorse(points(1.5)) }).toThrow('so wide');
    refused(seconds, { margin: notWorse(share(1)) }).toThrow('so wide');
    refused(seconds, { margin: notWorse(unit(40)) }).not.toThrow();
  });
});

test('the size that it asks for is that of a test that is looked at as the plan says', () => {
  const variants = {
    generic: [rate(100, 1000), rate(50, 1000)],
    personal: [rate(150, 1000), rate(50, 1000)],
  };
  const aggregates = cellsOf(['signup', 'guard'], variants);
  const margin = notWorse(points(0.02));
  const metrics = [metricOf('signup'), metricOf('guard', { margin, lowerIsBetter: true })];
  const units = new Map([...aggregates.variants.keys()].map((name) => [name, 1000]));
  const monitoring: Monitoring = {
    plan: { method: 'group-sequential', spending: 'pocock', looks: 5 },
    ...{ plannedUnits: units, units, earlierLooks: [], looksAssumed: false },
    ...{ dailyUnits: null, planChangedSince: null, look: 1, repeats: null },
  };
  const sizeOf = (rest: Partial<Design>) =>
    compareAll(aggregates, designOf(aggregates, { metrics, ...rest }))[1]!.sampleSize.required!;
  const [once, looked] = [sizeOf({}).total, sizeOf({ monitoring }).total];
  // Jennison & Turnbull (2000), table 2.2: five looks of Pocock's take 1.2 times as many, about.
  expect(looked / once).toBeGreaterThan(1.12);
  expect(looked / once).toBeLessThan(1.3);
});

test('a look that cannot stop the test leaves a relative margin open, not without a test', () => {
  const variants = {
    generic: [rate(100, 1000), rate(50, 1000)],
    personal: [rate(150, 1000), rate(50, 1000)],
  };
  const aggregates = cellsOf(['signup', 'guard'], variants);
  const margin = notWorse(share(0.2));
  const metrics = [metricOf('signup'), metricOf('guard', { margin, lowerIsBetter: true })];
  const both = (units: number) =>
    new Map([...aggregates.variants.keys()].map((name) => [name, units]));
  // At a thousandth of the plan O'Brien and Fleming spend 2 − 2 Φ(1.96 ÷ √.001) = 4e-841: no double.
  const monitoring: Monitoring = {
    plan: { method: 'group-sequential', spending: 'obrien-fleming', looks: 5 },
    plannedUnits: both(1_000_000),
    units: both(1_000),
    earlierLooks: [],
    looksAssumed: false,
    dailyUnits: null,
    planChangedSince: null,
    look: 1,
    repeats: null,
  };
  const guard = compareAll(aggregates, designOf(aggregates, { metrics, monitoring }))[1]!;
  expect(guard).toMatchObject({ outcome: 'inconclusive', reason: null });
  expect(guard.relativeEffect).toEqual({ estimate: 0, lower: null, upper: null });
});

/*
 * R 4.2.2: always-valid as test/reference/always-valid.R says, at half the plan; and, from z, 2 Φ(−a) where a = √0.6 Φ⁻¹(1 − Φ(−z) ÷ 2), what O'Brien and Fleming spend by then, inverted.
 */
test.each([
  ['always-valid', 5000, [50, 160], 6.63187722216e-7],
  ['group-sequential', 6000, [60, 170], 1.56809686105e-5],
] as const)(
  '%s: the claim that it is broken has a p-value of its own, not 1 − p',
  (method, n, [control, treatment], expected) => {
    const aggregates = cellsOf(['signup', 'guard'], {
      generic: [rate(500, n), rate(control, n)],
      personal: [rate(650, n), rate(treatment, n)],
    });
    const both = (units: number) =>
      new Map([...aggregates.variants.keys()].map((name) => [name, units]));
    const monitoring: Monitoring = {
      plan:
        method === 'always-valid' ? { method } : { method, spending: 'obrien-fleming', looks: 5 },
      plannedUnits: both(10_000),
      units: both(n),
      earlierLooks: [],
      looksAssumed: false,
      dailyUnits: null,
      planChangedSince: null,
      look: 1,
      repeats: null,
    };
    const margin = notWorse(points(0.005));
    const metrics = [metricOf('signup'), metricOf('guard', { margin, lowerIsBetter: true })];
    const guard = compareAll(aggregates, designOf(aggregates, { metrics, monitoring }))[1]!;
    expect(guard).toMatchObject({ outcome: 'loss', pValue: 1 });
    expect(Math.exp(guard.logPBeyond!) / expected).toBeCloseTo(1, 6);
  },
);
