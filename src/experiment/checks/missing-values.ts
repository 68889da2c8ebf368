import { sum } from 'simple-statistics';
import type { CheckedData } from './check.js';

interface MissingCheck {
  code: 'MISSING_VALUES';
  status: 'warn';
  metric: string;
  missing: number;
  units: number;
}

/** How many values of each metric are missing; nothing where none is. */
export function missingValues({ aggregates }: Pick<CheckedData, 'aggregates'>): MissingCheck[] {
  return aggregates.metrics.flatMap((metric, i) => {
    const samples = [...aggregates.variants.values()].map((variant) => variant.samples[i]!);
    const missing = sum(samples.map((sample) => sample.missing));
    const present = sum(samples.map((sample) => sample.moments.n));
    const units = missing + present;
    return missing === 0
      ? []
      : [{ code: 'MISSING_VALUES' as const, status: 'warn' as const, metric, missing, units }];
  });
}
