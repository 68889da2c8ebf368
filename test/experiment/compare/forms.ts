import {
  addValues,
  emptyAggregate,
  type MetricAggregate,
} from '../../../src/experiment/aggregates.js';
import type { AnyMarginTest } from '../../../src/experiment/compare/margin-forms.js';
import { formsOf } from '../../../src/experiment/compare/test-forms.js';
import { CHOSEN_BY_DATA } from '../../../src/experiment/compare/tests.js';
import type { MetricKind } from '../../../src/experiment/metric-kind.js';
import type { TwoSampleTest, Untestable } from '../../../src/stats/tests/two-sample-test.js';

/* Each form is one that test/stats holds against R; here it is told which of them is taken, and of what. */

export const TIME = { units: 500, plannedUnits: 2000, alpha: 0.05 };

export function sampleOf(units: readonly (readonly number[])[], keeps = false): MetricAggregate {
  const sample = emptyAggregate(units[0]!.length, keeps);
  for (const unit of units) addValues(sample, unit);
  return sample;
}

/** So many units of two numbers above 0, which follow one another loosely. */
export const unitsOf = (n: number, by: number) =>
  Array.from({ length: n }, (_, i) => [by + ((7 * i) % 11) + (i % 3), 2 + ((7 * i) % 5)] as const);

export const told = (test: AnyMarginTest | TwoSampleTest | Untestable) => {
  if (typeof test === 'string') return test;
  const bound = 'bound' in test ? test.bound(0.05) : test.effectInterval(0.05);
  return { p: test.logPValue, statistic: test.statistic, df: test.df, bound };
};

export const ARMS = { control: sampleOf(unitsOf(40, 3)), treatment: sampleOf(unitsOf(25, 4)) };
const one = (units: ReturnType<typeof unitsOf>) => units.map(([own]) => [own]);
export const MEANS = {
  control: sampleOf(one(unitsOf(40, 3))),
  treatment: sampleOf(one(unitsOf(25, 4))),
};
export const KEPT = {
  control: sampleOf(one(unitsOf(40, 3)), true),
  treatment: sampleOf(one(unitsOf(25, 4)), true),
};
export const ofRates = (c: number, t: number) => ({
  control: sampleOf(Array.from({ length: 60 }, (_, i) => [i < c ? 1 : 0])),
  treatment: sampleOf(Array.from({ length: 50 }, (_, i) => [i < t ? 1 : 0])),
});
export const RATES = ofRates(20, 19);
export const COUNTS = { control: { successes: 20, n: 60 }, treatment: { successes: 19, n: 50 } };

export const forms = (samples: typeof MEANS, kind: MetricKind) =>
  formsOf(samples, kind, kind === 'quantile' ? 0.4 : null, CHOSEN_BY_DATA);
