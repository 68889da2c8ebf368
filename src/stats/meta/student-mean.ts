import type { TrapezoidNode } from '../numeric/trapezoid.js';
import type { KnownEffects } from './known-effects.js';
import { drawShares, likelihoodAt } from './student-draws.js';

/** Steps towards the likely mean: each makes it likelier, and it need only be as near as a few of its errors. */
const STEPS = 3;

/**
 * About where the mean lies at a spread of true effects as a t, and its error there: what is of another order neither
 * pulls it nor counts as knowledge of it, as it would with a normal spread.
 *
 * From the likelier of two medians, one by what each effect knows, by steps of the EM algorithm.
 *
 * @see Lange, Little & Taylor (1989), J. American Statistical Association 84, 881–896, section 3.
 */
export function likelyMean(
  effects: KnownEffects,
  draws: readonly TrapezoidNode[],
  logTau: number,
): { centre: number; unit: number } {
  const likelihood = likelihoodAt(effects, draws, logTau);
  const tauSquared = Math.exp(2 * logTau);
  const known = effects.variances.map((variance) => 1 / (variance + tauSquared));
  const [first, second] = [known, known.map(() => 1)].map((own) => medianOf(effects, own)) as [
    number,
    number,
  ];
  let centre = likelihood(second) > likelihood(first) ? second : first;
  let information = 0;
  for (let step = 0; step < STEPS; step += 1) {
    let moment = 0;
    information = 0;
    for (const [axis, weight] of knowledgeAt(effects, draws, logTau, centre).entries()) {
      const along = effects.design[axis]![0]!;
      moment += weight * along * effects.values[axis]!;
      information += weight * along * along;
    }
    centre = moment / information;
  }
  return { centre, unit: 1 / Math.sqrt(information) };
}

/** The weighted median of what each axis says of the mean. */
function medianOf({ values, design }: KnownEffects, weights: readonly number[]): number {
  const told = values
    .map((value, axis) => {
      const along = design[axis]![0]!;
      return { mean: value / along, weight: weights[axis]! * along * along };
    })
    .filter(({ mean }) => Number.isFinite(mean))
    .sort((a, b) => a.mean - b.mean);
  let left = 0.5 * told.reduce((sum, { weight }) => sum + weight, 0);
  for (const { mean, weight } of told) {
    left -= weight;
    if (left <= 0) return mean;
  }
  return told.at(-1)!.mean;
}

/** By axis, what it is expected to know of the mean: 1 ⁄ its variance, on average over the draws. */
function knowledgeAt(
  effects: KnownEffects,
  draws: readonly TrapezoidNode[],
  logTau: number,
  mean: number,
): number[] {
  return effects.groups.flatMap((group) => {
    const shares = drawShares(effects, draws, group, logTau, mean);
    return effects.variances
      .slice(group.from, group.to)
      .map((variance) =>
        shares.reduce((sum, { share, tauSquared }) => sum + share / (variance + tauSquared), 0),
      );
  });
}
