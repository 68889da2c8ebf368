import { effectiveUnits } from '../../stats/tests/ratio-test.js';
import type { CheckedData } from './check.js';

/** A ratio of which few units have so much of the denominator that its test is rough. */
export interface HeavyDenominatorsCheck {
  code: 'HEAVY_DENOMINATORS';
  status: 'warn';
  metric: string;
  treatment: string;
  /** The arm that is worse off, its units, and how many of one denominator they are as good as. */
  variant: string;
  units: number;
  effective: number;
}

/**
 * From so many effective units on a ratio's test keeps its level, and where they are a quarter of the units or
 * more: below both, true nulls are rejected in 6.7 to 9 % at 5 %, in equal arms too (docs/statistics.md). What a unit
 * is off by is then known from itself alone, which its own pull on the ratio hides.
 */
const ENOUGH = 100;
const ENOUGH_SHARE = 1 / 4;

/** The ratios whose denominators lie with few units. */
export function heavyDenominators({
  aggregates,
  comparisons,
}: Pick<CheckedData, 'aggregates' | 'comparisons'>): HeavyDenominatorsCheck[] {
  return comparisons.flatMap(({ metric, kind, control, treatment, segment, reason }) => {
    if (kind !== 'ratio' || segment !== null || reason !== null) return [];
    const at = aggregates.metrics.indexOf(metric);
    const arms = [control, treatment].map(({ variant, n }) => {
      const moments = aggregates.variants.get(variant)?.samples[at]?.moments;
      return { variant, units: n, effective: moments ? effectiveUnits(moments) : n };
    });
    const few = arms.filter(
      ({ units, effective }) => effective < Math.min(ENOUGH, ENOUGH_SHARE * units),
    );
    const [worst] = few.sort((a, b) => a.effective - b.effective);
    if (worst === undefined) return [];
    const found = { metric, treatment: treatment.variant, ...worst };
    return [{ code: 'HEAVY_DENOMINATORS', status: 'warn', ...found }];
  });
}
