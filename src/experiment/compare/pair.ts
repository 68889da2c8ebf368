import { opposite } from '../../stats/alternative.js';
import { variance } from '../../stats/moments.js';
import { type SkewedDifference, skewedDifference } from '../../stats/tests/skewed-difference.js';
import type { TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import type { MetricAggregate } from '../aggregates.js';
import type { Arm } from '../arm.js';
import type { CovariateUse, PosteriorView, StrataUse } from '../comparison.js';
import type { Design, MetricDesign } from '../design.js';
import type { MetricKind } from '../metric-kind.js';
import { monitoringRuleOf } from '../monitoring/pair-monitoring.js';
import { adjustedForms } from './adjusted-forms.js';
import { linearized } from './linearized.js';
import { monitoredTest, type TestForms } from './monitored-test.js';
import { posteriorView } from './posterior.js';
import { quantileArm } from './quantile.js';
import { formsOf, type PairForms } from './test-forms.js';

/** Two samples of one metric with the test between them, not yet judged within its family. */
export interface Pair {
  control: Arm;
  treatment: Arm;
  /** What the test is made of, to be asked for a margin; `null` where nothing can be tested. */
  forms: PairForms | null;
  test: TwoSampleTest | Untestable;
  /** The same test with a one-sided alternative turned round; two-sided the test itself. */
  oppositeSide: TwoSampleTest | Untestable;
  /** Treatment − control as tested: adjusted, where there are covariates. */
  effect: number;
  /** The same ÷ control; `null` where that is no number. */
  relativeEffect: number | null;
  covariate: CovariateUse | null;
  /** How it is compared within strata; `null` where it is not. */
  strata: StrataUse | null;
  /** Of a mean, a ratio or what a covariate leaves; `null` where it is not known. */
  skew: SkewedDifference | null;
  posterior: PosteriorView | null;
}

/** A variant's name with its sample. */
export interface NamedSample {
  variant: string;
  sample: MetricAggregate;
}

/** The test between two samples of a metric of that kind, adjusted for its covariates if it has any. */
export function testPair(
  control: NamedSample,
  treatment: NamedSample,
  kind: MetricKind,
  metric: MetricDesign,
  design: Design,
): Pair {
  const arms = {
    control: armOf(control, kind, metric.quantile),
    treatment: armOf(treatment, kind, metric.quantile),
    posterior: posteriorView(control.sample, treatment.sample, kind, metric, design),
  };
  if (metric.covariates.length > 0) {
    return { ...arms, ...adjustedPair(control, treatment, kind, metric, design) };
  }
  const samples = { control: control.sample, treatment: treatment.sample };
  const forms = formsOf(samples, kind, metric.quantile, design.tests);
  const { test, oppositeSide } = bothWays(forms, design, arms.treatment, arms.control.n);
  const { effect, relativeEffect } = effects(arms.control.mean, arms.treatment.mean);
  // Written out, since to spread what it is made of takes as long as the test, and a simulation makes millions.
  return {
    control: arms.control,
    treatment: arms.treatment,
    posterior: arms.posterior,
    forms,
    test,
    oppositeSide,
    effect,
    relativeEffect,
    covariate: null,
    strata: null,
    skew: skewOf(samples, kind),
  };
}

/** Rates and quantiles have tests that need no normal mean. */
function skewOf(
  { control, treatment }: { control: MetricAggregate; treatment: MetricAggregate },
  kind: MetricKind,
): SkewedDifference | null {
  if (kind === 'mean') return skewedDifference(control.moments, treatment.moments);
  if (kind !== 'ratio') return null;
  const [a, b] = [linearized(control.moments), linearized(treatment.moments)];
  return a === null || b === null ? null : skewedDifference(a, b);
}

/** The test as the design judges it, and the same turned round. */
export function bothWays(
  forms: TestForms,
  design: Design,
  { variant, n }: Pick<Arm, 'variant' | 'n'>,
  controlUnits: number,
): Pick<Pair, 'test' | 'oppositeSide'> {
  const { alternative } = design;
  const judging = monitoringRuleOf(design, variant, controlUnits + n);
  const test = monitoredTest(forms, judging, alternative);
  if (alternative === 'two-sided') return { test, oppositeSide: test };
  return { test, oppositeSide: monitoredTest(forms, judging, opposite(alternative)) };
}

function effects(control: number, treatment: number) {
  const effect = treatment - control;
  const relative = effect / control;
  return { effect, relativeEffect: Number.isFinite(relative) ? relative : null };
}

/** What is told of one variant: of a ratio that of its linearized values. */
export function armOf({ variant, sample }: NamedSample, kind: MetricKind, at: number | null): Arm {
  const { moments, successes } = sample;
  if (kind === 'quantile') return quantileArm(variant, sample, at);
  const own = kind === 'ratio' ? linearized(moments) : moments;
  const spread = own === null ? Number.NaN : variance(own);
  const arm = {
    variant,
    n: moments.n,
    mean: own === null ? 0 : own.mean[0]!,
    variance: Number.isFinite(spread) ? spread : null,
  };
  return kind === 'proportion' ? { ...arm, successes: successes! } : arm;
}

/** The test of what covariates do not explain: a mean, also of a metric that is a proportion. */
function adjustedPair(
  control: NamedSample,
  treatment: NamedSample,
  kind: MetricKind,
  { covariates }: MetricDesign,
  design: Design,
): Omit<Pair, 'control' | 'treatment' | 'posterior'> {
  const samples = { control: control.sample, treatment: treatment.sample };
  const adjusted = adjustedForms(samples, kind, covariates, design.tests);
  if (adjusted === null) {
    const test = 'ZERO_DENOMINATOR';
    return {
      forms: null,
      test,
      oppositeSide: test,
      effect: 0,
      relativeEffect: null,
      covariate: null,
      strata: null,
      skew: null,
    };
  }
  const units = treatment.sample.moments.n;
  const arm = { variant: treatment.variant, n: units };
  return {
    forms: adjusted.forms,
    ...bothWays(adjusted.forms, design, arm, control.sample.moments.n),
    ...effects(adjusted.means.control, adjusted.means.treatment),
    covariate: adjusted.covariate,
    strata: null,
    skew: adjusted.skew,
  };
}
