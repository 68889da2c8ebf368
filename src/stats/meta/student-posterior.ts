import { HALF_LOG_TWO_PI } from '../distributions/gamma.js';
import { requireDomain } from '../numeric/domain.js';
import type { TrapezoidNode } from '../numeric/trapezoid.js';
import { alongAxes, type EffectsPosterior, normalPosterior } from './effects-posterior.js';
import { knownFit, type SpreadMisfit } from './heterogeneity.js';
import type { Direction, KnownEffects } from './known-effects.js';
import { mixtureMoments, type NormalPart } from './normal-mixture.js';
import { type PlaneNode, type PlaneRange, planeNodes } from './plane-nodes.js';
import { logSpreadPrior, spreadPriorScale } from './spread-prior.js';
import { groupParts, likelihoodAt, precisionDraws } from './student-draws.js';

/** A t of this shape has heavy tails and a variance: some experiments are of another order than most. */
export const STUDENT_DF = 3;

/** A part of a mixture below this share of it changes no figure that is shown. */
const NEGLIGIBLE = 1e-10;

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
 * Error: 1e-4 of the spread, against sums over each effect in R.
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
  // The mean as far from that of a normal spread, by its error there: else a wide spread would ask for a coarse grid.
  const placeAt = (logTau: number) => {
    const { coefficients, covariance } = knownFit(effects, Math.exp(2 * logTau));
    return { centre: coefficients[0]!, unit: Math.sqrt(covariance[0]![0]!) };
  };
  const density = (logTau: number) => {
    const { centre, unit } = placeAt(logTau);
    const prior = logSpreadPrior(logTau, scale) + Math.log(unit);
    const likelihood = likelihoodAt(effects, draws, logTau);
    return (z: number) => prior + likelihood(centre + z * unit);
  };
  const { nodes, logTotal } = planeNodes(density, startOf(normal));
  const kept = nodes
    .filter(({ weight }) => weight > NEGLIGIBLE)
    .map(({ x, y, weight }) => {
      const { centre, unit } = placeAt(x);
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
    sumOf: (weights) => sumOver(effects, draws, kept, alongAxes(effects, weights)),
    joint: meansBySpread(kept),
    df,
    logEvidence: logTotal - effects.values.length * HALF_LOG_TWO_PI,
  };
}

/** The mean is no further from where a normal spread has it, by its error there; an outlier may pull it far. */
const FARTHEST = 40;

/** Where spread and mean are looked for: within what the normal description leaves possible. */
function startOf({ joint }: EffectsPosterior): PlaneRange {
  const logs = joint.map(({ tau }) => Math.log(tau));
  // A t of the same variance has a smaller scale, and a far tail a larger one.
  return { x: [Math.min(...logs) - 2, Math.max(...logs) + 2], y: [-FARTHEST, FARTHEST] };
}

/** A weighted sum of true effects: the parts of a single group, or by node the mean and variance of several. */
function sumOver(
  effects: KnownEffects,
  draws: readonly TrapezoidNode[],
  nodes: readonly PlaneNode[],
  along: Direction,
): NormalPart[] {
  const touched = effects.groups
    .map((group) => ({
      ...group,
      along: along.filter(({ axis }) => axis >= group.from && axis < group.to),
    }))
    .filter((group) => group.along.length > 0);
  return nodes.flatMap(({ x, y, weight }) => {
    const parts = touched.map((group) => groupParts(effects, draws, group, x, y));
    const [first, ...others] = parts;
    if (first === undefined) return [{ weight, mean: 0, variance: 0 }];
    if (others.length === 0) {
      return first
        .map((part) => ({ ...part, weight: part.weight * weight }))
        .filter((part) => part.weight > NEGLIGIBLE);
    }
    const sums = parts.map(mixtureMoments);
    const add = (key: 'mean' | 'variance') => sums.reduce((sum, part) => sum + part[key], 0);
    return [{ weight, mean: add('mean'), variance: add('variance') }];
  });
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
