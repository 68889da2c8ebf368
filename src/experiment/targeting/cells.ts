import { variance } from '../../stats/moments.js';
import type { Aggregates, SegmentAggregates, VariantAggregates } from '../aggregates.js';
import type { Design } from '../design.js';
import { crossedNames } from '../summary-layout.js';

/** What the units of one variant in a cell come to, in the unit in which rules are valued. */
export interface ArmOfCell {
  n: number;
  /** Net of what a unit costs in that variant, and so that more is better. */
  mean: number;
  /** Of a unit. */
  variance: number;
  /** Where each unit is 0 or 1: how many are 1. */
  successes: number | null;
}

/** Units that a rule treats alike: those with the same values in its columns, or all of too few. */
export interface TargetCell {
  /** One for each column; `null` for all cells that are too small by themselves. */
  values: string[] | null;
  /** By variant, the control first. */
  arms: ArmOfCell[];
  units: number;
}

/** What turns a metric's mean into what a rule is valued by. */
export interface Valuation {
  /** What one of the metric is worth: money, or 1, −1 where less of it is better. */
  worth: number;
  /** What a unit costs, by variant. */
  costs: number[];
}

/** With fewer units of a variant than this a cell says next to nothing of it, and no half of it has a variance to speak of. */
export const LEAST_UNITS = 20;

/** How a design values units: in money where that is said, else by the metric itself. */
export function valuationOf({ money, metrics, control, treatments }: Design): Valuation {
  const variants = [control, ...treatments];
  if (money === null) {
    return { worth: metrics[0]!.lowerIsBetter ? -1 : 1, costs: variants.map(() => 0) };
  }
  return { worth: money.value, costs: variants.map((name) => money.cost.get(name) ?? 0) };
}

/** The cells of these columns, the largest first and those of too few units put together. */
export function cellsOf(
  aggregates: Aggregates,
  columns: readonly string[],
  design: Design,
): TargetCell[] {
  const valuation = valuationOf(design);
  const variants = [design.control, ...design.treatments];
  const named = [...segmentsOf(aggregates, columns)].map(([name, parts]) => ({
    values: columns.length === 1 ? [name] : crossedNames(name),
    samples: variants.map((variant) => sampleOf(parts.get(variant))),
  }));
  const isLarge = ({ samples }: (typeof named)[number]) =>
    samples.every(({ n }) => n >= LEAST_UNITS);
  const large = named.filter(isLarge);
  const small = named.filter((cell) => !isLarge(cell));
  const others =
    small.length === 0
      ? []
      : [
          {
            values: null,
            samples: variants.map((_, i) => merged(small.map((one) => one.samples[i]!))),
          },
        ];
  const cells = [...large, ...others].map(({ values, samples }) => ({
    values,
    arms: samples.map((sample, i) => valued(sample, valuation, i)),
    units: samples.reduce((sum, { n }) => sum + n, 0),
  }));
  // Where a variant is missing there is nothing to compare.
  return cells
    .filter(({ arms }) => arms.every(({ n }) => n >= 2))
    .sort((a, b) => Number(a.values === null) - Number(b.values === null) || b.units - a.units);
}

function segmentsOf(aggregates: Aggregates, columns: readonly string[]): SegmentAggregates {
  return columns.length === 1 ? aggregates.segments.get(columns[0]!)! : aggregates.crossed!.cells;
}

interface Sample {
  n: number;
  mean: number;
  /** Σ(x − x̄)². */
  spread: number;
  successes: number | null;
}

/** The units with a value of the primary metric. */
function sampleOf(part: VariantAggregates | undefined): Sample {
  const sample = part?.samples[0];
  if (sample === undefined || sample.moments.n === 0) {
    return { n: 0, mean: 0, spread: 0, successes: 0 };
  }
  const { moments, successes } = sample;
  const spread = moments.n < 2 ? 0 : variance(moments) * (moments.n - 1);
  return { n: moments.n, mean: moments.mean[0]!, spread, successes };
}

function merged(samples: readonly Sample[]): Sample {
  return samples.reduce((a, b) => {
    const n = a.n + b.n;
    if (n === 0) return a;
    const apart = b.mean - a.mean;
    return {
      n,
      mean: a.mean + (apart * b.n) / n,
      spread: a.spread + b.spread + (apart ** 2 * a.n * b.n) / n,
      successes: a.successes === null || b.successes === null ? null : a.successes + b.successes,
    };
  });
}

function valued(
  { n, mean, spread, successes }: Sample,
  { worth, costs }: Valuation,
  i: number,
): ArmOfCell {
  // A rate of which none or all succeed varies, too: half a unit of either is added (Agresti 2013, §1.6.4).
  const rate = successes === null ? null : (successes + 0.5) / (n + 1);
  const own = rate === null ? spread / Math.max(1, n - 1) : rate * (1 - rate);
  return { n, mean: worth * mean - costs[i]!, variance: worth ** 2 * own, successes };
}
