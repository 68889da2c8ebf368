import { emptyMoments } from '../stats/moments.js';
import type { Random } from '../stats/random.js';
import { aliasDraws } from '../stats/random-choice.js';
import { binomialDraws } from '../stats/random-draws.js';
import { type Atom, byWeight, meanOf } from './atoms.js';
import type { Sample } from './cells.js';
import type { Batch, Population } from './population.js';

/**
 * Units drawn with replacement from those that were seen, each with all of its metrics, so that what
 * they have to do with each other is kept.
 *
 * @see Efron (1979), Annals of Statistics 7, 1–26 (the bootstrap).
 */
export function resampledPopulation(atoms: readonly Atom[]): Population {
  const sorted = byWeight(atoms);
  const tally = tallyOf(sorted);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  return {
    batchOf: (units) => {
      const often = sorted.filter(({ weight }) => (units * weight) / total >= OFTEN).length;
      return batch(sorted, often, units, tally);
    },
  };
}

/** From so many expected units on, their number is drawn rather than each of them: about as long takes both. */
const OFTEN = 50;

/**
 * Frequent units by their number, which is multinomial: one binomial after the other of what is left
 * (Davis 1993, Computational Statistics & Data Analysis 16, 205–217); the rest one by one.
 */
function batch(atoms: readonly Atom[], often: number, units: number, tally: () => Tally): Batch {
  const remaining = atoms.map(() => 0);
  for (let i = atoms.length - 1, sum = 0; i >= 0; i -= 1) remaining[i] = sum += atoms[i]!.weight;
  const rare = atoms.slice(often);
  const choose = rare.length === 0 ? null : aliasDraws(rare.map(({ weight }) => weight));
  return (random: Random) => {
    const { add, samples } = tally();
    let left = units;
    for (let i = 0; i < often && left > 0; i += 1) {
      const share = Math.min(1, atoms[i]!.weight / remaining[i]!);
      const count = i === atoms.length - 1 ? left : binomialDraws(left, share)(random);
      if (count > 0) add(i, count);
      left -= count;
    }
    for (; left > 0 && choose !== null; left -= 1) add(often + choose(random), 1);
    return samples();
  };
}

interface Tally {
  /** Adds so many units like an atom. */
  add: (atom: number, count: number) => void;
  samples: () => Sample[];
}

/** One metric's values of all atoms, less their mean. */
interface Column {
  measures: number;
  missing: boolean[];
  values: Float64Array;
  centre: number[];
  binary: boolean;
}

/**
 * Adds up units as n, sums and sums of products of what they are above the mean of all: next to it
 * nothing cancels (Chan, Golub & LeVeque 1983, The American Statistician 37, 242–247).
 */
function tallyOf(atoms: readonly Atom[]): () => Tally {
  const columns = (atoms[0]?.values ?? []).map((_, metric) => columnOf(atoms, metric));
  return () => {
    const sums = columns.map(({ measures }) => new Float64Array(2 + measures + triangle(measures)));
    return {
      add: (atom, count) => {
        for (let i = 0; i < columns.length; i += 1) addTo(sums[i]!, columns[i]!, atom, count);
      },
      samples: () => columns.map((column, i) => sampleOf(sums[i]!, column)),
    };
  };
}

function columnOf(atoms: readonly Atom[], metric: number): Column {
  const measures = atoms[0]!.values[metric]!.length;
  const missing = atoms.map(({ values }) => values[metric]!.includes(null));
  const present = atoms.filter((_, i) => !missing[i]);
  const binary = present.every(
    ({ values }) => values[metric]![0] === 0 || values[metric]![0] === 1,
  );
  // Successes are counted, so they are left whole.
  const centre = Array.from({ length: measures }, (_, at) =>
    at === 0 && binary ? 0 : meanOf(atoms, metric, at),
  );
  const values = Float64Array.from(
    atoms.flatMap((atom) => atom.values[metric]!.map((value, at) => (value ?? 0) - centre[at]!)),
  );
  return { measures, missing, values, centre, binary };
}

/** Layout of the sums: units, units without a value, sums, sums of products row by row. */
function addTo(sums: Float64Array, column: Column, atom: number, count: number): void {
  const { measures, missing, values } = column;
  if (missing[atom]) {
    sums[1]! += count;
    return;
  }
  sums[0]! += count;
  let product = 2 + measures;
  for (let i = 0; i < measures; i += 1) {
    const weighted = count * values[atom * measures + i]!;
    sums[2 + i]! += weighted;
    for (let j = 0; j <= i; j += 1) sums[product++]! += weighted * values[atom * measures + j]!;
  }
}

function sampleOf(sums: Float64Array, { measures, centre, binary }: Column): Sample {
  const moments = emptyMoments(measures);
  const n = sums[0]!;
  moments.n = n;
  if (n > 0) {
    let product = 2 + measures;
    for (let i = 0, at = 0; i < measures; i += 1) {
      moments.mean[i] = centre[i]! + sums[2 + i]! / n;
      for (let j = 0; j <= i; j += 1) {
        moments.comoment[at++] = sums[product++]! - (sums[2 + i]! * sums[2 + j]!) / n;
      }
    }
  }
  return { moments, successes: binary ? sums[2]! : null, missing: sums[1]! };
}

function triangle(measures: number): number {
  return (measures * (measures + 1)) / 2;
}
