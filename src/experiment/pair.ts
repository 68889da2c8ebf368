import { opposite } from '../stats/alternative.js';
import {
  adjustedMoments,
  covariateAdjustment,
  covariateBalance,
  varianceReduction,
} from '../stats/covariate.js';
import { type EstimatedArms, estimatedMean } from '../stats/estimated-mean.js';
import { fisherTest } from '../stats/fisher-test.js';
import { studentTest, welchTest } from '../stats/means-test.js';
import { type Moments, variance } from '../stats/moments.js';
import { deltaTest, linearizedRatio, ratioTest } from '../stats/ratio-test.js';
import type { Counts } from '../stats/score-statistics.js';
import { estimatedRate, scoreTest } from '../stats/score-test.js';
import type { TwoSampleTest, Untestable } from '../stats/two-sample-test.js';
import type { Sample } from './cells.js';
import type { Arm, CovariateUse, MetricKind, PosteriorView } from './comparison.js';
import type { Design, MetricDesign } from './design.js';
import { judgedTest, judgingOf, type TestForms } from './judging.js';
import { posteriorView } from './posterior.js';
import { quantileArm, quantileComparison } from './quantile.js';

/** Two samples of one metric with the test between them, not yet judged within its family. */
export interface Pair {
  control: Arm;
  treatment: Arm;
  test: TwoSampleTest | Untestable;
  /** The same test with a one-sided alternative turned round; two-sided the test itself. */
  turned: TwoSampleTest | Untestable;
  /** Treatment − control as tested: adjusted, where there is a covariate. */
  effect: number;
  /** The same ÷ control; `null` where that is no number. */
  relativeEffect: number | null;
  covariate: CovariateUse | null;
  posterior: PosteriorView | null;
}

/** A variant's name with its sample. */
export interface NamedSample {
  variant: string;
  sample: Sample;
}

/** The test between two samples of a metric of that kind, adjusted for its covariate if it has one. */
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
  if (metric.covariate !== null) {
    return { ...arms, ...adjustedPair(control, treatment, kind, metric, design) };
  }
  const samples = { control: control.sample, treatment: treatment.sample };
  const forms = formsOf(samples, kind, metric.quantile, design.tests);
  const { test, turned } = bothWays(forms, design, arms.treatment, arms.control.n);
  const { effect, relativeEffect } = effects(arms.control.mean, arms.treatment.mean);
  // Written out, since to spread what it is made of takes as long as the test, and a simulation makes millions.
  return {
    control: arms.control,
    treatment: arms.treatment,
    posterior: arms.posterior,
    test,
    turned,
    effect,
    relativeEffect,
    covariate: null,
  };
}

/** The test as the design judges it, and the same turned round. */
function bothWays(
  forms: TestForms,
  design: Design,
  { variant, n }: Pick<Arm, 'variant' | 'n'>,
  controlUnits: number,
): Pick<Pair, 'test' | 'turned'> {
  const { alternative } = design;
  const judging = judgingOf(design, variant, controlUnits + n);
  const test = judgedTest(forms, judging, alternative);
  if (alternative === 'two-sided') return { test, turned: test };
  return { test, turned: judgedTest(forms, judging, opposite(alternative)) };
}

function effects(control: number, treatment: number) {
  const effect = treatment - control;
  const relative = effect / control;
  return { effect, relativeEffect: Number.isFinite(relative) ? relative : null };
}

function armOf({ variant, sample }: NamedSample, kind: MetricKind, at: number | null): Arm {
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

interface Samples {
  control: Sample;
  treatment: Sample;
}

/** The test of two samples as they are, and the estimates that it compares. */
function formsOf(
  { control, treatment }: Samples,
  kind: MetricKind,
  at: number | null,
  tests: Design['tests'],
): TestForms {
  const [a, b] = [control.moments, treatment.moments];
  switch (kind) {
    case 'ratio':
      return {
        plain: (alternative) => ratioTest(a, b, alternative),
        arms: () => linearizedArms(a, b),
      };
    case 'quantile':
      return {
        plain: (alternative) => quantileComparison(control, treatment, at!, alternative),
        arms: () => 'NO_SEQUENTIAL_TEST',
      };
    case 'mean': {
      const test = tests.mean === 'student' ? studentTest : welchTest;
      return { plain: (alternative) => test(a, b, alternative), arms: () => estimatedArms(a, b) };
    }
    case 'proportion': {
      const test = tests.proportion === 'fisher' ? fisherTest : scoreTest;
      const [x, y] = [countsOf(control), countsOf(treatment)];
      return {
        plain: (alternative) => test(x, y, alternative),
        arms: () => ({ control: estimatedRate(x), treatment: estimatedRate(y) }),
        rates: true,
      };
    }
  }
}

function countsOf({ successes, moments }: Sample): Counts {
  return { successes: successes!, n: moments.n };
}

function estimatedArms(control: Moments, treatment: Moments): EstimatedArms {
  return { control: estimatedMean(control), treatment: estimatedMean(treatment) };
}

function linearizedArms(control: Moments, treatment: Moments): EstimatedArms | Untestable {
  const [a, b] = [linearized(control), linearized(treatment)];
  return a === null || b === null ? 'ZERO_DENOMINATOR' : estimatedArms(a, b);
}

/** A ratio as a mean of one number per unit; `null` where its denominators add up to 0. */
function linearized(moments: Moments): Moments | null {
  return moments.mean[1] === 0 ? null : linearizedRatio(moments);
}

/** The test of what the covariate does not explain: a mean, also of a metric that is a proportion. */
function adjustedPair(
  control: NamedSample,
  treatment: NamedSample,
  kind: MetricKind,
  metric: MetricDesign,
  design: Design,
): Omit<Pair, 'control' | 'treatment' | 'posterior'> {
  const [a, b] = [control, treatment].map(({ sample: { moments } }) =>
    kind === 'ratio' ? linearized(moments) : moments,
  );
  if (!a || !b) {
    const test = 'ZERO_DENOMINATOR';
    return { test, turned: test, effect: 0, relativeEffect: null, covariate: null };
  }
  const adjustment = covariateAdjustment([a, b]);
  const [x, y] = [adjustedMoments(a, adjustment), adjustedMoments(b, adjustment)];
  const means = design.tests.mean === 'student' ? studentTest : welchTest;
  const test = kind === 'ratio' ? deltaTest : means;
  const forms: TestForms = {
    plain: (alternative) => test(x, y, alternative),
    arms: () => estimatedArms(x, y),
  };
  const balance = covariateBalance(a, b);
  return {
    ...bothWays(forms, design, { variant: treatment.variant, n: y.n }, x.n),
    ...effects(x.mean[0]!, y.mean[0]!),
    covariate: {
      column: metric.covariate!,
      theta: adjustment.theta,
      varianceReduction: a.n < 2 || b.n < 2 ? 0 : varianceReduction(a, b, adjustment),
      logPBalance: typeof balance === 'string' ? null : balance.logPValue,
    },
  };
}
