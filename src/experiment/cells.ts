import { addUnit, emptyMoments, type Moments, mergeMoments } from '../stats/moments.js';

/** What is remembered of one metric in one variant. */
export interface Sample {
  moments: Moments;
  /** How many values were 1; `null` once a value other than 0 or 1 has been seen. */
  successes: number | null;
  /** Units whose value was missing; they are not in `moments`. */
  missing: number;
}

/** One variant: how many units it has, and a sample for each metric, in the metrics' order. */
export interface VariantCells {
  units: number;
  samples: Sample[];
}

/**
 * Everything that an analysis needs of the data: variant × metric → mergeable statistics.
 * It grows with variants and metrics, not with rows. Variants stand in order of appearance.
 */
export interface Cells {
  metrics: string[];
  variants: Map<string, VariantCells>;
}

/** Cells for these metrics, without any variants yet. */
export function emptyCells(metrics: string[]): Cells {
  return { metrics, variants: new Map() };
}

/** The cells of a variant, made on first sight. */
export function variantCells(cells: Cells, variant: string): VariantCells {
  let found = cells.variants.get(variant);
  if (found === undefined) {
    found = { units: 0, samples: cells.metrics.map(emptySample) };
    cells.variants.set(variant, found);
  }
  return found;
}

/** A sample of nothing. */
export function emptySample(): Sample {
  return { moments: emptyMoments(), successes: 0, missing: 0 };
}

/** Adds one unit's value to a sample, in place. */
export function addValue(sample: Sample, value: number): void {
  if (value !== 0 && value !== 1) sample.successes = null;
  if (sample.successes !== null) sample.successes += value;
  addUnit(sample.moments, [value]);
}

/** The sample of two sets of units taken together. */
export function mergeSamples(a: Sample, b: Sample): Sample {
  return {
    moments: mergeMoments(a.moments, b.moments),
    successes: a.successes === null || b.successes === null ? null : a.successes + b.successes,
    missing: a.missing + b.missing,
  };
}

/** The cells of two sets of rows taken together, as if they had been read as one. */
export function mergeCells(a: Cells, b: Cells): Cells {
  const merged = emptyCells(a.metrics);
  for (const [name, cells] of [...a.variants, ...b.variants]) {
    const into = variantCells(merged, name);
    into.units += cells.units;
    into.samples = into.samples.map((sample, i) => mergeSamples(sample, cells.samples[i]!));
  }
  return merged;
}
