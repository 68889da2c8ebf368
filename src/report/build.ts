import type { Analysis } from '../experiment/analysis.js';
import type { Check } from '../experiment/checks/checks.js';
import type { SegmentedEffect } from '../experiment/compare/heterogeneity.js';
import type { Trend } from '../experiment/compare/trend.js';
import type { Comparison, CovariateUse, PosteriorView } from '../experiment/comparison.js';
import type { Design } from '../experiment/design.js';
import type { Futility } from '../experiment/futility.js';
import type { Targeting } from '../experiment/targeting/targeting.js';
import { type TriggeredUnits, triggeredShare } from '../experiment/triggered-units.js';
import { LIBRARY_WORDS, type Vocabulary } from '../vocabulary.js';
import { beliefReport } from './belief-report.js';
import { overTimeReport } from './build-over-time.js';
import { termReports } from './build-terms.js';
import type {
  ComparisonReport,
  HeterogeneityReport,
  TargetingReport,
  TrendReport,
} from './comparison-report.js';
import type { CheckReport, DesignReport, InputReport, Report } from './report.js';
import { wordCheck } from './wording/check-wording.js';
import { wordOfTriggered } from './wording/dilution-wording.js';
import { hypothesesOf } from './wording/hypotheses.js';
import { formatCounted } from './wording/numbers.js';
import { planWords } from './wording/plan-words.js';
import { wordNotComparable, wordReason, wordUntestable } from './wording/reason-wording.js';
import { sourceName } from './wording/source-name.js';
import { wordConclusion } from './wording/targeting-wording.js';

/** What a report tells beside the analysis: the plan behind it, the look that it is, and those before. */
export type Occasion = Pick<Report, 'plan' | 'look' | 'looks'>;

/**
 * The report of an analysis of that input, by this version of the tool.
 *
 * @param options how it names what its reader can say otherwise; where a plan was followed, that is a key
 *   of the plan if it has one
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const found = await readAggregates(sources, planReadOptions(read.plan), process);
 * const context = { read, aggregates: found.aggregates, data: hashOfLook(found.files, sources), before: null };
 * const report = buildReport(analyzeLook({ ...context, time: new Date() }), inputReport(found), '1.0.0');
 * report.variants.map(({ units }) => units); // => [ 41987, 42309, 41945 ]
 * renderVerdict(report, { paint: PLAIN, width: 80 }).split('\n')[0]; // => 'VERDICT      SHIP full'
 */
export function buildReport(
  analysis: Analysis,
  input: InputReport,
  version: string,
  occasion: Occasion = { plan: null, look: null },
  options: Vocabulary = LIBRARY_WORDS,
): Report {
  const say = occasion.plan === null ? options : planWords(options);
  const { design, comparisons, pairs, checks, verdict, triggered } = analysis;
  const reported = (comparison: Comparison): ComparisonReport => {
    const dilution = triggered?.dilutions.get(comparison);
    const found = comparisonReport(comparison, design);
    return dilution === undefined ? found : { ...found, dilution };
  };
  const terms = termReports(comparisons, design);
  return {
    schemaVersion: 1,
    tool: { name: 'perso-test', version },
    input,
    design: designReport(design, analysis.variants),
    hypotheses: hypothesesOf(design, [...comparisons, ...pairs]),
    variants: analysis.variants,
    ...(triggered === null ? {} : { triggered: triggeredReport(triggered) }),
    checks: [
      ...checks.map((check) => checkReport(check, say)),
      ...input.files.flatMap((file) => rowsLeftOut(file, say)),
      ...columnsLeftOut(input),
      ...filesGivenTwice(input.files),
    ],
    comparisons: comparisons.map(reported),
    ...(pairs.length === 0 ? {} : { pairs: pairs.map(reported) }),
    heterogeneity: analysis.segmentedEffects.map(heterogeneityReport),
    trends: analysis.trends.map((trend) => trendReport(trend)),
    ...(analysis.targetings.length === 0
      ? {}
      : { targetings: analysis.targetings.map((one) => targetingReport(one, design)) }),
    ...(terms.length === 0 ? {} : { longTerms: terms }),
    ...(analysis.overTime === null ? {} : { overTime: overTimeReport(analysis.overTime) }),
    ...occasion,
    verdict: {
      decision: verdict.decision,
      variant: verdict.variant,
      reasons: verdict.reasons.map((reason) => ({
        code: reason.code,
        message: `${wordReason(reason, design, say)}${wordOfTriggered(reason, triggered)}`,
      })),
    },
  };
}

function triggeredReport(found: TriggeredUnits): NonNullable<Report['triggered']> {
  const { column, variants } = found;
  return { column, share: triggeredShare(found), variants };
}

function designReport(design: Design, variants: Analysis['variants']): DesignReport {
  const { control, treatments, pooled, alpha, power, alternative, correction } = design;
  const mde = design.metrics[0]!.mde;
  const names = variants.map(({ name }) => name).filter((name) => name !== control);
  return {
    control,
    treatments,
    ...(pooled ? { pooled: names } : {}),
    alpha,
    power,
    alternative,
    correction,
    monitoring: monitoringMethod(design),
    mde:
      mde === null
        ? null
        : {
            absolute: mde.scale === 'relative' ? null : mde.size,
            relative: mde.scale === 'relative' ? mde.size : null,
          },
  };
}

function monitoringMethod({ monitoring }: Design): DesignReport['monitoring'] {
  return monitoring?.plan.method ?? 'fixed';
}

