import { noSuchMetric, UserError } from '../../errors.js';
import type { Aggregates } from '../../experiment/aggregates.js';
import { CHOSEN_BY_DATA, type TestName, testsOf } from '../../experiment/compare/tests.js';
import type { Design, EffectMagnitude, MetricDesign, RatePrior } from '../../experiment/design.js';
import type { BeliefOnFile } from '../../experiment/effect-belief.js';
import { METRIC_KINDS, type MetricKind } from '../../experiment/metric-kind.js';
import { stratifyMisfit } from '../../experiment/stratify-misfit.js';
import { isOfIndex } from '../../experiment/surrogate/foretold.js';
import type { MetricReading } from '../../read/reading.js';
import { controlOf } from '../../read/recognize/control.js';
import { checkAlpha } from '../flags/alpha.js';
import { flagName } from '../flags/flag.js';
import { monitoringOf } from '../flags/monitoring.js';
import { type AnalyzeFlags, asksForRanks } from './analyze-flags.js';
import { checkDirections, checkNoneOpen, checkUnits } from './directions-and-units.js';
import { checkPosteriors, learnedFrom } from './learned-from.js';
import { marginsFrom } from './margins-from.js';
import { allocationFrom, intensityFrom, moneyFrom } from './numbers-by-variant.js';
import { targetFrom } from './target-from.js';

/**
 * The design that the flags ask for, on the variants and metrics that the data have.
 *
 * @param belief what earlier tests tell of the effects on one of the metrics.
 * @throws {UserError} when a flag names what the data lack, or fits none of the metrics.
 */
export function designFrom(
  flags: AnalyzeFlags,
  aggregates: Aggregates,
  metrics: readonly MetricReading[],
  belief: BeliefOnFile | null = null,
): Design {
  const variants = [...aggregates.variants.keys()];
  const control = controlOf(variants, flags.control ?? null);
  const arms = {
    control,
    treatments: variants.filter((variant) => variant !== control),
    allocation: allocationFrom(flags, variants),
    metrics: metricDesigns(flags, metrics, aggregates),
  };
  const design: Design = {
    ...arms,
    alpha: flags.alpha,
    power: flags.power,
    alternative: flags.alternative,
    correction: flags.correction,
    pooled: pooledFrom(flags, variants),
    allPairs: allPairsFrom(flags, variants),
    poolBelow: flags.poolSegments ?? 0,
    ...targetFrom(flags, metrics[0]!),
    intensity: intensityFrom(flags, variants),
    money: moneyFrom(flags, { variants, primary: metrics[0]!.name }),
    bayes: flags.bayes === true,
    prior: priorFrom(flags),
    learned: belief === null ? null : learnedFrom(belief, arms.metrics, flags),
    stratify: stratifyFrom(flags, metrics),
    tests: testsFrom(flags),
    monitoring: monitoringOf(flags, aggregates, arms),
  };
  checkFutility(flags, design);
  return design;
}

/** What is given up is an effect that is looked for, neither a margin nor what it pays. */
function checkFutility({ futility }: AnalyzeFlags, { metrics, money }: Design): void {
  const { name, margin } = metrics[0]!;
  if (futility === undefined || (margin === null && money === null)) return;
  const decided = margin === null ? 'what it pays' : 'a margin';
  throw new UserError(
    `--futility ${futility} is of an effect that is looked for; ${name} is decided by ${decided}`,
    { hint: 'leave it out, or the other' },
  );
}

/** The test of each kind that was asked for, else the usual one. */
function testsFrom({ test: asked }: AnalyzeFlags): Design['tests'] {
  const tests: Record<MetricKind, TestName | null> = { ...CHOSEN_BY_DATA };
  for (const kind of METRIC_KINDS) {
    const [chosen, another] = new Set(testsOf(kind).filter((name) => asked.includes(name)));
    if (another !== undefined) {
      throw new UserError(`--test ${chosen} and --test ${another}: one metric takes one test`, {
        hint: 'leave out one of them',
      });
    }
    if (chosen !== undefined) tests[kind] = chosen;
  }
  return tests;
}

/** What is of single treatments, and says nothing of all of them together. */
const OF_ONE_TREATMENT = ['allPairs', 'intensity', 'cost', 'value', 'target'] as const;

