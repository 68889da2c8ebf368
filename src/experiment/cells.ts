import { addUnit, emptyMoments, type Moments, mergeMoments } from '../stats/moments.js';

/** What is remembered of one metric in one variant. */
export interface Sample {
  moments: Moments;
  /** How many values were 1; `null` once a value other than 0 or 1 has been seen. */
  successes: number | null;
  /** Units whose value was missing; they are not in `moments`. */
  missing: number;
  /** Every value, where a quantile is asked for: what moments cannot tell. */
  values?: number[];
}

/** What one unit says of each metric: its own value, its denominator, its covariate; `null`: missing. */
export type UnitValues = readonly (readonly (number | null)[])[];

/** One variant: how many units it has, and a sample for each metric, in the metrics' order. */
export interface VariantCells {
  units: number;
  samples: Sample[];
  /** What each unit says, where that is to be drawn from. */
  unitValues?: UnitValues[];
}

/** The cells of one column's values, each a segment: value → variant → cells. */
export type SegmentCells = Map<string, Map<string, VariantCells>>;

/**
 * Everything that an analysis needs of the data: metric × segment × variant → mergeable statistics.
 * It grows with variants, metrics and segments, not with rows. Variants and segments stand in order of
 * appearance.
 */
export interface Cells {
  metrics: string[];
  /** How many numbers each metric measures a unit by: 1, or more for a denominator or a covariate. */
  measures: number[];
  /** Which metrics need every value kept, for a quantile; they alone grow with rows. */
  keeps: boolean[];
  variants: Map<string, VariantCells>;
  /** By segment column; each column parts all units once more. */
  segments: Map<string, SegmentCells>;
  /** Units that were seen in two variants or more, and so are in none of the cells. */
  unitsInTwoVariants: number;
  /** The metrics whose largest values were brought down to a cap. */
  capped: Capped[];
  /** Whether what each unit says is kept; left out: it is not. */
  keepsUnits?: boolean;
}

/** What a cap did to one metric. */
export interface Capped {
  metric: string;
  /** Which quantile of all variants' values the cap is, 0–1; `null` for a value that was given. */
  share: number | null;
  /** The cap, in the metric's unit. */
  limit: number;
  /** How many values of each variant were above it, of how many. */
  touched: { variant: string; units: number; of: number }[];
}

/** Cells for these metrics and segment columns, without any variants yet. */
export function emptyCells(
  metrics: string[],
  measures: number[] = metrics.map(() => 1),
  segmentColumns: readonly string[] = [],
  keeps: boolean[] = metrics.map(() => false),
): Cells {
  const segments = new Map(segmentColumns.map((column) => [column, new Map()]));
  const left = { unitsInTwoVariants: 0, capped: [] };
  return { metrics, measures, keeps, variants: new Map(), segments, ...left };
}

/** The cells of a variant, made on first sight. */
export function variantCells(cells: Cells, variant: string): VariantCells {
  return cellsAt(cells, cells.variants, variant);
}

/** The cells of a variant within a segment of a column that the cells have, made on first sight. */
export function segmentCells(
  cells: Cells,
  column: string,
  value: string,
  variant: string,
): VariantCells {
  const values = cells.segments.get(column)!;
  let variants = values.get(value);
  if (variants === undefined) {
    variants = new Map();
    values.set(value, variants);
  }
  return cellsAt(cells, variants, variant);
}

function cellsAt(cells: Cells, variants: Map<string, VariantCells>, variant: string): VariantCells {
  let found = variants.get(variant);
  if (found === undefined) {
    found = emptyVariant(cells);
    variants.set(variant, found);
  }
  return found;
}

/** A variant without units. */
export function emptyVariant({
  measures,
  keeps,
  keepsUnits,
}: Pick<Cells, 'measures' | 'keeps' | 'keepsUnits'>): VariantCells {
  const cells = { units: 0, samples: measures.map((count, i) => emptySample(count, keeps[i])) };
  return keepsUnits === true ? { ...cells, unitValues: [] } : cells;
}

/** A sample of nothing, with so many numbers a unit; whether it is to keep every value. */
export function emptySample(measures = 1, keepsValues = false): Sample {
  const sample = { moments: emptyMoments(measures), successes: 0, missing: 0 };
  return keepsValues ? { ...sample, values: [] } : sample;
}

/** Adds one unit's value to a sample, in place. */
export function addValue(sample: Sample, value: number): void {
  addValues(sample, [value]);
}

/** Adds one unit's values to a sample, in place; the first is the metric's own. */
export function addValues(sample: Sample, values: readonly number[]): void {
  const value = values[0]!;
  if (value !== 0 && value !== 1) sample.successes = null;
  if (sample.successes !== null) sample.successes += value;
  sample.values?.push(value);
  addUnit(sample.moments, values);
}

/** Adds the units of a sample to another, in place. */
export function addSample(into: Sample, added: Sample): void {
  Object.assign(into, mergeSamples(into, added));
}

/** The sample of two sets of units taken together. */
export function mergeSamples(a: Sample, b: Sample): Sample {
  return {
    moments: mergeMoments(a.moments, b.moments),
    successes: a.successes === null || b.successes === null ? null : a.successes + b.successes,
    missing: a.missing + b.missing,
    ...(a.values && b.values ? { values: [...a.values, ...b.values] } : {}),
  };
}

/** The cells of two sets of rows taken together, as if they had been read as one. */
export function mergeCells(a: Cells, b: Cells): Cells {
  const merged = emptyCells(a.metrics, a.measures, [...a.segments.keys()], a.keeps);
  merged.unitsInTwoVariants = a.unitsInTwoVariants + b.unitsInTwoVariants;
  merged.capped = [...a.capped, ...b.capped];
  for (const { variants, segments } of [a, b]) {
    addAll(variants, (name) => variantCells(merged, name));
    for (const [column, values] of segments) {
      values.forEach((parts, value) => {
        addAll(parts, (name) => segmentCells(merged, column, value, name));
      });
    }
  }
  return merged;
}

function addAll(added: Map<string, VariantCells>, into: (variant: string) => VariantCells): void {
  for (const [name, cells] of added) addCells(into(name), cells);
}

/** How many units the data have, those of two variants included. */
export function unitsRead({ variants, unitsInTwoVariants }: Cells): number {
  return [...variants.values()].reduce((sum, { units }) => sum + units, unitsInTwoVariants);
}

/** Adds the units of one variant's cells to others, in place. */
export function addCells(into: VariantCells, added: VariantCells): void {
  into.units += added.units;
  into.samples.forEach((sample, i) => {
    addSample(sample, added.samples[i]!);
  });
}
