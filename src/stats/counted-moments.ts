import { emptyMoments, type Moments } from './moments.js';
import { type Limits, unitsOf, type ValueCounts } from './value-counts.js';

/**
 * The moments of counted values, each brought between limits. Deviations are taken from the mean found first, so that
 * nothing cancels.
 *
 * @see Chan, Golub & LeVeque (1983), The American Statistician 37, 242–247, on the corrected two-pass algorithm.
 */
export function countedMoments(of: ValueCounts, limits: Limits = NO_LIMITS): Moments {
  const n = unitsOf(of);
  if (n === 0) return emptyMoments();
  // From one of the values, so that those that are all alike have just that mean.
  const first = Math.min(limits[1], Math.max(limits[0], of.values[0]!));
  const about = first + powerSums(of, first, limits)[0] / n;
  const [sum, squares, cubes] = powerSums(of, about, limits);
  const shift = sum / n;
  const mean = about + shift;
  return {
    n,
    mean: [mean],
    residual: [about - mean + shift],
    comoment: [Number.isFinite(squares) ? squares - sum * shift : squares],
    third: [cubes - 3 * shift * squares + 2 * sum * shift * shift],
  };
}

const NO_LIMITS: Limits = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** Σ(x − about), Σ(x − about)² and Σ(x − about)³ over all units, each x brought between limits. */
function powerSums(
  { values, counts }: ValueCounts,
  about: number,
  [least, most]: Limits,
): [number, number, number] {
  const [sum, squares, cubes] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  for (let i = 0; i < values.length; i += 1) {
    const apart = Math.min(most, Math.max(least, values[i]!)) - about;
    const weighted = counts[i]! * apart;
    addTo(sum, weighted);
    // Of the first sum, in which signs cancel, what products round away counts too.
    sum[1]! += productError(counts[i]!, apart, weighted);
    addTo(squares, weighted * apart);
    addTo(cubes, weighted * apart * apart);
  }
  return [totalOf(sum), totalOf(squares), totalOf(cubes)];
}

/** Adds to a sum, whose second number is what its additions have rounded away (Neumaier 1974, ZAMM 54, 39–51). */
function addTo(sum: Float64Array, x: number): void {
  const before = sum[0]!;
  const after = before + x;
  sum[1]! += Math.abs(before) >= Math.abs(x) ? before - after + x : x - after + before;
  sum[0] = after;
}

/** What a sum comes to; of one that has left the doubles nothing is known but that. */
function totalOf([sum, lost]: Float64Array): number {
  return Number.isFinite(sum!) ? sum! + lost! : sum!;
}

/** By how much the product of a count and a number is above the rounded one (Dekker 1971, Numer. Math. 18, 224–242). */
function productError(count: number, x: number, product: number): number {
  if (count === 1) return 0;
  const scaled = SPLIT * x;
  const high = scaled - (scaled - x);
  const low = x - high;
  const [more, less] = [count - (count % 65_536), count % 65_536];
  const error = high * more - product + high * less + low * more + low * less;
  // Numbers from 1e300 on are too large to be split, and need no last digit.
  return Number.isFinite(error) ? error : 0;
}

/** 2^27 + 1: of a number less what it is above this multiple's rounding, half of the digits are left (Veltkamp 1968). */
const SPLIT = 134_217_729;
