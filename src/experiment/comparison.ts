import type { Coverage } from '../stats/multiplicity.js';
import type { LeftOut } from '../stats/numeric/least-squares.js';
import type { CovariateDistance } from '../stats/tests/covariate.js';
import type { Interval, Untestable } from '../stats/tests/two-sample-test.js';
import type { Arm } from './arm.js';
import type { Ranks } from './compare/ranks.js';
import type { Method } from './compare/tests.js';
import type { MarginDesign, RatePrior } from './design.js';
import type { BeliefOnFile } from './effect-belief.js';
import type { Estimate } from './estimate.js';
import type { Futility } from './futility.js';
import type { MetricKind, Role } from './metric-kind.js';
import type { NetEffect } from './net-effect.js';
import type { Skewness } from './skewness.js';

/** Whether a size is for the effect that was asked about, for the observed one, or for a guardrail's margin. */
export const SIZE_BASES = ['mde', 'observed', 'margin'] as const;

/** One of SIZE_BASES. */
export type SizeBasis = (typeof SIZE_BASES)[number];

/** Whole units of two arms that are compared, and of all variants together. */
export interface RequiredUnits {
  control: number;
  treatment: number;
  total: number;
}

/** How large a sample the decision needs, of which the comparison is one of several tests. */
export interface DecisionSize {
  /** At the planned split; `null` where no size would do. */
  required: RequiredUnits | null;
  /** The metric that is surest to be missed at that size, and so asks for the most. */
  mostDemanding: string;
  /** How surely each test comes out at that size: the primary metric's, then each guardrail's. */
  metrics: { metric: string; power: number }[];
  /** Guardrails for which no size can be worked out, so that they are not counted in. */
  uncounted: string[];
}

/** How large a sample the question needs, in whole units. */
export interface SampleSize {
  /** At the planned split; `null` where no size would do. */
  required: RequiredUnits | null;
  /**
   * Of the primary metric where there are guardrails: with the planned power its MDE is detected and
   * every one of them shown within its margin. Else `null`, and where the MDE has no size.
   */
  decision: DecisionSize | null;
  /**
   * Whether that is for the effect that was asked about, for the one that was observed, or to show a
   * guardrail within its margin, were there no effect at all.
   */
  basis: SizeBasis;
  /** That effect, signed: in the metric's unit, and relative to the control. */
  effect: { absolute: number | null; relative: number | null };
  /** The smallest effect, with the sign hoped for, that this many units would detect. */
  smallestDetectable: { absolute: number | null; relative: number | null };
}

/** How pre-period covariates were used. */
export interface CovariateUse {
  /** The first of them, and its theta. */
  column: string;
  theta: number;
  /** The share of the effect's variance that they took off together, at most 1. */
  varianceReduction: number;
  /** All of them. */
  covariates: UsedCovariate[];
}

/** How one of the covariates was used. */
export interface UsedCovariate {
  column: string;
  /** What was taken off the effect for each unit that the arms' means of it are apart; 0 where it was left out. */
  theta: number;
  /** Why it was left out; `null` where it was used. */
  leftOut: LeftOut | null;
  /** The share of each arm's units that have it; the others are adjusted as such. */
  known: { control: number; treatment: number };
  /** How far it is apart in the two arms; `null` where that cannot be tested. */
  distance: CovariateDistance | null;
}

/** How a comparison was made within the segments of a column, and averaged over them. */
export interface StrataUse {
  column: string;
  /** How many of them have units of both arms. */
  strata: number;
  /** Units of segments that only one of the two arms has. */
  unitsLeftOut: number;
  /** The share of the effect's variance that it took off, at most 1. */
  varianceReduction: number;
}

/** What two posteriors say of each other, with the prior that is named (of means: flat). */
export interface PosteriorView {
  /** That the treatment is better than the control, in the wanted direction; 0 to 1. */
  probabilityBetter: number;
  /** What choosing that variant is expected to lose against the other, in the metric's unit. */
  expectedLoss: { treatment: number; control: number };
  prior: RatePrior;
  /**
   * The same by what earlier tests tell of such effects; `null` where that cannot be had, left out where it is not asked
   * for: of other metrics, within segments, and of treatments among one another.
   */
  learned?: LearnedView | null;
}

/** What is known of an effect after the data by a prior that earlier tests told. */
export interface LearnedView {
  belief: BeliefOnFile;
  /** On the scale of the prior; positive is better. */
  measured: { estimate: number; standardError: number };
  /** That the treatment is better than the control; 0 to 1. */
  probabilityBetter: number;
  /** Signed as it is measured: treatment − control, or of a relative prior treatment ÷ control − 1. */
  effect: { estimate: number; lower: number; upper: number };
  /** Of that interval. */
  confidence: number;
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

/** What a comparison comes to. */
export const OUTCOMES = ['win', 'loss', 'flat', 'inconclusive', 'untestable'] as const;

/** One of OUTCOMES. */
export type Outcome = (typeof OUTCOMES)[number];

/** One metric of one treatment against the control. Numbers are `null` where the test cannot be had. */
export interface Comparison {
  metric: string;
  role: Role;
  kind: MetricKind;
  /** `null`: all units. */
  segment: Segment | null;
  control: Arm;
  treatment: Arm;
  method: Method;
  statistic: number | null;
  df: number | null;
  pValue: number | null;
  logPValue: number | null;
  /** The p-value as judged within its family: the primary metric's comparisons, or the secondary ones. */
  adjustedPValue: number | null;
  /** The confidence of each of the intervals by itself. */
  confidence: number | null;
  /** What that promises beside the other intervals of the family. */
  coverage: Coverage | null;
  criticalValue: number | null;
  effect: Estimate;
  /** Effect ÷ control; `null` where the control cannot be told from 0. */
  relativeEffect: Estimate | null;
  covariate: CovariateUse | null;
  strata: StrataUse | null;
  /** What it nets per unit after its cost; only of the primary metric, and where prices were given. */
  netEffect: NetEffect | null;
  /** A Bayesian view beside the test; `null` unless asked for. */
  posterior: PosteriorView | null;
  /** How skewed values are, and what that does to the test; `null` for rates and quantiles, and where it is not known. */
  skewness: Skewness | null;
  /** The ranks beside the test of a mean; `null` unless asked for. */
  ranks: Ranks | null;
  /**
   * How far effects reach that fit the data, each end judged at the test's level. Two-sided these are
   * the intervals; one-sided the open end is closed by the same test turned round, since whether an
   * effect as large as the MDE is ruled out is asked at that end. Where values are too skewed for that
   * level they reach further.
   */
  limits: { effect: Interval; relativeEffect: Interval | null };
  /**
   * The p-value of an effect as large as the MDE, by the test and at the side that would rule it out; `null`
   * where it is not ruled out at the level of the intervals, or there is no MDE.
   */
  mdePValue: number | null;
  /** How far the test has come at this look. */
  progress: Progress;
  /** The margin that a guardrail is tested at, on the scale that it was given in; else `null`. */
  margin: Margin | null;
  /** ln of a guardrail's p-value of the opposite claim, that its margin is overstepped; else `null`. */
  logPBeyond: number | null;
  /** Of a guardrail: "win" is shown to be within its margin, "loss" shown to be beyond it. */
  outcome: Outcome;
  reason: Untestable | null;
  /** How it stands to a bound of futility at this look; `null` where there is none. */
  futility: Futility | null;
  sampleSize: SampleSize;
}

/** A comparison as tested, before its outcome and sample size are worked out. */
export type ComparedOnly = Omit<Comparison, 'outcome' | 'sampleSize' | 'mdePValue' | 'futility'>;
