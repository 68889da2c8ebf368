import type { Idea, Rice } from '../../experiment/idea.js';
import type { EffectPrior } from '../../stats/value/effect-prior.js';
import { type AnsweredIdea, answeredIdea, byStanding } from './answered-idea.js';
import { type Sensitivity, sensitivities } from './sensitivity.js';

/** What RICE says of an idea, which has no say in its place. */
export interface RiceScore {
  score: number;
  /** Among the ideas that have a score; like scores share the better rank. */
  rank: number;
}

/** An idea in its place. */
export interface RankedIdea extends AnsweredIdea, Sensitivity {
  rank: number;
  rice: RiceScore | null;
}

/** Ideas by what testing them is worth, the first one first. @param priors one for each idea, of its relative effect. */
export function rankedIdeas(
  ideas: readonly Idea[],
  priors: readonly EffectPrior[],
  weeklyUnits: number,
): RankedIdea[] {
  const answered = ideas.map((idea, i) => answeredIdea(idea, priors[i]!, weeklyUnits));
  const ranked = answered.toSorted(byStanding);
  const hanging = sensitivities(ranked, weeklyUnits);
  const scores = riceScores(ranked.map(({ idea }) => idea.rice));
  return ranked.map((one, i) => ({ ...one, ...hanging[i]!, rank: i + 1, rice: scores[i]! }));
}

/**
 * RICE scores, reach × impact × confidence ÷ effort, with their ranks.
 *
 * @see McBride (2018), RICE: simple prioritization for product managers (Intercom).
 */
export function riceScores(all: readonly (Rice | null)[]): (RiceScore | null)[] {
  const scores = all.map((rice) =>
    rice === null ? null : (rice.reach * rice.impact * rice.confidence) / rice.effort,
  );
  const falling = scores.filter((score) => score !== null).sort((a, b) => b - a);
  const ranks = new Map<number, number>();
  falling.forEach((score, i) => {
    if (!ranks.has(score)) ranks.set(score, i + 1);
  });
  return scores.map((score) => (score === null ? null : { score, rank: ranks.get(score)! }));
}