/** Whether all treatments are compared with the control as one arm; there must be two. */
function pooledFrom(flags: AnalyzeFlags, variants: readonly string[]): boolean {
  if (flags.poolTreatments !== true) return false;
  const other = OF_ONE_TREATMENT.find((name) => flags[name] !== undefined);
  if (other !== undefined) {
    throw new UserError(`--pool-treatments: ${flagName(other)} is about single treatments`, {
      hint: 'leave out one of them',
    });
  }
  if (flags.monitoring !== 'fixed') {
    throw new UserError(
      '--pool-treatments: a running test is sized for its treatments one by one',
      { hint: 'leave out --monitoring, or pool at the end' },
    );
  }
  if (variants.length >= 3) return true;
  throw new UserError('--pool-treatments: there is one treatment, and no other to pool it with', {
    hint: 'leave it out',
  });
}

/** Whether treatments are compared with one another: two at least, and either way. */
function allPairsFrom(
  { allPairs, alternative }: AnalyzeFlags,
  variants: readonly string[],
): boolean {
  if (allPairs !== true) return false;
  if (variants.length < 3) {
    throw new UserError('--all-pairs: there is one treatment, and no other to compare it with', {
      hint: 'leave it out',
    });
  }
  if (alternative !== 'two-sided') {
    throw new UserError(
      `--all-pairs, --alternative ${alternative}: of two treatments neither is the one that is claimed to be better`,
      { hint: 'leave out one of them' },
    );
  }
  return true;
}

/** The column within whose values metrics are compared, which one test does and of which some have none. */
function stratifyFrom(flags: AnalyzeFlags, metrics: readonly MetricReading[]): Design['stratify'] {
  const { stratify, test } = flags;
  if (stratify === undefined) return null;
  const other = test.find((name) => !asksForRanks(name));
  if (other !== undefined) {
    throw new UserError(`--test ${other}: within the values of ${stratify} there is one test`, {
      hint: 'leave out --test or --stratify',
    });
  }
  for (const metric of metrics) {
    const hasMargin = [...flags.nonInferior, ...flags.equivalent].some(
      (one) => one.metric === metric.name,
    );
    const columns = [metric.column, metric.denominator ?? metric.column];
    const misfit = stratifyMisfit(stratify, { kind: metric.kind, columns, hasMargin });
    if (misfit === null) continue;
    throw new UserError(`--stratify ${stratify}, metric ${metric.name}: ${misfit.what}`, misfit);
  }
  return stratify;
}

/** What rates are taken for before the data; said without posteriors it would be ignored. */
function priorFrom(flags: AnalyzeFlags): RatePrior {
  checkPosteriors(flags);
  const { prior = 'flat' } = flags;
  // A file is of effects, and tells nothing of rates.
  return typeof prior === 'object' && 'file' in prior ? 'flat' : prior;
}

function metricDesigns(
  flags: AnalyzeFlags,
  metrics: readonly MetricReading[],
  aggregates: Aggregates,
): MetricDesign[] {
  const { mde, power, alpha, alternative, lowerIsBetter } = flags;
  if (power <= alpha) {
    throw new UserError(`--power ${power}: not above alpha (${alpha}), so it asks for nothing`, {
      hint: '0.8 is usual',
    });
  }
  checkAlpha(alpha, alternative);
  const names = metrics.map(({ name }) => name);
  const unknown = mde.find(({ metric }) => metric !== '' && !names.includes(metric));
  if (unknown !== undefined) throw noSuchMetric(`--mde ${unknown.metric}`, unknown.metric, names);
  checkDirections(flags, names);
  const margins = marginsFrom(flags, names);
  checkNoneOpen(flags, names);
  checkUnits(mde, margins, metrics, aggregates);
  return metrics.map(({ name, kind, covariates, quantile }, i) => ({
    name,
    kind,
    covariates,
    quantile,
    lowerIsBetter: lowerIsBetter.includes(name),
    mde: mdeOf(name, i === 0, mde),
    margin: margins.get(name) ?? null,
    // Only a plan may say that a treatment ships by what is foretold.
    ...(isOfIndex(name) ? { foretells: { outcome: null, mayShip: false } } : {}),
  }));
}

/** A metric's own MDE, else the common one: a relative one is for all, any other for the primary. */
function mdeOf(name: string, primary: boolean, mdes: AnalyzeFlags['mde']): EffectMagnitude | null {
  const own = mdes.findLast(({ metric }) => metric === name);
  const common = mdes.findLast(({ metric }) => metric === '');
  if (own !== undefined) return own.size;
  if (common === undefined) return null;
  return primary || common.size.scale === 'relative' ? common.size : null;
}