function checkReport(check: Check, say: Vocabulary): CheckReport {
  const { code, status } = check;
  const message = wordCheck(check, say);
  return 'pValue' in check
    ? { code, status, pValue: check.pValue, message }
    : { code, status, message };
}

function rowsLeftOut(read: InputReport['files'][number], say: Vocabulary): CheckReport[] {
  const { blankRows, skippedRows, otherRows } = read;
  const checks: CheckReport[] = [];
  const file = sourceName(read);
  if (skippedRows > 0) {
    const message = `${file}: left out ${formatCounted(skippedRows, 'row')} that could not be read, as ${say.onBadRow('skip')} asks.`;
    checks.push({ code: 'SKIPPED_ROWS', status: 'warn', message });
  }
  if (blankRows > 0) {
    const message = `${file}: passed over ${formatCounted(blankRows, 'row')} without any value.`;
    checks.push({ code: 'BLANK_ROWS', status: 'pass', message });
  }
  if (otherRows !== undefined) {
    const message = `${file}: ${formatCounted(otherRows, 'row')} were not asked for and left out, as ${say.where()} or ${say.variants()} says.`;
    checks.push({ code: 'OTHER_ROWS', status: 'pass', message });
  }
  return checks;
}

/** Columns of a table of counts that a newcomer may take for metrics. */
function columnsLeftOut({ leftOut }: InputReport): CheckReport[] {
  if (leftOut === undefined) return [];
  const message = `Left out as no numbers of units: ${leftOut.join(', ')} (rates, or sums, which have no variance).`;
  return [{ code: 'COLUMNS_LEFT_OUT', status: 'pass', message }];
}

/** Files with the same bytes count their units twice, which makes everything look surer than it is. */
function filesGivenTwice(files: InputReport['files']): CheckReport[] {
  return files.flatMap(({ path, sha256 }, i) => {
    const first = files.slice(0, i).find((file) => sha256 !== null && file.sha256 === sha256);
    if (first === undefined) return [];
    const message = `${first.path} and ${path} hold the same bytes; are their units counted twice?`;
    return [{ code: 'SAME_FILE_TWICE', status: 'warn' as const, message }];
  });
}

function heterogeneityReport(effect: SegmentedEffect): HeterogeneityReport {
  const { logPValue: _, pointsApart: __, averageError: ___, reason, ...rest } = effect;
  const worded =
    reason === null ? {} : { reason: { code: reason, message: wordNotComparable(reason) } };
  return { ...rest, ...worded, scale: 'difference' };
}

function targetingReport(
  { cells, conclusion, ...rest }: Targeting,
  design: Design,
): TargetingReport {
  return {
    ...rest,
    cells: cells.map(({ values, ...cell }) => ({
      segment: values && Object.fromEntries(values.map((value, i) => [rest.columns[i]!, value])),
      ...cell,
    })),
    conclusion: { code: conclusion, message: wordConclusion({ ...rest, conclusion }, design) },
  };
}

function trendReport({ steps, reason, logPValue: _, ...rest }: Trend): TrendReport {
  const worded =
    reason === null ? {} : { reason: { code: reason, message: wordUntestable(reason, rest.kind) } };
  return {
    ...rest,
    ...worded,
    steps: steps.map(({ control, treatment, effect, confidence, pValue, adjustedPValue }) => ({
      from: control.variant,
      to: treatment.variant,
      effect,
      confidence,
      pValue,
      adjustedPValue,
    })),
  };
}

function covariateReport({ covariates, ...first }: CovariateUse) {
  return { ...first, covariates: covariates.map(({ distance: _, ...used }) => used) };
}

function comparisonReport(comparison: Comparison, design: Design): ComparisonReport {
  const {
    criticalValue,
    reason,
    outcome,
    sampleSize,
    segment,
    covariate,
    strata,
    progress: { informationFraction, alphaSpent },
    limits: _,
    logPBeyond: _beyond,
    futility,
    ...rest
  } = comparison;
  const worded =
    reason === null ? {} : { reason: { code: reason, message: wordUntestable(reason, rest.kind) } };
  return {
    ...rest,
    posterior: rest.posterior && posteriorReport(rest.posterior),
    segment: segment === null ? null : { [segment.column]: segment.value },
    ...(strata === null ? {} : { strata }),
    covariate: covariate === null ? null : covariateReport(covariate),
    monitoring: {
      method: monitoringMethod(design),
      look: design.monitoring?.look ?? null,
      informationFraction: informationFraction === null ? null : Math.min(1, informationFraction),
      // A look that cannot stop the test has no value to exceed.
      criticalValue: criticalValue === Number.POSITIVE_INFINITY ? null : criticalValue,
      alphaSpent,
      ...(futility === null ? {} : { futility: futilityReport(futility) }),
    },
    outcome,
    ...worded,
    sampleSize: sizeReport(sampleSize),
  };
}

function posteriorReport({ learned, ...posterior }: PosteriorView) {
  if (learned === undefined) return posterior;
  if (learned === null) return { ...posterior, learned };
  const { belief, ...view } = learned;
  return { ...posterior, learned: { prior: beliefReport(belief), ...view } };
}

function futilityReport({ bound, z, effect, isCrossed }: Futility) {
  return { bound, statistic: Number.isFinite(z) ? z : null, effect, crossed: isCrossed };
}

/** The decision's size only where a decision waits for more than one test. */
function sizeReport({ decision, ...size }: Comparison['sampleSize']) {
  return decision === null ? size : { ...size, decision };
}
