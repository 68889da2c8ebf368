import {
  type Aggregates,
  emptyAggregates,
  type MetricAggregate,
  type VariantAggregates,
} from '../experiment/aggregates.js';
import type { Arm } from '../experiment/arm.js';
import type { MetricKind } from '../experiment/metric-kind.js';
import type { Plan } from '../experiment/size/plan.js';
import type { JournalArm, JournalComparison, JournalLine } from '../read/journal/version-2.js';
import { binaryMoments, emptyMoments, type Moments } from '../stats/moments.js';

/** One variant of a comparison as it is put on record, with all that its test is made of. */
export function armOnRecord(
  { variant, n, mean, variance, successes }: Arm,
  { moments, missing }: MetricAggregate,
  kind: MetricKind,
): JournalArm {
  const own = {
    variant,
    n,
    ...(missing === 0 ? {} : { missing }),
    mean,
    variance,
    ...(successes === undefined ? {} : { successes }),
  };
  // Of a rate the counts say all, and of a quantile nothing does but its values.
  const isTold = moments.mean.length === 1 && (kind === 'proportion' || kind === 'quantile');
  return isTold ? own : { ...own, moments: momentsOnRecord(moments) };
}

function momentsOnRecord({ mean, residual, comoment, third }: Moments) {
  const finite = (all: readonly number[]) => all.map((x) => (Number.isFinite(x) ? x : null));
  return {
    mean: finite(mean),
    residual: finite(residual),
    comoment: finite(comoment),
    third: third === null ? null : finite(third),
  };
}

/** What a look saw, as far as its decision follows from it. Of quantiles that are the numbers of units alone. */
export function aggregatesOnRecord(
  { comparisons, units, untriggered, unitsInTwoVariants }: JournalLine,
  { control, treatments, metrics, stratify, segments, triggered }: Plan,
): Aggregates {
  const of = (metric: number) =>
    comparisons.slice(metric * treatments.length).slice(0, treatments.length);
  const all = metrics.map((_, i) => of(i));
  const samplesOf = (variant: string) =>
    all.map((own) => sampleOnRecord(armOf(own, variant, control)!));
  const measures = all.map(([first]) => measuresOf(first!));
  const variants = [control, ...treatments].map((variant): [string, VariantAggregates] => [
    variant,
    { units: units[variant]!, samples: samplesOf(variant) },
  ]);
  return {
    metrics: metrics.map(({ name }) => name),
    measures,
    keeps: metrics.map(() => false),
    variants: new Map(variants),
    // Of other columns no units are on record, but how many there are is part of how balance is judged.
    segments: new Map([
      ...segments.map((column) => [column, new Map()] as const),
      ...(stratify === null ? [] : [[stratify, strataOf(all, measures, control)] as const]),
    ]),
    unitsInTwoVariants,
    capped: [],
    ...(triggered && untriggered
      ? { trigger: { column: triggered, untriggered: countsOnly(untriggered, measures) } }
      : {}),
  };
}

/** Of units that could see no difference their number is all that bears on a decision. */
function countsOnly(untriggered: Record<string, number>, measures: readonly number[]): Aggregates {
  const none = measures.map(() => '');
  const variants = Object.entries(untriggered).map(([name, units]): [string, VariantAggregates] => [
    name,
    { units, samples: measures.map(emptySample) },
  ]);
  return { ...emptyAggregates(none, [...measures]), variants: new Map(variants) };
}

/** A variant's arm in comparisons of one metric: the control is in all of them. */
function armOf(
  own: readonly Pick<JournalComparison, 'control' | 'treatment'>[],
  variant: string,
  control: string,
) {
  if (variant === control) return own[0]?.control;
  return own.find(({ treatment }) => treatment.variant === variant)?.treatment;
}

function measuresOf({ control: { moments } }: JournalComparison): number {
  return moments?.mean.length ?? 1;
}

/** The segments of the column that metrics are compared within, in the order in which they stand there. */
function strataOf(
  all: readonly (readonly JournalComparison[])[],
  measures: readonly number[],
  control: string,
): Map<string, Map<string, VariantAggregates>> {
  const values = new Set(all.flat().flatMap(({ strata = [] }) => strata.map(({ value }) => value)));
  const variants = [control, ...all[0]!.map(({ treatment }) => treatment.variant)];
  const within = (value: string, variant: string): VariantAggregates => {
    const samples = all.map((own, i) => {
      const parts = own.flatMap(({ strata = [] }) => strata.filter((one) => one.value === value));
      const arm = armOf(parts, variant, control);
      return arm === undefined ? emptySample(measures[i]!) : sampleOnRecord(arm);
    });
    return { units: Math.max(...samples.map(({ moments }) => moments.n)), samples };
  };
  return new Map(
    [...values].map((value) => [
      value,
      new Map(variants.map((variant) => [variant, within(value, variant)])),
    ]),
  );
}

/** A variant's values as an arm on record has them: its moments, or what counts tell. */
export function sampleOnRecord({
  n,
  missing = 0,
  mean,
  moments,
  ...arm
}: JournalArm): MetricAggregate {
  const successes = arm.successes ?? null;
  if (moments !== undefined) return { moments: { n, ...restored(moments) }, successes, missing };
  if (successes === null) return { ...emptySample(1), moments: { ...emptyMoments(1), n }, missing };
  // The mean as it was read, whose last digit may be another than that of the quotient.
  return { moments: { ...binaryMoments(successes, n), mean: [mean] }, successes, missing };
}

function emptySample(measures: number): MetricAggregate {
  return { moments: emptyMoments(measures), successes: 0, missing: 0 };
}

function restored({ mean, residual, comoment, third }: NonNullable<JournalArm['moments']>) {
  const numbers = (all: readonly (number | null)[]) => all.map((x) => x ?? Number.NaN);
  return {
    mean: numbers(mean),
    residual: numbers(residual),
    comoment: numbers(comoment),
    third: third === null ? null : numbers(third),
  };
}
