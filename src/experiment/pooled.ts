import { sum } from 'simple-statistics';
import { type Moments, mergeMoments } from '../stats/moments.js';
import {
  type Aggregates,
  addAggregates,
  emptyVariant,
  type VariantAggregates,
} from './aggregates.js';
import { type Design, plannedWeight } from './design.js';
import type { DayAggregates, DayPanel } from './over-time/day-aggregates.js';

/** More names than these make no name. */
const MOST_NAMED = 3;

/** The aggregates and the design with all treatments as one arm, which is called by their names. */
export function withPooledTreatments(
  aggregates: Aggregates,
  design: Design,
): { aggregates: Aggregates; design: Design } {
  const { control, treatments } = design;
  const name = pooledName(design);
  const armOf = (variant: string) => (variant === control ? control : name);
  const pooled = (variants: ReadonlyMap<string, VariantAggregates>) =>
    pooledBy(armOf, variants, aggregates);
  const weights = treatments.map((variant) => plannedWeight(design, variant));
  const pooledAll = (all: Aggregates): Aggregates => ({
    ...all,
    variants: pooled(all.variants),
    segments: new Map(
      [...all.segments].map(([column, values]) => [
        column,
        mapped(values, (variants) => pooled(variants)),
      ]),
    ),
    ...(all.days === undefined ? {} : { days: pooledDays(all.days, pooled, armOf) }),
  });
  const { trigger } = aggregates;
  return {
    aggregates: {
      ...pooledAll(aggregates),
      ...(trigger && {
        trigger: { ...trigger, untriggered: pooledAll(trigger.untriggered) },
      }),
    },
    design: {
      ...design,
      treatments: [name],
      allocation: new Map([
        [control, plannedWeight(design, control)],
        [name, sum(weights)],
      ]),
    },
  };
}

function mapped<K, V, W>(map: ReadonlyMap<K, V>, to: (value: V) => W): Map<K, W> {
  return new Map([...map].map(([key, value]) => [key, to(value)]));
}

function pooledDays(
  days: DayAggregates,
  pooled: (variants: ReadonlyMap<string, VariantAggregates>) => Map<string, VariantAggregates>,
  armOf: (variant: string) => string,
): DayAggregates {
  const { panel } = days;
  const alone = mapped(days.alone, pooled);
  if (panel === null) return { ...days, alone };
  const slopes: DayPanel['slopes'] = new Map();
  for (const [variant, own] of panel.slopes) {
    const known = slopes.get(armOf(variant));
    slopes.set(armOf(variant), known === undefined ? own : pooledSlopes(known, own));
  }
  return { ...days, alone, panel: { ...panel, upTo: mapped(panel.upTo, pooled), slopes } };
}

function pooledSlopes(a: readonly (Moments | null)[], b: readonly (Moments | null)[]) {
  return a.map((one, i) => {
    const other = b[i]!;
    return one === null || other === null ? null : mergeMoments(one, other);
  });
}

function pooledName({ control, treatments }: Design): string {
  const name =
    treatments.length > MOST_NAMED ? `${treatments.length} treatments` : treatments.join(' + ');
  return name === control ? `${name} (pooled)` : name;
}

function pooledBy(
  armOf: (variant: string) => string,
  variants: ReadonlyMap<string, VariantAggregates>,
  empty: Aggregates,
): Map<string, VariantAggregates> {
  const arms = new Map<string, VariantAggregates>();
  for (const [variant, part] of variants) {
    const name = armOf(variant);
    const into = arms.get(name) ?? emptyVariant(empty);
    addAggregates(into, part);
    arms.set(name, into);
  }
  return arms;
}
