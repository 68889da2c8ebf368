import { HALF_LOG_TWO_PI } from '../distributions/gamma.js';
import { requireDomain } from '../numeric/domain.js';
import { type EffectsPosterior, NEXT_TO_NOTHING, normalPosterior } from './effects-posterior.js';
import type { SpreadMisfit } from './heterogeneity.js';
import type { KnownEffects } from './known-effects.js';
import { mixtureMoments, type NormalPart } from './normal-mixture.js';
import { type PlaneNode, type PlaneRange, planeNodes } from './plane-nodes.js';
import { logSpreadPrior, spreadPriorScale } from './spread-prior.js';
import { likelihoodAt, precisionDraws } from './student-draws.js';
import { likelyMean } from './student-mean.js';
import { NEGLIGIBLE, sumsOver } from './student-sums.js';

/** A t of this shape has heavy tails and a variance: some experiments are of another order than most. */
export const STUDENT_DF = 3;

/**
 * What is known of effects whose true values are spread as a t around a mean: most are small, and a few are not. A
 * large effect is then shrunk less, and one near the others more. Priors are normalPosterior's.
 *
 * A t is a normal distribution whose variance is drawn (its own for each group, whose effects share the draw); that,
 * mean and spread are integrated by the trapezoid rule. A sum over several groups is taken as normal given mean and
 * spread, a single one exactly.
 *
 * @param effects without moderators. @param df degrees of freedom, above 2.
 * @throws {RangeError} outside these.
 * @see Azevedo, Deng, Montiel Olea, Rao & Weyl (2020), J. Political Economy 128, 4614–4672, on such tails of true
 * effects of tests; Andrews & Mallows (1974), J. Royal Statistical Society B 36, 99–102, for the mixture.
 * Error: 1e-4 of the spread, against sums over each effect in R and numpy; 1e-2 of two effects alone, whose mean has
 * two summits.
 * @example
 * // Eight lifts of which one is of another order: a normal spread shrinks it more than one with heavy tails.
 * const lifts = [0.01, -0.012, 0.016, 0.08, 0, -0.009, 0.021, 0.006];
 * const effects = knownEffects(
 *   independentEffects(lifts.map((estimate) => ({ estimate, variance: 0.0001 }))),
 * );
 * if ('why' in effects) throw new Error(effects.why);
 * const own = lifts.map((lift) => (lift === 0.08 ? 1 : 0));
 * const [normal, student] = [normalPosterior(effects), studentPosterior(effects)];
 * if (typeof normal === 'string' || typeof student === 'string') throw new Error('no posterior');
 * mixtureQuantile(normal.sumOf(own), 0.5); // => 0.0709
 * mixtureQuantile(student.sumOf(own), 0.5); // => 0.0748
 */
export function studentPosterior(
  effects: KnownEffects,
  df = STUDENT_DF,
): EffectsPosterior | SpreadMisfit {
  requireDomain(df > 2 && Number.isFinite(df), 'df', 'above 2 and finite', df);
  const columns = effects.design[0]?.length ?? 1;
  requireDomain(columns === 1, 'effects', 'without moderators', columns - 1);
  const normal = normalPosterior(effects);
  if (typeof normal === 'string') return normal;
  const draws = precisionDraws(df);
  const scale = spreadPriorScale(effects);
  // The mean by how far it is from the likely one at a spread: else a wide spread would ask for a coarse grid.
  const density = (logTau: number) => {
    const { centre, unit } = likelyMean(effects, draws, logTau);
    const prior = logSpreadPrior(logTau, scale) + Math.log(unit);
    const likelihood = likelihoodAt(effects, draws, logTau);
    return (z: number) => prior + likelihood(centre + z * unit);
  };
  const { nodes, logTotal } = planeNodes(density, startOf(normal, scale));
  const kept = nodes
    .filter(({ weight }) => weight > NEGLIGIBLE)
    .map(({ x, y, weight }) => {
      const { centre, unit } = likelyMean(effects, draws, x);
      return { x, y: centre + y * unit, weight };
    });
  const another = kept.flatMap(({ x, y, weight }) =>
    draws.map((draw) => ({
      weight: weight * draw.weight,
      mean: y,
      variance: Math.exp(2 * x) / draw.at,
    })),
  );
  return {
    mean: kept.map(({ y, weight }) => ({ weight, mean: y, variance: 0 })),
    another: another.filter(({ weight }) => weight > NEGLIGIBLE),
    sumOf: sumsOver(effects, draws, kept),
    joint: meansBySpread(kept),
    df,
    logEvidence: logTotal - effects.values.length * HALF_LOG_TWO_PI,
  };
}

/** The mean is no further from the likely one, by its error there. */
const FARTHEST = 40;

/**
 * Where spread and mean are looked for. A far tail may have a larger scale than a normal spread, and where an effect
 * is of another order the scale of all others, however small: that range is the prior's.
 */
function startOf({ joint }: EffectsPosterior, scale: number): PlaneRange {
  const widest = joint.reduce((most, { tau }) => Math.max(most, tau), 0);
  return {
    x: [Math.log(scale) + NEXT_TO_NOTHING, Math.log(widest) + 2],
    y: [-FARTHEST, FARTHEST],
  };
}

/** By spread, what is known of the mean: its moments, which at one spread are nearly all of it. */
function meansBySpread(nodes: readonly PlaneNode[]): EffectsPosterior['joint'] {
  const bySpread = new Map<number, NormalPart[]>();
  for (const { x, y, weight } of nodes) {
    const parts = bySpread.get(x) ?? [];
    parts.push({ weight, mean: y, variance: 0 });
    bySpread.set(x, parts);
  }
  return [...bySpread].map(([x, parts]) => {
    const weight = parts.reduce((sum, part) => sum + part.weight, 0);
    const shares = parts.map((part) => ({ ...part, weight: part.weight / weight }));
    return { tau: Math.exp(x), weight, ...mixtureMoments(shares) };
  });
}
