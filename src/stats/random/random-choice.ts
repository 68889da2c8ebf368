import { requireDomain, requirePositive } from '../numeric/domain.js';
import type { Random } from './random.js';

/**
 * Which of several things happens, each with its weight: a function that draws its index.
 *
 * @param weights positive, one or more, in any unit.
 * @throws {RangeError} outside these.
 * @see Walker (1977), ACM TOMS 3, 253–256 (aliases); Vose (1991), IEEE Transactions on Software
 * Engineering 17, 972–975 (how to make them).
 */
export function aliasDraws(weights: readonly number[]): (random: Random) => number {
  const n = weights.length;
  requireDomain(n >= 1 && n < 2 ** 32, 'the number of weights', '1 to 2³² − 1', n);
  for (const weight of weights) requirePositive(weight, 'weight');
  const { own, alias } = aliases(weights);
  return (random) => {
    const place = random.uniform() * n;
    const column = Math.floor(place);
    return place - column < own[column]! ? column : alias[column]!;
  };
}

/** The share of each column that is its own, and whose the rest is. */
function aliases(weights: readonly number[]): { own: Float64Array; alias: Uint32Array } {
  const n = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const own = Float64Array.from(weights, (weight) => (weight * n) / total);
  const alias = Uint32Array.from(weights, (_, i) => i);
  const small = weights.flatMap((_, i) => (own[i]! < 1 ? [i] : []));
  const large = weights.flatMap((_, i) => (own[i]! < 1 ? [] : [i]));
  while (small.length > 0 && large.length > 0) {
    const [less, more] = [small.pop()!, large.at(-1)!];
    alias[less] = more;
    own[more] = own[more]! + own[less]! - 1;
    if (own[more]! < 1) small.push(large.pop()!);
  }
  // What rounding leaves over is all but 1.
  for (const rest of [...small, ...large]) own[rest] = 1;
  return { own, alias };
}
