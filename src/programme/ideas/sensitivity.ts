import type { EffectPrior } from '../../stats/value/effect-prior.js';
import { type AnsweredIdea, byStanding, type Standing, standingOver } from './answered-idea.js';

/** How a prior may be off: true effects lie half as far apart, or twice; or half a deviation lower, or higher. */
export const PRIOR_SHIFTS = ['sd-halved', 'sd-doubled', 'mean-lower', 'mean-higher'] as const;

/** One of PRIOR_SHIFTS. */
export type PriorShift = (typeof PRIOR_SHIFTS)[number];

/** How far an idea's place hangs on its prior. */
export interface Sensitivity {
  /** Where it stands under each shift of its own prior. */
  standings: Record<PriorShift, Standing>;
  /** Its ranks where its own prior is off and all others are as said; the rank as said among them. */
  alone: { first: number; last: number };
  /** Its ranks where all priors are off alike. */
  together: { first: number; last: number };
  /** Ideas of different tiers keep their order whichever of these shifts holds of each, counted from 1. */
  tier: number;
}

/** A prior that is off so. */
export function shiftedPrior(prior: EffectPrior, shift: PriorShift, better: 1 | -1): EffectPrior {
  const { mean, scale } = prior;
  switch (shift) {
    case 'sd-halved':
      return { ...prior, scale: scale / 2 };
    case 'sd-doubled':
      return { ...prior, scale: 2 * scale };
    case 'mean-lower':
      return { ...prior, mean: mean - (better * scale) / 2 };
    case 'mean-higher':
      return { ...prior, mean: mean + (better * scale) / 2 };
  }
}

/** How far the places of ranked ideas hang on their priors. @param ranked the first one first. */
export function sensitivities(ranked: readonly AnsweredIdea[], weeklyUnits: number): Sensitivity[] {
  const standings = ranked.map((one) => standingsOf(one, weeklyUnits));
  const together = PRIOR_SHIFTS.map((shift) => ranksOf(standings.map((all) => all[shift])));
  const tiers = tiersOf(ranked, standings);
  return standings.map((own, i) => {
    const alone = PRIOR_SHIFTS.map((shift) => rankAmong(ranked, i, own[shift]));
    return {
      standings: own,
      alone: rangeOf([i + 1, ...alone]),
      together: rangeOf([i + 1, ...together.map((ranks) => ranks[i]!)]),
      tier: tiers[i]!,
    };
  });
}

function standingsOf(one: AnsweredIdea, weeklyUnits: number): Record<PriorShift, Standing> {
  const better = one.idea.lowerIsBetter ? -1 : 1;
  const under = (shift: PriorShift) =>
    standingOver(one, shiftedPrior(one.prior, shift, better), weeklyUnits);
  return {
    'sd-halved': under('sd-halved'),
    'sd-doubled': under('sd-doubled'),
    'mean-lower': under('mean-lower'),
    'mean-higher': under('mean-higher'),
  };
}

function ranksOf(standings: readonly Standing[]): number[] {
  const order = standings
    .map((_, i) => i)
    .sort((a, b) => byStanding(standings[a]!, standings[b]!) || a - b);
  const ranks = standings.map(() => 0);
  order.forEach((i, rank) => {
    ranks[i] = rank + 1;
  });
  return ranks;
}

/** Where one of the ranked would come with another standing, all others keeping theirs. */
function rankAmong(ranked: readonly Standing[], own: number, standing: Standing): number {
  let [from, to] = [0, ranked.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (byStanding(ranked[middle]!, standing) < 0) from = middle + 1;
    else to = middle;
  }
  return from - (own < from ? 1 : 0) + 1;
}

function rangeOf(ranks: readonly number[]): { first: number; last: number } {
  return { first: Math.min(...ranks), last: Math.max(...ranks) };
}

/** A tier ends where all so far stay before all that follow, wherever each of them stands. */
function tiersOf(
  ranked: readonly Standing[],
  standings: readonly Record<PriorShift, Standing>[],
): number[] {
  const all = ranked.map((one, i) => [one, ...Object.values(standings[i]!)].sort(byStanding));
  const lowest = all.map((own) => own.at(-1)!);
  const highestAfter = all.map((own) => own[0]!);
  for (let i = highestAfter.length - 2; i >= 0; i -= 1) {
    const next = highestAfter[i + 1]!;
    if (byStanding(next, highestAfter[i]!) < 0) highestAfter[i] = next;
  }
  let [tier, low] = [1, lowest[0]];
  return ranked.map((_, i) => {
    if (i > 0 && byStanding(low!, highestAfter[i]!) < 0) tier += 1;
    if (i === 0 || byStanding(lowest[i]!, low!) > 0) low = lowest[i];
    return tier;
  });
}
