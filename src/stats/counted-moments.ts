import { unitsOf, type ValueCounts } from './counted-values.js';
import { emptyMoments, type Moments } from './moments.js';

/**
 * The moments of counted values. Deviations are taken from the mean found first, so that nothing cancels, and
 * summed up by so many at once that rounding grows with the root of how many there are.
 *
 * @see Chan, Golub & LeVeque (1983), The American Statistician 37, 242–247, on the corrected two-pass algorithm.
 */
export function countedMoments(of: ValueCounts): Moments {
  const n = unitsOf(of);
  if (n === 0) return emptyMoments();
  // From one of the values, so that those that are all alike have just that mean.
  const [first] = of.values;
  const about = first! + powerSums(of, first!)[0] / n;
  const [sum, squares, cubes] = powerSums(of, about);
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

/** Values that are summed up before they are added to the sum of all. */
const AT_ONCE = 512;

/** Σ(x − about), Σ(x − about)² and Σ(x − about)³ over all units. */
function powerSums({ values, counts }: ValueCounts, about: number): [number, number, number] {
  const all: [number, number, number] = [0, 0, 0];
  for (let from = 0; from < values.length; from += AT_ONCE) {
    let [sum, squares, cubes] = [0, 0, 0];
    for (let i = from; i < Math.min(from + AT_ONCE, values.length); i += 1) {
      const apart = values[i]! - about;
      const weighted = counts[i]! * apart;
      sum += weighted;
      squares += weighted * apart;
      cubes += weighted * apart * apart;
    }
    all[0] += sum;
    all[1] += squares;
    all[2] += cubes;
  }
  return all;
}
