import { changeOf } from '../experiment/effect-belief.js';
import { priorDensity } from '../stats/value/effect-prior.js';
import type { LearnedReport } from './comparison-report.js';

/** How likely each effect is, relative to the likeliest: before the data, by the data alone, and by both. */
export interface LearnedDensities {
  before: Points;
  measured: Points;
  after: Points;
}

type Points = (readonly [effect: number, density: number])[];

/** Beyond so many scales, or standard errors, there is nothing to be seen. */
const REACH = 4;
const POINTS = 160;

/** The three as curves over the effect: treatment ÷ control − 1, or of an absolute prior treatment − control. */
export function learnedDensities({ prior, measured }: LearnedReport): LearnedDensities {
  const { mean, scale } = prior;
  const { estimate, standardError } = measured;
  const from = Math.min(mean - REACH * scale, estimate - REACH * standardError);
  const to = Math.max(mean + REACH * scale, estimate + REACH * standardError);
  const effects = Array.from({ length: POINTS + 1 }, (_, i) => from + ((to - from) * i) / POINTS);
  const before = priorDensity({ mean, scale, df: prior.df ?? Number.POSITIVE_INFINITY });
  const likelihood = (effect: number) =>
    Math.exp(-0.5 * ((effect - estimate) / standardError) ** 2);
  const drawn = (density: (effect: number) => number): Points => {
    const values = effects.map(density);
    const most = Math.max(...values);
    return effects
      .map((effect, i) => [changeOf(prior, effect), values[i]! / most] as const)
      .toSorted(([a], [b]) => a - b);
  };
  return {
    before: drawn(before),
    measured: drawn(likelihood),
    after: drawn((effect) => before(effect) * likelihood(effect)),
  };
}
