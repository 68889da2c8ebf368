import { sum } from 'simple-statistics';
import type { Random } from '../../stats/random/random.js';
import { aliasDraws } from '../../stats/random/random-choice.js';
import { binomialDraws } from '../../stats/random/random-draws.js';
import { type Atom, byWeight } from './atoms.js';
import { FIGURES, type Population } from './population.js';
import { weightedMoments } from './weighted-moments.js';

/**
 * Units drawn with replacement from those that were seen, each with all of its metrics, so that what
 * they have to do with each other is kept.
 *
 * @see Efron (1979), Annals of Statistics 7, 1–26 (the bootstrap).
 */
export function resampledPopulation(atoms: readonly Atom[]): Population {
  const sorted = byWeight(atoms);
  const weights = sorted.map(({ weight }) => weight);
  const metrics = sorted[0]?.values.length ?? 0;
  const total = sum(weights);
  const choosers = new Map<number, Chooser>();
  const chooserFor = (units: number): Chooser => {
    const often = weights.filter((weight) => (units * weight) / total >= OFTEN).length;
    const chooser = choosers.get(often) ?? chooserOf(weights, often);
    choosers.set(often, chooser);
    return chooser;
  };
  return {
    growing: (units) => {
      const byLook = units.map(chooserFor);
      const figures = new Float64Array(FIGURES * metrics);
      const { clear, add, fill, sample } = weightedMoments(sorted);
      return {
        figures,
        clear: () => {
          clear();
          figures.fill(0);
        },
        grow: (look, random) => {
          byLook[look]!(units[look]!, random, add);
          fill(figures);
        },
        sample,
      };
    },
  };
}

/** From so many expected units on, their number is drawn rather than each of them: about as long takes both. */
const OFTEN = 50;

/** Draws so many units, and adds them by the number of their atom. */
type Chooser = (units: number, random: Random, add: (atom: number, count: number) => void) => void;

/**
 * The first atoms, which are frequent, by their numbers, which are multinomial: one binomial after the other
 * of what is left (Davis 1993, Computational Statistics & Data Analysis 16, 205–217); the rest one by one.
 */
function chooserOf(weights: readonly number[], often: number): Chooser {
  const rare = weights.slice(often);
  const restWeight = sum(rare);
  // What this atom and all after it weigh.
  const atLeast = new Float64Array(often + 1).fill(restWeight);
  for (let i = often - 1; i >= 0; i -= 1) atLeast[i] = atLeast[i + 1]! + weights[i]!;
  const choose = rare.length === 0 ? null : aliasDraws(rare);
  return (units, random, add) => {
    let left = units;
    for (let i = 0; i < often && left > 0; i += 1) {
      // Of the last atom there is, that is all that are left.
      const count = binomialDraws(left, weights[i]! / atLeast[i]!)(random);
      if (count > 0) add(i, count);
      left -= count;
    }
    if (choose === null) return;
    for (; left > 0; left -= 1) add(often + choose(random), 1);
  };
}
