import { logGamma } from '../distributions/gamma.js';
import type { TrapezoidNode } from '../numeric/trapezoid.js';
import type { Direction, KnownEffects } from './known-effects.js';
import type { NormalPart } from './normal-mixture.js';

/** Steps in ln λ where df is 3 or less, where the density is widest; from there on its width falls as 1 ⁄ √df. */
const STEP = 0.4;
/** What lies beyond either end, where the density falls as λ^(df/2) below and as exp(−λ df/2) above, and as a normal one near 1. */
const LOWEST = Math.log(1e-12);
const HIGHEST = 30;

/** The precisions λ of a t: gamma with shape and rate df/2, as points with their shares. */
export function precisionDraws(df: number): TrapezoidNode[] {
  const half = df / 2;
  const [below, above] = [-LOWEST / half, HIGHEST / half];
  const from = -Math.max(below, below / 3 + Math.sqrt(2 * below));
  const to = Math.log1p(above + Math.sqrt(2 * above));
  const step = STEP * Math.min(1, Math.sqrt(1.5 / half));
  const constant = half * Math.log(half) - logGamma(half) + Math.log(step);
  return Array.from({ length: Math.ceil((to - from) / step) + 1 }, (_, i) => {
    const log = from + i * step;
    const at = Math.exp(log);
    return { at, weight: Math.exp(constant + half * (log - at)) };
  });
}

/** ln of the likelihood at a spread, as a function of the mean; the constant of normal densities left out. */
export function likelihoodAt(
  effects: KnownEffects,
  draws: readonly TrapezoidNode[],
  logTau: number,
) {
  const terms = termsAt(effects, draws, logTau);
  return (mean: number) =>
    effects.groups.reduce((sum, group, g) => {
      const logs = logsOf(effects, group, terms[g]!, mean);
      const top = Math.max(...logs);
      let total = 0;
      for (const log of logs) total += Math.exp(log - top);
      return sum + top + Math.log(total);
    }, 0);
}

/** By group and draw, ln of the share of the draw less the logarithms of the variances, and those variances. */
interface DrawTerm {
  constant: number;
  tauSquared: number;
}

function termsAt(
  { variances, groups }: KnownEffects,
  draws: readonly TrapezoidNode[],
  logTau: number,
): DrawTerm[][] {
  return groups.map(({ from, to }) =>
    draws.map(({ at, weight }) => {
      const tauSquared = Math.exp(2 * logTau) / at;
      let constant = Math.log(weight);
      for (let axis = from; axis < to; axis += 1) {
        constant -= 0.5 * Math.log(variances[axis]! + tauSquared);
      }
      return { constant, tauSquared };
    }),
  );
}

function logsOf(
  { values, variances, design }: KnownEffects,
  { from, to }: { from: number; to: number },
  terms: readonly DrawTerm[],
  mean: number,
): number[] {
  return terms.map(({ constant, tauSquared }) => {
    let sum = constant;
    for (let axis = from; axis < to; axis += 1) {
      const rest = values[axis]! - design[axis]![0]! * mean;
      sum -= (0.5 * rest * rest) / (variances[axis]! + tauSquared);
    }
    return sum;
  });
}

/** By draw, how likely it is the group's, given mean and spread; the shares add up to 1. */
export function drawShares(
  effects: KnownEffects,
  draws: readonly TrapezoidNode[],
  group: { from: number; to: number },
  logTau: number,
  mean: number,
): { share: number; tauSquared: number }[] {
  const [terms] = termsAt({ ...effects, groups: [group] }, draws, logTau);
  const logs = logsOf(effects, group, terms!, mean);
  const top = Math.max(...logs);
  const shares = logs.map((log) => Math.exp(log - top));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return terms!.map(({ tauSquared }, i) => ({ share: shares[i]! / total, tauSquared }));
}

/** What one group adds to a sum, given mean and spread: a part for each draw of its variance. */
export function groupParts(
  effects: KnownEffects,
  draws: readonly TrapezoidNode[],
  group: { from: number; to: number; along: Direction },
  logTau: number,
  mean: number,
): NormalPart[] {
  return drawShares(effects, draws, group, logTau, mean).map(({ share: weight, tauSquared }) => {
    let [sum, variance] = [0, 0];
    for (const { axis, weight } of group.along) {
      const fitted = effects.design[axis]![0]! * mean;
      const share = tauSquared / (tauSquared + effects.variances[axis]!);
      sum += weight * (fitted + share * (effects.values[axis]! - fitted));
      variance += weight * weight * share * effects.variances[axis]!;
    }
    return { weight, mean: sum, variance };
  });
}
