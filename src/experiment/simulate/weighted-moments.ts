import { emptyMoments, triples } from '../../stats/moments.js';
import type { MetricAggregate } from '../aggregates.js';
import { type Atom, meanOf } from './atoms.js';
import { FIGURES, MEAN, N, SQUARES, SUCCESSES } from './population.js';

/** All atoms' values side by side, each less the mean of its measure; a missing metric is NaN. */
interface Table {
  rows: Float64Array;
  width: number;
  columns: Column[];
}

/** One metric's place in a row. */
interface Column {
  at: number;
  measures: number;
  centre: number[];
  binary: boolean;
}

function tableOf(atoms: readonly Atom[]): Table {
  let width = 0;
  const columns = (atoms[0]?.values ?? []).map(({ length: measures }, metric): Column => {
    const own = atoms.map(({ values }) => values[metric]![0]);
    const binary = own.every((value) => value === 0 || value === 1 || value === null);
    // Successes are counted, so they are left whole.
    const centre = Array.from({ length: measures }, (_, i) =>
      i === 0 && binary ? 0 : meanOf(atoms, metric, i),
    );
    width += measures;
    return { at: width - measures, measures, centre, binary };
  });
  const rows = Float64Array.from(atoms.flatMap(({ values }) => rowOf(values, columns)));
  return { rows, width, columns };
}

function rowOf(values: Atom['values'], columns: readonly Column[]): number[] {
  return columns.flatMap(({ centre }, metric) => {
    const own = values[metric]!;
    return own.map((value, i) => (own.includes(null) ? Number.NaN : value! - centre[i]!));
  });
}

/** Units added up by their atoms. */
export interface WeightedMoments {
  /** Forgets all units. */
  clear(): void;
  /** Adds so many units like an atom. */
  add(atom: number, count: number): void;
  /** Writes the figures of every metric so far. */
  fill(figures: Float64Array): void;
  /** The sample of a metric so far. */
  sample(metric: number): MetricAggregate;
}

/**
 * Units of these atoms, none yet. They add up to n, sums and sums of products of what units are above
 * the mean of all: next to it nothing cancels (Chan, Golub & LeVeque 1983, The American Statistician 37, 242–247).
 */
export function weightedMoments(atoms: readonly Atom[]): WeightedMoments {
  const { rows, width, columns } = tableOf(atoms);
  const sums = columns.map(
    ({ measures }) => new Float64Array(4 + measures + triangle(measures) + tetrahedron(measures)),
  );
  return {
    clear: () => {
      for (const own of sums) own.fill(0);
    },
    add: (atom, count) => {
      for (let i = 0; i < columns.length; i += 1) {
        const { at, measures } = columns[i]!;
        addTo(sums[i]!, rows, atom * width + at, measures, count);
      }
    },
    fill: (figures) => {
      for (let i = 0; i < columns.length; i += 1) {
        fillIn(figures, FIGURES * i, sums[i]!, columns[i]!);
      }
    },
    sample: (metric) => sampleOf(sums[metric]!, rows, columns[metric]!),
  };
}

function fillIn(
  figures: Float64Array,
  from: number,
  sums: Float64Array,
  { measures, centre, binary }: Column,
): void {
  const n = sums[0]!;
  figures[from + N] = n;
  figures[from + SUCCESSES] = binary ? sums[2]! : Number.NaN;
  figures[from + MEAN] = n === 0 ? 0 : centre[0]! + sums[2]! / n;
  figures[from + SQUARES] =
    n > 0 && varies(sums, measures, 0) ? comomentOf(sums, measures, 0, 0) : 0;
}

/**
 * Layout of the sums: units, units without a value, sums, sums of products of two, and of three, row by row;
 * last of how many terms each is, and the row of a unit that is in them.
 */
function addTo(
  sums: Float64Array,
  rows: Float64Array,
  from: number,
  measures: number,
  count: number,
): void {
  if (Number.isNaN(rows[from])) {
    sums[1]! += count;
    return;
  }
  sums[0]! += count;
  sums[sums.length - 2]! += 1;
  sums[sums.length - 1] = from;
  let product = 2 + measures;
  let cube = product + triangle(measures);
  for (let i = 0; i < measures; i += 1) {
    const weighted = count * rows[from + i]!;
    sums[2 + i]! += weighted;
    for (let j = 0; j <= i; j += 1) {
      const squared = weighted * rows[from + j]!;
      sums[product++]! += squared;
      for (let l = 0; l <= j; l += 1) sums[cube++]! += squared * rows[from + l]!;
    }
  }
}

function sampleOf(
  sums: Float64Array,
  rows: Float64Array,
  { measures, centre, binary }: Column,
): MetricAggregate {
  const n = sums[0]!;
  const successes = binary ? sums[2]! : null;
  const missing = sums[1]!;
  if (n === 0) return { moments: emptyMoments(measures), successes, missing };
  const differs = centre.map((_, i) => varies(sums, measures, i));
  // Of values that are all alike the mean is that value, to the last bit, as in any other batch of them.
  const alike = sums[sums.length - 1]!;
  const mean = centre.map((value, i) => value + (differs[i] ? sums[2 + i]! / n : rows[alike + i]!));
  const comoment = centre.flatMap((_, i) =>
    centre
      .slice(0, i + 1)
      .map((_, j) => (differs[i] && differs[j] ? comomentOf(sums, measures, i, j) : 0)),
  );
  const thirds = thirdOf(sums, measures);
  const third = triples(measures).map((of, at) => (of.every((i) => differs[i]) ? thirds[at]! : 0));
  return { moments: { ...emptyMoments(measures), n, mean, comoment, third }, successes, missing };
}

/** Whether a measure varies: every sum of so many terms is exact to so many units in its last place, at most. */
function varies(sums: Float64Array, measures: number, i: number): boolean {
  const error = (2 + sums[sums.length - 2]!) * Number.EPSILON;
  return comomentOf(sums, measures, i, i) > error * pair(sums, measures, i, i);
}

/** The third moments about the units' own means. */
function thirdOf(sums: Float64Array, measures: number): number[] {
  const n = sums[0]!;
  const mean = (i: number) => sums[2 + i]! / n;
  const cubes = 2 + measures + triangle(measures);
  return triples(measures).map(
    ([i, j, l], at) =>
      sums[cubes + at]! -
      mean(i) * pair(sums, measures, j, l) -
      mean(j) * pair(sums, measures, i, l) -
      mean(l) * pair(sums, measures, i, j) +
      2 * n * mean(i) * mean(j) * mean(l),
  );
}

/** The centred sum of products: what rounding leaves of it where all values are alike is no variance. */
function comomentOf(sums: Float64Array, measures: number, i: number, j: number): number {
  return pair(sums, measures, i, j) - (sums[2 + i]! * sums[2 + j]!) / sums[0]!;
}

/** The sum of products of two measures, of which the first is no earlier one. */
function pair(sums: Float64Array, measures: number, i: number, j: number): number {
  return sums[2 + measures + triangle(i) + j]!;
}

function triangle(measures: number): number {
  return (measures * (measures + 1)) / 2;
}

function tetrahedron(measures: number): number {
  return (triangle(measures) * (measures + 2)) / 3;
}
