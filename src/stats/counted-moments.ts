import { type Limits, unitsOf, type ValueCounts } from './counted-values.js';
import { emptyMoments, type Moments } from './moments.js';

/**
 * The moments of counted values, each brought between limits. Deviations are taken from the mean found first, so that nothing cancels, and
 * summed up by so many at once that rounding grows with the root of how many there are.
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
    comoment: [squares - sum * shift],
    third: [cubes - 3 * shift * squares + 2 * sum * shift * shift],
  };
}

const NO_LIMITS: Limits = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** Values whose squares and cubes are summed up before they are added to the sum of all. */
const AT_ONCE = 512;

/**
 * Σ(x − about), Σ(x − about)² and Σ(x − about)³ over all units; of the first, in which signs cancel, with what
 * additions and products round away (Neumaier 1974, ZAMM 54, 39–51; Dekker 1971, Numerische Mathematik 18, 224–242).
 */
function powerSums(
  { values, counts }: ValueCounts,
  about: number,
  [least, most]: Limits,
): [number, number, number] {
  let [sum, lost, squares, cubes] = [0, 0, 0, 0];
  for (let from = 0; from < values.length; from += AT_ONCE) {
    let [someSquares, someCubes] = [0, 0];
    for (let i = from; i < Math.min(from + AT_ONCE, values.length); i += 1) {
      const apart = Math.min(most, Math.max(least, values[i]!)) - about;
      const weighted = counts[i]! * apart;
      const next = sum + weighted;
      lost += Math.abs(sum) >= Math.abs(weighted) ? sum - next + weighted : weighted - next + sum;
      lost += productError(counts[i]!, apart, weighted);
      sum = next;
      someSquares += weighted * apart;
      someCubes += weighted * apart * apart;
    }
    squares += someSquares;
    cubes += someCubes;
  }
  return [sum + lost, squares, cubes];
}

/** By how much the product of a count and a number is above the rounded one. */
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
