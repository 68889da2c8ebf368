import { studentReference } from '../../stats/distributions/reference-distribution.js';
import { differenceTest } from '../../stats/tests/means-test.js';
import { welchFreedom } from '../../stats/tests/point-estimate.js';
import type { Interval, TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import { emptyAggregate, type VariantAggregates } from '../aggregates.js';
import { type Pair, testPair } from '../compare/pair.js';
import { reached, reachOf } from '../compare/skew.js';
import type { EffectOfUnits, EffectOverTime } from './effect-over-time.js';
import type { EffectAsked, OverTimeData } from './periods.js';

/**
 * The effects of periods, each by itself and cumulative, with intervals that hold at all of them at once. Those of
 * periods share alpha by Bonferroni. Where each row is a unit of its own, cumulative ones are of the confidence
 * sequence by which an always-valid test is judged, and hold wherever one stops; where units return, they do not come
 * in turn as a sequence takes them, and share alpha likewise.
 */
export function effectsIn(
  data: OverTimeData,
  asked: EffectAsked,
): Pick<EffectOverTime, 'confidence' | 'eachConfidence' | 'band' | 'points'> {
  const { periods, design, days } = data;
  const { alpha } = design;
  const each = alpha / periods.length;
  const isSequence = days.panel === null;
  const planned = plannedUnits(data, asked);
  const isRunning = (design.monitoring?.plan.method ?? 'fixed') !== 'fixed';
  const effectOf = (variants: ReadonlyMap<string, VariantAggregates>, judged: Judged) =>
    effectOfUnits(pairIn(data, variants, asked), { ...judged, planned, alpha });
  return {
    confidence: 1 - alpha,
    eachConfidence: 1 - each,
    band: isSequence ? 'confidence-sequence' : 'bonferroni',
    points: periods.map(({ alone, upTo }) => ({
      // A day that is over is looked at once more with each look, but its units stay the same.
      ...effectOf(alone, { level: each, asSequence: isRunning && !isSequence }),
      cumulative: effectOf(
        upTo,
        isSequence ? { level: alpha, asSequence: true } : { level: each, asSequence: isRunning },
      ),
    })),
  };
}

interface Judged {
  level: number;
  asSequence: boolean;
}

/** The units of both arms at which a sequence is tightest: those that were planned, else all that there are. */
function plannedUnits(
  { design: { monitoring, control }, aggregates }: OverTimeData,
  { index, treatment }: EffectAsked,
): number {
  const now = (variant: string) => aggregates.variants.get(variant)?.samples[index]?.moments.n ?? 0;
  const of = (variant: string) => monitoring?.plannedUnits.get(variant) ?? now(variant);
  return of(control) + of(treatment);
}

/** A metric of two arms among some units. */
interface PairOfUnits extends Pair {
  isMean: boolean;
}

/** The two samples of a metric among some units, with the tests between them that its kind and the counts ask for. */
export function pairIn(
  { aggregates, design }: OverTimeData,
  variants: ReadonlyMap<string, VariantAggregates>,
  { index, metric, kind, treatment }: EffectAsked,
): PairOfUnits {
  const named = (variant: string) => ({
    variant,
    sample:
      variants.get(variant)?.samples[index] ??
      emptyAggregate(aggregates.measures[index], aggregates.keeps[index]),
  });
  // The looks of a plan are not these, and an exact test that was asked for may have no interval.
  const tests = { ...design.tests, proportion: null };
  const alternative = 'two-sided' as const;
  const plain = { ...design, tests, alternative, monitoring: null, bayes: false };
  const pair = testPair(named(design.control), named(treatment), kind, metric, plain);
  return { ...pair, isMean: kind === 'mean' && metric.covariates.length === 0 };
}

function effectOfUnits(
  pair: PairOfUnits,
  { level, asSequence, planned, alpha }: Judged & { planned: number; alpha: number },
): EffectOfUnits {
  const units = { control: pair.control.n, treatment: pair.treatment.n };
  const all = units.control + units.treatment;
  const none = (reason: Untestable) => ({ units, effect: null, reason });
  if (units.control === 0 || units.treatment === 0) return none('TOO_FEW_UNITS');
  if (pair.forms === null) return none('ZERO_DENOMINATOR');
  const time = { units: all, plannedUnits: planned, alpha };
  const test = asSequence ? pair.forms.sequence(time, 'two-sided') : plainTest(pair);
  if (typeof test === 'string') return none(test);
  const effect = { estimate: pair.effect, ...intervalOf(test, pair, level) };
  return { units, effect, reason: null };
}

/**
 * The test of a period by itself. Shared among many of them, alpha is judged by far out in the tails, where Welch's t
 * is too free when an arm has few units: means have no more degrees of freedom than estimatedDifference allows them.
 */
function plainTest(pair: PairOfUnits): TwoSampleTest | Untestable {
  const { test, control, treatment } = pair;
  if (!pair.isMean || typeof test === 'string') return test;
  const errors = [control, treatment].map(({ variance, n }) => variance! / n);
  const welch = welchFreedom(
    { error: errors[0]!, df: control.n - 1 },
    { error: errors[1]!, df: treatment.n - 1 },
  );
  const df = Math.min(welch, 2 * (Math.min(control.n, treatment.n) - 1));
  const arms = {
    control: { estimate: control.mean, variance: errors[0]! },
    treatment: { estimate: treatment.mean, variance: errors[1]! },
  };
  return differenceTest('welch', arms, studentReference(df), 'two-sided');
}

/** The interval, moved out where values are too skewed for it. */
function intervalOf(test: TwoSampleTest, { skew, effect }: Pair, level: number): Interval {
  // In a period's few units an arm's own skewness is mostly chance.
  const shared = skew === null ? null : { ...skew, own: skew.difference };
  return reached(test.effectInterval(level), effect, reachOf(shared, test, level));
}
