import { drawHypergeometric } from '../../stats/random/hypergeometric-draw.js';
import type { Random } from '../../stats/random/random.js';
import { drawNormal } from '../../stats/random/random-draws.js';
import type { ArmOfCell, TargetCell } from './cells.js';

/** Two halves of all units, of which neither knows the other. */
export interface Halves {
  learned: TargetCell[];
  valued: TargetCell[];
}

/**
 * A random split of all units into halves, cell by cell, drawn from what the cells hold: no unit need be read again, and
 * counts and summaries can be split as rows are.
 *
 * Of 0s and 1s the successes of a random half are hypergeometric given all of them, so that this is a split of the units
 * itself. Of other values the means of two halves are drawn as normal around the cell's: with its own variance they are
 * uncorrelated, and as independent as means are normal.
 *
 * @see Neufeld, Dharamshi, Gao & Witten (2024), Data thinning for convolution-closed distributions, JMLR 25(57);
 * Rasines & Young (2023), Splitting strategies for post-selection inference, Biometrika 110(3), 597–614.
 */
export function drawHalves(random: Random, cells: readonly TargetCell[], worth: number): Halves {
  const split = cells.map(({ arms }) => arms.map((arm) => halvesOf(random, arm, worth)));
  const half = (which: 0 | 1) =>
    cells.map((cell, g) => ({ ...cell, arms: split[g]!.map((pair) => pair[which]) }));
  return { learned: half(0), valued: half(1) };
}

function halvesOf(random: Random, arm: ArmOfCell, worth: number): [ArmOfCell, ArmOfCell] {
  const { n, successes } = arm;
  if (successes === null) {
    const away = Math.sqrt(arm.variance / n) * drawNormal(random);
    return [
      { ...arm, n: n / 2, mean: arm.mean + away },
      { ...arm, n: n / 2, mean: arm.mean - away },
    ];
  }
  const first = Math.floor((n + (random.uniform() < 0.5 ? 1 : 0)) / 2);
  const drawn = drawHypergeometric(random, {
    marked: successes,
    unmarked: n - successes,
    drawn: first,
  });
  // What a unit costs is the same in both.
  const cost = worth * (successes / n) - arm.mean;
  const own = (count: number, units: number) => ({
    ...arm,
    n: units,
    successes: count,
    mean: (worth * count) / units - cost,
  });
  return [own(drawn, first), own(successes - drawn, n - first)];
}
