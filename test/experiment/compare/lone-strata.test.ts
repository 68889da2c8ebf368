import { expect, test } from 'vitest';
import {
  addValues,
  emptyAggregates,
  type MetricAggregate,
  segmentAggregates,
  variantAggregates,
} from '../../../src/experiment/aggregates.js';
import { analyzeAggregates } from '../../../src/experiment/analysis.js';
import { mergeMoments } from '../../../src/stats/moments.js';
import { designOf, mean, metricOf, rate } from '../given.js';

type Arms = { generic?: MetricAggregate; personal?: MetricAggregate };

/** The comparison within countries, of which some have one arm only. */
function compared(kind: 'mean' | 'proportion', countries: Record<string, Arms>) {
  const aggregates = emptyAggregates(['m'], [1], ['country']);
  const cell = (sample: MetricAggregate) => ({ units: sample.moments.n, samples: [sample] });
  for (const [country, arms] of Object.entries(countries)) {
    const variants = Object.entries(arms).map(([name, sample]) => [name, cell(sample)] as const);
    aggregates.segments.get('country')!.set(country, new Map(variants));
  }
  for (const name of ['generic', 'personal'] as const) {
    const parts = Object.values(countries).flatMap((arms) => arms[name] ?? []);
    const whole = parts.reduce((a, b) => ({
      moments: mergeMoments(a.moments, b.moments),
      successes: a.successes === null ? null : a.successes + b.successes!,
      missing: 0,
    }));
    aggregates.variants.set(name, cell(whole));
  }
  const metrics = [metricOf('m', { kind })];
  const design = designOf(aggregates, { metrics, stratify: 'country' });
  return analyzeAggregates(aggregates, design).comparisons[0]!;
}

test('strata that one arm lacks are left out, with their units', () => {
  const DE = { generic: mean(40, 5, 4), personal: mean(60, 7, 4) };
  const found = compared('mean', {
    DE,
    FR: { generic: mean(7, 90, 1) },
    IT: { personal: mean(11, -90, 1) },
  });
  expect(found.strata).toMatchObject({ strata: 1, unitsLeftOut: 18 });
  expect(found.effect.estimate).toBeCloseTo(2, 12);
});

test('what strata take off the variance is told, by hand', () => {
  // Each arm has a variance of 8 over all and 4 within: 2 · 9 · 4 and 2 · 10 · 2² on 19 degrees of freedom.
  const found = compared('mean', {
    DE: { generic: mean(10, 5, 4), personal: mean(10, 7, 4) },
    FR: { generic: mean(10, 1, 4), personal: mean(10, 3, 4) },
  });
  expect(found.control.variance).toBeCloseTo(8, 12);
  expect(found.effect.estimate).toBeCloseTo(2, 12);
  expect(found.strata).toMatchObject({ strata: 2, unitsLeftOut: 0 });
  expect(found.strata!.varianceReduction).toBeCloseTo(0.5, 10);
  // Of rates the variance over all is p (1 − p) of each arm: half of those at 10 % and half at 90 %.
  const rates = compared('proportion', {
    DE: { generic: rate(100, 1000), personal: rate(100, 1000) },
    FR: { generic: rate(900, 1000), personal: rate(900, 1000) },
  });
  expect(rates.strata!.varianceReduction).toBeCloseTo(1 - 0.09 / 0.25, 2);
});

test('without a stratum in common nothing is compared, nor taken off', () => {
  const found = compared('mean', {
    DE: { generic: mean(10, 5, 4) },
    FR: { personal: mean(10, 3, 4) },
  });
  expect(found.reason).toBe('TOO_FEW_UNITS');
  expect(found.strata).toMatchObject({ strata: 0, unitsLeftOut: 20, varianceReduction: 0 });
});

test('a test of means that was asked for changes nothing of ratios within strata', () => {
  const aggregates = emptyAggregates(['m'], [2], ['country']);
  ['DE', 'FR'].forEach((country, c) => {
    ['generic', 'personal'].forEach((variant, v) => {
      for (let i = 0; i < 12; i += 1) {
        const unit = [5 + 3 * c + v + ((7 * i) % 5), 2 + ((3 * i) % 4)];
        for (const into of [
          segmentAggregates(aggregates, 'country', country, variant),
          variantAggregates(aggregates, variant),
        ]) {
          into.units += 1;
          addValues(into.samples[0]!, unit);
        }
      }
    });
  });
  const metrics = [metricOf('m', { kind: 'ratio' })];
  const design = designOf(aggregates, { metrics, stratify: 'country' });
  const student = { ...design, tests: { ...design.tests, mean: 'student' as const } };
  const [plain, asked] = [design, student].map(
    (own) => analyzeAggregates(aggregates, own).comparisons[0]!,
  );
  expect(plain!.method).toBe('post-stratified');
  expect([asked!.statistic, asked!.df]).toEqual([plain!.statistic, plain!.df]);
});
