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
export {
  type Aggregates,
  addValue,
  emptyAggregate,
  emptyAggregates,
  type MetricAggregate,
  mergeAggregates,
  mergeMetricAggregates,
  segmentAggregates,
  type VariantAggregates,
  variantAggregates,
} from './experiment/aggregates.js';
export { type Analysis, analyzeAggregates } from './experiment/analysis.js';
export type { Arm } from './experiment/arm.js';
export type { Status } from './experiment/checks/check.js';
export type { Check } from './experiment/checks/checks.js';
export type { Comparison, Margin, Outcome, SampleSize } from './experiment/comparison.js';
export type { Standing } from './experiment/decision/decision.js';
export type { DecisionCode } from './experiment/decision/decision-code.js';
export type { Reason } from './experiment/decision/reason.js';
export { standingsOf } from './experiment/decision/standing.js';
export type { Verdict } from './experiment/decision/verdict.js';
export {
  DEFAULTS,
  type Design,
  type EffectMagnitude,
  type EffectScale,
  type MarginDesign,
  type MetricDesign,
} from './experiment/design.js';
export type { Estimate } from './experiment/estimate.js';
export type { MetricKind } from './experiment/metric-kind.js';
export type { StoppingRule } from './experiment/monitoring/stopping-rule.js';
export type { DayAggregates } from './experiment/over-time/day-aggregates.js';
export type {
  EffectInPeriod,
  EffectOverTime,
  OverTime,
} from './experiment/over-time/effect-over-time.js';
export { believedScenario, type Scenario, scenariosOf } from './experiment/simulate/scenario.js';
export { type Simulation, type Simulator, simulatorOf } from './experiment/simulate/simulation.js';
export { mergeCounts, type SimulationCounts } from './experiment/simulate/simulation-counts.js';
export type { Baseline } from './experiment/size/baseline.js';
export {
  type GuardrailAnswer,
  type GuardrailQuestion,
  guardrailAnswer,
} from './experiment/size/guardrail-answer.js';
export type { Plan, PlannedBaseline, PlannedMetric } from './experiment/size/plan.js';
export { type PlannedDecision, plannedDecisions } from './experiment/size/planned-decision.js';
export {
  type MissingForSize,
  missingForSize,
  plannedUnits,
} from './experiment/size/planned-units.js';
export {
  type PowerAnswer,
  type PowerQuestion,
  powerAnswer,
  type Unanswerable,
} from './experiment/size/power-answer.js';
export {
  type PlannedSize,
  type PowerDesign,
  plannedLevel,
  plannedMde,
  plannedPower,
  plannedSize,
} from './experiment/size/power-plan.js';
export { type ClosingWords, closingLine } from './gate/closing-line.js';
export { planReadOptions } from './gate/design-from-plan.js';
export { hashOfLook, type LookHashes } from './gate/hash-of-look.js';
export {
  analyzeLook,
  decideLook,
  decideUnrecorded,
  type Look,
  type RecordedContext,
} from './gate/look.js';
export { type ComparisonSoFar, type LookSoFar, looksSoFar } from './gate/looks-so-far.js';
export type { LookContext } from './gate/monitoring-from.js';
export { type EarlierTests, earlierTests } from './programme/earlier/earlier-tests.js';
export {
  covarianceOf,
  type EffectOnRecord,
  effectsOnRecord,
} from './programme/effects-on-record.js';
export { type ExperimentOnRecord, experimentOnRecord } from './programme/experiment-on-record.js';
export type {
  Breach,
  DefinitionOfMetric,
  Finding,
  LedgerBreach,
  PlacedBreach,
  PlanBreach,
} from './programme/policy/breach.js';
export { isSince, type RulesHeld, rulesHeld } from './programme/policy/findings.js';
export { planBreaches } from './programme/policy/plan-breaches.js';
export { dataHash, type SaidOfFiles } from './read/bytes/data-hash.js';
export { readJournal, recordClosing, recordLook } from './read/journal/journal.js';
export type { Journal, RecordedLine } from './read/journal/schema.js';
export type { JournalLineV1 } from './read/journal/version-1.js';
export type {
  ClosingLine,
  JournalArm,
  JournalComparison,
  JournalLine,
} from './read/journal/version-2.js';
export { type PlanRead, readPlan } from './read/plan/read-plan.js';
export type { MetricDefinition, Policy } from './read/policy/policy.js';
export { type PolicyRead, readPolicy } from './read/policy/read-policy.js';
export { type FileRead, type ReadResult, readAggregates } from './read/read-aggregates.js';
export {
  type CsvFormat,
  type Layout,
  type MetricReading,
  type Reading,
  type ReadOptions,
  type Source,
  type StandardInput,
  USUAL_DIALECT,
} from './read/reading.js';
export { renderGithub } from './render/github.js';
export { renderJson } from './render/json.js';
export { renderJunit } from './render/junit/junit.js';
export { renderMarkdown } from './render/markdown/markdown.js';
export { renderSummary, type SummaryShape } from './render/summary-csv.js';
export { renderMargin } from './render/text/margin-text.js';
export { renderPlan } from './render/text/plan-text.js';
export { renderPower } from './render/text/power-text.js';
export { renderSimulation } from './render/text/simulation-text.js';
export { type Paint, PLAIN, type Style } from './render/text/style.js';
export { renderText, renderVerdict } from './render/text/text.js';
export { buildReport } from './report/build.js';
export { buildSimulation } from './report/build-simulation.js';
export type {
  ComparisonReport,
  HeterogeneityReport,
  TrendReport,
  Untested,
} from './report/comparison-report.js';
export { type InputRead, inputReport } from './report/input-report.js';
export { type MarginReport, marginReport } from './report/margin-report.js';
export { followedPlan, type LookRecord, lookReport } from './report/occasion.js';
export { type PlanReport, planReport } from './report/plan-report.js';
export type { PowerMonitoring } from './report/power-monitoring.js';
export { type PowerNeighbour, type PowerReport, powerReport } from './report/power-report.js';
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
export { planWords } from './report/wording/plan-words.js';
export { wordBreach } from './report/wording/rule-wording.js';
export { type SqlQuestion, summaryQuery } from './sql/summary-query.js';
export type { Alternative } from './stats/alternative.js';
export {
  type BetaPrior,
  type PosteriorComparison,
  rateComparison,
} from './stats/bayes/beta-binomial.js';
export { meanComparison, type NormalPrior } from './stats/bayes/normal-posterior.js';
export { type CountedValues, countValue, noValues, valueCounts } from './stats/counted-values.js';
export { betaQuantile, betaTails } from './stats/distributions/beta.js';
export {
  binomialLogMass,
  binomialQuantile,
  binomialTails,
} from './stats/distributions/binomial.js';
export {
  type ChiSquareTest,
  chiSquareQuantile,
  chiSquareTails,
} from './stats/distributions/chi-square.js';
export { fQuantile, fTails } from './stats/distributions/f-distribution.js';
export { noncentralTTails } from './stats/distributions/noncentral-t.js';
export { normalQuantile, normalTails } from './stats/distributions/normal.js';
export type {
  PValue,
  ReferenceDistribution,
} from './stats/distributions/reference-distribution.js';
export { studentQuantile, studentTails } from './stats/distributions/student.js';
export type { Tail, Tails } from './stats/distributions/tails.js';
export {
  type EquivalenceTest,
  meanEquivalence,
  proportionEquivalence,
} from './stats/margin/equivalence.js';
export { exactNonInferiority } from './stats/margin/exact-margin.js';
export {
  type Direction,
  type MarginTest,
  meanNonInferiority,
  proportionNonInferiority,
} from './stats/margin/margin.js';
export {
  meanRelativeNonInferiority,
  proportionRelativeNonInferiority,
  type RelativeMarginTest,
} from './stats/margin/relative-margin.js';
export {
  type ExpectedParts,
  effectPosterior,
  expectedParts,
  expectedRatioParts,
} from './stats/meta/effect-posterior.js';
export { type EffectsPosterior, normalPosterior } from './stats/meta/effects-posterior.js';
export {
  falsePositiveRisk,
  type RepeatedTest,
  successShare,
} from './stats/meta/false-positive-risk.js';
export { fittedPrior } from './stats/meta/fitted-prior.js';
export {
  type SpreadMisfit,
  type TauMethod,
  type TauSquaredInterval,
  tauSquaredInterval,
  tauSquaredOf,
} from './stats/meta/heterogeneity.js';
export {
  type EffectGroup,
  type EffectsMisfit,
  independentEffects,
  type KnownEffects,
  knownEffects,
} from './stats/meta/known-effects.js';
export {
  type Believed,
  believed,
  mixtureAbove,
  mixtureBelow,
  mixtureQuantile,
  type NormalPart,
} from './stats/meta/normal-mixture.js';
export { positiveShare } from './stats/meta/positive-share.js';
export {
  type EstimatedWithin,
  type MeanMethod,
  predictionInterval,
  type RandomEffects,
  randomEffects,
} from './stats/meta/random-effects.js';
export { type ShrunkEffect, shrunkEffects } from './stats/meta/shrunk-effects.js';
export { studentPosterior } from './stats/meta/student-posterior.js';
export {
  addUnit,
  binaryMoments,
  covariance,
  emptyMoments,
  type Moments,
  mergeMoments,
  skewness,
  summaryMoments,
  variance,
} from './stats/moments.js';
export {
  type Adjusted,
  adjustFamily,
  adjustSerially,
  type Correction,
  type Coverage,
  type Serially,
} from './stats/multiplicity.js';
export type { Places, Sample } from './stats/ordered-values.js';
export { alwaysValidInflation } from './stats/power/always-valid-power.js';
export {
  meanEquivalencePower,
  meanEquivalenceSize,
} from './stats/power/equivalence-power.js';
export { type FutilityRule, plannedBetaSpending } from './stats/power/futility-plan.js';
export {
  type MeanMarginQuestion,
  meanNonInferiorityPower,
  meanNonInferioritySize,
  type PowerOf,
  type ProportionMarginQuestion,
  proportionEquivalencePower,
  proportionEquivalenceSize,
  proportionNonInferiorityPower,
  proportionNonInferioritySize,
} from './stats/power/margin-size.js';
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
} from './stats/power/power.js';
export type { ErrorRates } from './stats/power/power-domain.js';
export {
  type MeanRelativeMarginQuestion,
  meanRelativeNonInferiorityPower,
  meanRelativeNonInferioritySize,
  type ProportionRelativeMarginQuestion,
  proportionRelativeNonInferiorityPower,
  proportionRelativeNonInferioritySize,
} from './stats/power/relative-margin-size.js';
export {
  groupSequentialSize,
  type SequentialSize,
  sequentialSize,
} from './stats/power/sequential-power.js';
export { type Random, randomStream } from './stats/random/random.js';
export {
  binomialDraws,
  drawChiSquare,
  drawGamma,
  drawNormal,
} from './stats/random/random-draws.js';
export {
  type SequenceTime,
  sequenceNonInferiority,
  sequenceReference,
  sequenceRelativeNonInferiority,
  sequenceTest,
} from './stats/sequential/confidence-sequence.js';
export { type CrossingProbabilities, crossingProbabilities } from './stats/sequential/crossing.js';
export { type BetaSpending, futilityBounds } from './stats/sequential/futility.js';
export {
  type LookScale,
  lookScale,
  marginAtLook,
  nominalLevel,
  repeatedPValue,
  testAtLook,
} from './stats/sequential/look.js';
export {
  type CountedArms,
  rateSequenceNonInferiority,
  rateSequenceRelativeNonInferiority,
  rateSequenceTest,
} from './stats/sequential/rate-sequence.js';
export {
  type SequentialLooks,
  spendingBoundaries,
} from './stats/sequential/sequential-boundary.js';
export { sequentialSampleRatioTest } from './stats/sequential/sequential-sample-ratio.js';
export { logSpent } from './stats/sequential/spending.js';
export { type Spending, spendingNamed } from './stats/sequential/spending-family.js';
export type { AdjustedArms } from './stats/tests/adjusted-arms.js';
export {
  type AdjustedBy,
  adjustedArms,
  adjustedTest,
  varianceReduction,
} from './stats/tests/adjusted-test.js';
export { type BalanceTest, balanceTest } from './stats/tests/balance.js';
export { type BrunnerMunzelTest, brunnerMunzelTest } from './stats/tests/brunner-munzel.js';
export {
  type CovariateDistance,
  covariateColumns,
  covariateDistance,
  knownMoments,
} from './stats/tests/covariate.js';
export {
  type DayOfArms,
  effectSlopeTest,
  type SlopeTest,
  unitSlopesTest,
} from './stats/tests/effect-slope.js';
export { exactTest } from './stats/tests/exact-test.js';
export { fisherTest } from './stats/tests/fisher-test.js';
export {
  brownForsytheTest,
  type Homogeneity,
  rateHomogeneityTest,
} from './stats/tests/homogeneity.js';
export { independenceTest } from './stats/tests/independence.js';
export { type MannWhitneyTest, mannWhitneyTest } from './stats/tests/mann-whitney.js';
export { fiellerInterval, studentTest, welchTest } from './stats/tests/means-test.js';
export {
  type EstimatedArms,
  estimatedDifference,
  estimatedMean,
  estimatedRate,
  type PointEstimate,
} from './stats/tests/point-estimate.js';
export {
  effectHeterogeneity,
  type Heterogeneity,
  pooledEffect,
} from './stats/tests/pooled-effect.js';
export { clopperPearson } from './stats/tests/proportion-interval.js';
export type { QuantileTest } from './stats/tests/quantile-sides.js';
export { quantileTest } from './stats/tests/quantile-test.js';
export {
  deltaTest,
  type EffectiveUnits,
  effectiveUnits,
  linearizedRatio,
  ratioTest,
} from './stats/tests/ratio-test.js';
export { quantileType6, quantileType7 } from './stats/tests/sample-quantile.js';
export { sampleRatioTest } from './stats/tests/sample-ratio.js';
export type { ScaledEffect, ScaledEffects } from './stats/tests/scaled-effects.js';
export {
  firstOrderError,
  isScoreRough,
  type ScoreAccuracy,
  scoreAccuracy,
} from './stats/tests/score-accuracy.js';
export { type Counts, differenceStatistic } from './stats/tests/score-statistics.js';
export { scoreTest } from './stats/tests/score-test.js';
export {
  type Reach,
  type SkewedError,
  skewExcess,
  skewedError,
  skewReach,
} from './stats/tests/skew-reach.js';
export { type SkewedDifference, skewedDifference } from './stats/tests/skewed-difference.js';
export {
  mantelHaenszelDifference,
  mantelHaenszelOddsRatio,
  mantelHaenszelTest,
  type Stratum,
} from './stats/tests/strata.js';
export type { StratifiedEffect } from './stats/tests/stratified-effect.js';
export { postStratifiedTest, type StratumEffect } from './stats/tests/stratified-means.js';
export { stratifiedRateTest } from './stats/tests/stratified-rates.js';
export { meanTrend, proportionTrend, type TrendTest } from './stats/tests/trend.js';
export type {
  Interval,
  TwoSampleTest,
  Untestable,
} from './stats/tests/two-sample-test.js';
export type { EffectPrior } from './stats/value/effect-prior.js';
export {
  perfectInformationValue,
  sampleInformationValue,
  thresholdRuleValue,
} from './stats/value/information-value.js';
export { testAndRollUnits } from './stats/value/test-and-roll.js';
export type { ValueCounts } from './stats/value-counts.js';
export {
  LIBRARY_WORDS,
  type Option,
  type Vocabulary,
  type Wording,
} from './vocabulary.js';
