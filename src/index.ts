/**
 * The library behind the `perso-test` command: the same functions, typed and documented. Reading and
 * rendering are at the edges; everything between is pure.
 *
 * @example
 * const { pValue } = scoreTest({ successes: 760, n: 50_209 }, { successes: 1_359, n: 49_791 }, 'two-sided');
 *
 * @packageDocumentation
 */

export { type Location, UserError } from './errors.js';
export { type Analysis, analyzeCells } from './experiment/analysis.js';
export type { Status } from './experiment/balance-checks.js';
export {
  addValue,
  type Cells,
  emptyCells,
  emptySample,
  mergeCells,
  mergeSamples,
  type Sample,
  type VariantCells,
  variantCells,
} from './experiment/cells.js';
export type { Finding } from './experiment/checks.js';
export type {
  Arm,
  Comparison,
  Estimate,
  Margin,
  Outcome,
  SampleSize,
} from './experiment/comparison.js';
export type { Decision } from './experiment/decided.js';
export {
  DEFAULTS,
  type Design,
  type EffectScale,
  type EffectSize,
  type MarginDesign,
  type MetricDesign,
} from './experiment/design.js';
export type {
  MonitoringPlan,
  Plan,
  PlannedBaseline,
  PlannedMetric,
} from './experiment/plan.js';
export { type MissingForSize, missingForSize, plannedUnits } from './experiment/planned-units.js';
export {
  type Baseline,
  type PlannedSize,
  type PlannedTest,
  plannedLevel,
  plannedMde,
  plannedPower,
  plannedSize,
} from './experiment/power-plan.js';
export type { Reason } from './experiment/reason.js';
export { type Scenario, scenariosOf } from './experiment/scenario.js';
export { type Simulation, type Simulator, simulatorOf } from './experiment/simulation.js';
export { mergeTallies, type Tally } from './experiment/tally.js';
export type { Verdict } from './experiment/verdict.js';
export { dataHash } from './read/data-hash.js';
export type { JournalComparison, JournalLine } from './read/journal-line.js';
export { readPlan } from './read/plan-file.js';
export { type FileRead, type ReadResult, readCells } from './read/read-cells.js';
export type {
  Layout,
  MetricKind,
  MetricReading,
  Reading,
  ReadOptions,
  Source,
  StandardInput,
} from './read/reading.js';
export { renderGithub } from './render/github.js';
export { renderJson } from './render/json.js';
export { renderJunit } from './render/junit.js';
export { renderMarkdown } from './render/markdown.js';
export { renderPlan } from './render/plan-text.js';
export { renderSimulation } from './render/simulation-text.js';
export { type Paint, PLAIN, type Style } from './render/style.js';
export { renderSummary, type SummaryShape } from './render/summary-csv.js';
export { renderText, renderVerdict } from './render/text.js';
export { buildReport } from './report/build.js';
export { buildSimulation } from './report/build-simulation.js';
export type {
  ComparisonReport,
  HeterogeneityReport,
  TrendReport,
  Worded,
} from './report/comparison-report.js';
export { type PlanReport, planReport } from './report/plan-report.js';
export type {
  CheckReport,
  DesignReport,
  FileReport,
  FollowedPlan,
  InputReport,
  LookReport,
  Report,
  VerdictReport,
} from './report/report.js';
export type { SimulationReport } from './report/simulation-report.js';
export { type SqlQuestion, summaryQuery } from './sql/summary-query.js';
export type { Alternative } from './stats/alternative.js';
export { alwaysValidInflation } from './stats/always-valid-power.js';
export { betaQuantile, betaTails } from './stats/beta.js';
export { type BetaPrior, type PosteriorComparison, rateComparison } from './stats/beta-binomial.js';
export { binomialLogMass, binomialQuantile, binomialTails } from './stats/binomial.js';
export { chiSquareQuantile, chiSquareTails } from './stats/chi-square.js';
export {
  type SequenceTime,
  sequenceNonInferiority,
  sequenceReference,
  sequenceRelativeNonInferiority,
  sequenceTest,
} from './stats/confidence-sequence.js';
export {
  adjustedMoments,
  type CovariateAdjustment,
  covariateAdjustment,
  covariateBalance,
  varianceReduction,
} from './stats/covariate.js';
export {
  type EquivalenceTest,
  meanEquivalence,
  proportionEquivalence,
} from './stats/equivalence.js';
export {
  meanEquivalencePower,
  meanEquivalenceSize,
} from './stats/equivalence-power.js';
export {
  type EstimatedArms,
  type EstimatedMean,
  estimatedMean,
  estimatedRate,
} from './stats/estimated-mean.js';
export { fQuantile, fTails } from './stats/f-distribution.js';
export { fisherTest } from './stats/fisher-test.js';
export { independenceTest } from './stats/independence.js';
export {
  type LookScale,
  lookLevel,
  lookScale,
  marginAtLook,
  repeatedPValue,
  testAtLook,
} from './stats/look.js';
export { type MannWhitneyTest, mannWhitneyTest } from './stats/mann-whitney.js';
export {
  type Better,
  type MarginTest,
  meanNonInferiority,
  proportionNonInferiority,
} from './stats/margin.js';
export {
  meanNonInferioritySize,
  proportionEquivalenceSize,
  proportionNonInferioritySize,
} from './stats/margin-size.js';
export { fiellerInterval, studentTest, welchTest } from './stats/means-test.js';
export {
  addUnit,
  binaryMoments,
  covariance,
  emptyMoments,
  type Moments,
  mergeMoments,
  summaryMoments,
  variance,
} from './stats/moments.js';
export { type Correction, type Judged, judgeFamily } from './stats/multiplicity.js';
export { noncentralTTails } from './stats/noncentral-t.js';
export { normalQuantile, normalTails } from './stats/normal.js';
export { meanComparison, type NormalPrior } from './stats/normal-posterior.js';
export {
  type Effect,
  effectHeterogeneity,
  type Heterogeneity,
  pooledEffect,
} from './stats/pooled-effect.js';
export {
  type MeanDetectableQuestion,
  type MeanPowerQuestion,
  type MeanSizeQuestion,
  meanPower,
  meanSampleSize,
  meanSmallestDetectable,
  type ProportionDetectableQuestion,
  type ProportionPowerQuestion,
  type ProportionSizeQuestion,
  proportionPower,
  proportionSampleSize,
  proportionSmallestDetectable,
} from './stats/power.js';
export type { PowerDesign } from './stats/power-domain.js';
export { clopperPearson } from './stats/proportion-interval.js';
export { type QuantileTest, quantileTest } from './stats/quantile-test.js';
export { type Random, randomStream } from './stats/random.js';
export {
  binomialDraws,
  drawChiSquare,
  drawGamma,
  drawNormal,
} from './stats/random-draws.js';
export { deltaTest, linearizedRatio, ratioTest } from './stats/ratio-test.js';
export type { PValue, ReferenceDistribution } from './stats/reference-distribution.js';
export {
  meanRelativeNonInferiority,
  proportionRelativeNonInferiority,
  type RelativeMarginTest,
} from './stats/relative-margin.js';
export {
  meanRelativeNonInferioritySize,
  proportionRelativeNonInferioritySize,
  type RelativeMarginQuestion,
} from './stats/relative-margin-size.js';
export { sampleQuantile } from './stats/sample-quantile.js';
export { type ChiSquareTest, sampleRatioTest } from './stats/sample-ratio.js';
export { type Counts, differenceStatistic } from './stats/score-statistics.js';
export { scoreTest } from './stats/score-test.js';
export {
  crossingProbabilities,
  type SequentialLooks,
  spendingBoundaries,
} from './stats/sequential-boundary.js';
export {
  groupSequentialSize,
  type SequentialSize,
  sequentialSize,
} from './stats/sequential-power.js';
export { sequentialSampleRatioTest } from './stats/sequential-sample-ratio.js';
export { logSpent, type Spending } from './stats/spending.js';
export {
  mantelHaenszelDifference,
  mantelHaenszelOddsRatio,
  mantelHaenszelTest,
  type Stratum,
} from './stats/strata.js';
export { studentQuantile, studentTails } from './stats/student.js';
export type { Tail, Tails } from './stats/tails.js';
export { meanTrend, proportionTrend, type TrendTest } from './stats/trend.js';
export type { Interval, TestMethod, TwoSampleTest, Untestable } from './stats/two-sample-test.js';
