import { closestTo, UserError } from '../errors.js';
import type { Cells } from '../experiment/cells.js';
import type { Design, EffectSize, MetricDesign } from '../experiment/design.js';
import { controlOf, variantNamed } from '../read/control.js';
import type { MetricReading } from '../read/reading.js';
import type { Alternative } from '../stats/alternative.js';
import type { AnalyzeFlags } from './analyze-options.js';
import { marginsFrom } from './margins-from.js';
import { monitoringOf } from './monitoring-flags.js';

/**
 * The design that the flags ask for, on the variants and metrics that the data have.
 *
 * @throws {UserError} when a flag names what the data lack, or fits none of the metrics.
 */
export function designFrom(
  flags: AnalyzeFlags,
  cells: Cells,
  metrics: readonly MetricReading[],
): Design {
  const variants = [...cells.variants.keys()];
  const control = controlOf(variants, flags.control ?? null);
  const arms = {
    control,
    treatments: variants.filter((variant) => variant !== control),
    allocation: allocationFrom(flags, variants),
  };
  return {
    ...arms,
    metrics: metricDesigns(flags, metrics),
    alpha: flags.alpha,
    power: flags.power,
    alternative: flags.alternative,
    correction: flags.correction,
    poolBelow: flags.poolSegments ?? 0,
    intensity: intensityFrom(flags, variants),
    money: moneyFrom(flags, variants),
    bayes: flags.bayes === true,
    tests: {
      proportion: flags.test.includes('fisher') ? 'fisher' : 'score',
      mean: flags.test.includes('student') ? 'student' : 'welch',
    },
    monitoring: monitoringOf(flags, cells, arms),
  };
}

function metricDesigns(flags: AnalyzeFlags, metrics: readonly MetricReading[]): MetricDesign[] {
  const { mde, power, alpha, alternative, lowerIsBetter } = flags;
  if (power <= alpha) {
    throw new UserError(`--power ${power}: not above alpha (${alpha}), so it asks for nothing`, {
      hint: '0.8 is usual',
    });
  }
  checkAlpha(alpha, alternative);
  const names = metrics.map(({ name }) => name);
  const unknown = mde.find(({ metric }) => metric !== '' && !names.includes(metric));
  if (unknown !== undefined) {
    throw noSuchMetric('--mde', unknown.metric, names);
  }
  const wrong = lowerIsBetter.find((name) => !names.includes(name));
  if (wrong !== undefined) throw noSuchMetric('--lower-is-better', wrong, names);
  const margins = marginsFrom(flags, names);
  return metrics.map(({ name, kind, covariate, quantile }, i) => ({
    name,
    kind,
    covariate,
    quantile,
    lowerIsBetter: lowerIsBetter.includes(name),
    mde: mdeOf(name, i === 0, mde),
    margin: margins.get(name) ?? null,
  }));
}

/**
 * Checks that alpha leaves something to be rejected.
 *
 * @throws {UserError} for a one-sided test at a half or more, which rejects without any evidence.
 */
export function checkAlpha(alpha: number, alternative: Alternative): void {
  if (alternative === 'two-sided' || alpha < 0.5) return;
  throw new UserError(`--alpha ${alpha}: a one-sided test at a half or more needs no evidence`, {
    hint: '0.05 is usual',
  });
}

/** A metric's own MDE, else the common one: a relative one is for all, any other for the primary. */
function mdeOf(name: string, primary: boolean, mdes: AnalyzeFlags['mde']): EffectSize | null {
  const own = mdes.findLast(({ metric }) => metric === name);
  const common = mdes.findLast(({ metric }) => metric === '');
  if (own !== undefined) return own.size;
  if (common === undefined) return null;
  return primary || common.size.scale === 'relative' ? common.size : null;
}

function allocationFrom(
  { allocation }: AnalyzeFlags,
  variants: readonly string[],
): Map<string, number> | null {
  if (allocation === undefined) return null;
  return forEachVariant('--allocation', allocation, variants);
}

function intensityFrom(
  { intensity }: AnalyzeFlags,
  variants: readonly string[],
): Map<string, number> | null {
  if (intensity === undefined) return null;
  const byName = forEachVariant('--intensity', intensity, variants);
  if (new Set(byName.values()).size > 1) return byName;
  throw new UserError(
    '--intensity: all variants personalize equally strongly, so there is no order',
    {
      hint: 'give a stronger one a larger number: generic=0,light=1,full=2',
    },
  );
}

function moneyFrom(flags: AnalyzeFlags, variants: readonly string[]): Design['money'] {
  const { cost, value } = flags;
  if (cost === undefined && value === undefined) return null;
  if (value === undefined) {
    throw new UserError(
      '--cost without --value: what is a success, or a unit of the metric, worth?',
      {
        hint: 'in the same money as the cost: --value 12; for a metric in money --value 1',
      },
    );
  }
  if (flags.lowerIsBetter.length > 0 || flags.alternative === 'less') {
    throw new UserError('--value: prices are for a primary metric of which more is better', {
      hint: 'leave out --lower-is-better and --alternative less',
    });
  }
  return { cost: byVariant('--cost', cost ?? new Map(), variants), value };
}

/** Numbers by the variants' own names. */
function byVariant(
  flag: string,
  numbers: ReadonlyMap<string, number>,
  variants: readonly string[],
): Map<string, number> {
  return new Map([...numbers].map(([name, x]) => [variantNamed(variants, name, flag), x]));
}

/** Numbers by the variants' own names, one for each of them. */
function forEachVariant(
  flag: string,
  numbers: ReadonlyMap<string, number>,
  variants: readonly string[],
): Map<string, number> {
  const named = byVariant(flag, numbers, variants);
  const forgotten = variants.find((variant) => !named.has(variant));
  if (forgotten === undefined) return named;
  throw new UserError(`${flag} says nothing of variant ${forgotten}, which the data have`, {
    hint: 'give each variant its number; a variant that was not planned is a fault in the data',
  });
}

/** That a flag names a metric which is not among these, with the one that was probably meant. */
export function noSuchMetric(flag: string, name: string, names: readonly string[]): UserError {
  const suggestion = closestTo(name, names) ?? names.join(' or ');
  return new UserError(`${flag} ${name}: there is no such metric in this run`, {
    hint: `did you mean ${suggestion}?`,
  });
}
