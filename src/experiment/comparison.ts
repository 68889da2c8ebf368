import type { Interval, TestMethod, Untestable } from '../stats/tests/two-sample-test.js';
import type { MarginDesign } from './design.js';

/** A point estimate with the interval of values that the test does not reject; `null`: no end there. */
export interface Estimate {
  estimate: number;
  lower: number | null;
  upper: number | null;
}

/** One variant's values of the metric being compared. */
export interface Arm {
  variant: string;
  /** Units with a value. */
  n: number;
  /** In the metric's unit; a rate in [0, 1] for a proportion. */
  mean: number;
  /** Sample variance between units; `null` below two units. */
  variance: number | null;
  /** Proportions only. */
  successes?: number;
}

/** How large a sample the question needs, in whole units. */
export interface SampleSize {
  /** For the treatment's arm; `null` where no size would do. */
  requiredPerVariant: number | null;
  /** Over all variants, at the planned split. */
  requiredTotal: number | null;
  /**
   * Whether that is for the effect that was asked about, for the one that was observed, or to show a
   * guardrail within its margin, were there no effect at all.
   */
  basis: 'mde' | 'observed' | 'margin';
  /** That effect, signed: in the metric's unit, and relative to the control. */
  effect: { absolute: number | null; relative: number | null };
  /** The smallest effect, with the sign hoped for, that this many units would detect. */
  smallestDetectable: { absolute: number | null; relative: number | null };
}

export type MetricKind = 'proportion' | 'mean' | 'ratio' | 'quantile';

/** How a pre-period covariate was used (CUPED). */
export interface CovariateUse {
  column: string;
  /** What was taken off the metric for each unit of the covariate. */
  theta: number;
  /** The share of the effect's variance that it took off, at most 1. */
  varianceReduction: number;
  /** ln of the p-value that the arms have the same covariate; `null` where that cannot be tested. */
  logPBalance: number | null;
}

/** What the personalized experience nets per unit, in the unit of the costs. */
export interface NetEffect extends Estimate {
  /** Of the hypothesis that it exactly pays for itself, by the test of the effect. */
  pValue: number;
  /** Of the interval: every comparison is judged at the same level, alpha over their number. */
  confidence: number;
  /** The effect that pays for the cost: in the metric's unit, and relative to the control. */
  breakEven: { absolute: number; relative: number | null };
  /** Net ÷ cost, with its interval; `null` where the treatment costs nothing more. */
  returnOnCost: Estimate | null;
}

/** What two posteriors say of each other, with flat priors (rates: uniform; means: improper). */
export interface PosteriorView {
  /** That the treatment is better than the control, in the wanted direction; 0 to 1. */
  probabilityBetter: number;
  /** What choosing that variant is expected to lose against the other, in the metric's unit. */
  expectedLoss: { treatment: number; control: number };
}

/** The part of the units that a comparison is about: those with this value in a column. */
export interface Segment {
  column: string;
  value: string;
}

/** How far a guardrail may go: a positive size in the metric's unit, or a share of the control. */
export interface Margin {
  absolute: number | null;
  relative: number | null;
  kind: MarginDesign['kind'];
}

/** How far a comparison has come that is looked at while it runs. */
export interface Progress {
  /** The information over what is planned, 0 or more; `null` where nothing was planned. */
  informationFraction: number | null;
  /** How much of alpha may have been used up to this look. */
  alphaSpent: number;
}

/** What a comparison comes to; of a guardrail a win is within its margin, and a loss beyond it. */
export type Outcome = 'win' | 'loss' | 'flat' | 'inconclusive' | 'untestable';

/** One metric of one treatment against the control. Numbers are `null` where the test cannot be had. */
export interface Comparison {
  metric: string;
  role: 'primary' | 'secondary' | 'guardrail';
  kind: MetricKind;
  /** `null`: all units. */
  segment: Segment | null;
  control: Arm;
  treatment: Arm;
  method: TestMethod;
  statistic: number | null;
  df: number | null;
  pValue: number | null;
  logPValue: number | null;
  /** The p-value as judged within the family of all comparisons of this run. */
  adjustedPValue: number | null;
  /** The confidence of the intervals: 1 − the level at which the adjusted p-value was judged. */
  confidence: number | null;
  criticalValue: number | null;
  effect: Estimate;
  /** Effect ÷ control; `null` where the control cannot be told from 0. */
  relativeEffect: Estimate | null;
  covariate: CovariateUse | null;
  /** What it nets per unit after its cost; only of the primary metric, and where prices were given. */
  netEffect: NetEffect | null;
  /** A Bayesian view beside the test; `null` unless asked for. */
  posterior: PosteriorView | null;
  /**
   * How far effects reach that fit the data, each end judged at the test's level. Two-sided these are
   * the intervals; one-sided the open end is closed by the same test turned round, since whether an
   * effect as large as the MDE is ruled out is asked at that end.
   */
  limits: { effect: Interval; relativeEffect: Interval | null };
  /** How far the test has come at this look. */
  progress: Progress;
  /** The margin that a guardrail is tested at, on the scale that it was given in; else `null`. */
  margin: Margin | null;
  /** Of a guardrail: "win" is shown to be within its margin, "loss" shown to be beyond it. */
  outcome: Outcome;
  reason: Untestable | null;
  sampleSize: SampleSize;
}

/** A comparison as tested, before its outcome and sample size are worked out. */
export type ComparedOnly = Omit<Comparison, 'outcome' | 'sampleSize'>;
