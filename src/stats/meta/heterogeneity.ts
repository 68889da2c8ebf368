import { chiSquareQuantile } from '../distributions/chi-square.js';
import { requireConfidence } from '../numeric/domain.js';
import { bracketedRoot, decreasingRoot } from '../numeric/roots.js';
import { type Fit, fitAt } from './fit.js';
import type { KnownEffects } from './known-effects.js';

/** How the spread τ² of true effects is estimated; `fixed` takes it as 0. */
export const TAU_METHODS = ['reml', 'ml', 'paule-mandel', 'fixed'] as const;

/** By restricted or plain likelihood, by moments (Paule & Mandel 1982), or as 0. */
export type TauMethod = (typeof TAU_METHODS)[number];

/** Why τ² cannot be estimated, or the moderators not be told apart. */
export type SpreadMisfit = 'TOO_FEW_EFFECTS' | 'COLLINEAR';

/** Steps of the search in ln τ²: a likelihood changes over factors of about 2 of τ² + v. */
const STEP = 0.1;

/** Below this share of the least variance, τ² changes no weight visibly. */
const NEXT_TO_NOTHING = 1e-3;

/**
 * The variance τ² of true effects around what the moderators say, 0 or more.
 *
 * The likelihoods may have several summits: slopes are looked at over all of the range that can hold one, each
 * summit is then found to the last digit by its slope, and the highest is the answer, or 0 where that is higher.
 * So it neither depends on a start nor fails to converge; DerSimonian and Laird's moments, which stopping early
 * biases, are no choice.
 *
 * @see Viechtbauer (2005), J. Educational and Behavioral Statistics 30, 261–293, on ML and REML; Paule & Mandel
 * (1982), J. Research of the National Bureau of Standards 87, 377–385: the τ² at which Q is its degrees of freedom.
 * Error: 1e-9 relative, against metafor 3.8.1 (test/reference/meta.R).
 * @example
 * const effects = knownEffects([
 *   { estimates: [0.02], covariance: [[0.0001]] },
 *   { estimates: [0.05], covariance: [[0.0002]] },
 *   { estimates: [-0.01], covariance: [[0.0001]] },
 * ]);
 * if ('why' in effects) throw new Error(effects.why);
 * tauSquaredOf(effects, 'reml'); // => 0.000735
 * tauSquaredOf(effects, 'paule-mandel'); // => 0.000751
 */
export function tauSquaredOf(effects: KnownEffects, method: TauMethod): number | SpreadMisfit {
  const df = freedomOf(effects);
  const least = fitAt(effects, 0);
  if (least === null) return 'COLLINEAR';
  if (method === 'fixed') return 0;
  if (df < 1) return 'TOO_FEW_EFFECTS';
  if (method === 'paule-mandel') return tauSquaredWithQ(effects, df);
  return mostLikely(effects, method);
}

/** Effects beyond what the moderators take. */
export function freedomOf({ values, design }: KnownEffects): number {
  return values.length - design[0]!.length;
}

/** The fit at a τ² of effects whose moderators are known to differ. */
export function knownFit(effects: KnownEffects, tauSquared: number): Fit {
  return fitAt(effects, tauSquared)!;
}

function mostLikely(effects: KnownEffects, method: 'reml' | 'ml'): number {
  const slope = (tauSquared: number) => knownFit(effects, tauSquared).slope[method];
  const height = (tauSquared: number) => knownFit(effects, tauSquared).logLikelihood[method];
  const points = searchPoints(effects);
  const slopes = points.map(slope);
  const summits = points.flatMap((right, i) => {
    const left = points[i - 1];
    if (left === undefined || !(slopes[i - 1]! > 0) || slopes[i]! > 0) return [];
    return [bracketedRoot(slope, left, right)];
  });
  const ends = slopes[0]! > 0 ? summits : [0, ...summits];
  return ends.reduce((best, one) => (height(one) > height(best) ? one : best), ends[0] ?? 0);
}

/** 0, and from next to nothing up to where every likelihood falls. */
function searchPoints(effects: KnownEffects): number[] {
  const from = NEXT_TO_NOTHING * Math.min(...effects.variances);
  const to = fallingFrom(effects);
  const steps = Math.ceil(Math.log(to / from) / STEP);
  return [0, ...Array.from({ length: steps + 1 }, (_, i) => from * Math.exp(i * STEP))];
}

/**
 * A τ² from which on both likelihoods fall, whatever the data: with R the residual sum of squares of equal
 * weights, y'PPy ≤ R ⁄ (τ² + least v)² and tr P ≥ df ⁄ (τ² + largest v), so the slope is below 0 from
 * R ⁄ df + largest v on. Twice that leaves room for rounding.
 */
export function fallingFrom(effects: KnownEffects): number {
  const equal = { ...effects, variances: effects.variances.map(() => 1) };
  return 2 * (knownFit(equal, 0).q / freedomOf(effects) + Math.max(...effects.variances));
}

/** The τ² at which Q comes to that much, 0 where it is less from the start. */
function tauSquaredWithQ(effects: KnownEffects, q: number): number {
  const excess = (tauSquared: number) => knownFit(effects, tauSquared).q - q;
  if (!(excess(0) > 0)) return 0;
  let to = fallingFrom(effects);
  while (excess(to) > 0) to *= 2;
  return decreasingRoot(excess, 0, to);
}

/** An interval of τ². */
export interface TauSquaredInterval {
  lower: number;
  upper: number;
}

/**
 * The interval of τ² by its Q-profile: those values at which Q is no wonder for a chi-square. Both ends are 0 where
 * the effects lie closer together than chance alone would have them.
 *
 * @param confidence in (0, 1), as 0.95.
 * @returns `null` where there are too few effects.
 * @throws {RangeError} outside it.
 * @see Viechtbauer (2007), Statistics in Medicine 26, 37–52. Error: 1e-9 relative, against metafor 3.8.1.
 * @example
 * const effects = knownEffects([
 *   { estimates: [0.02], covariance: [[0.0001]] },
 *   { estimates: [0.05], covariance: [[0.0002]] },
 *   { estimates: [-0.01], covariance: [[0.0001]] },
 * ]);
 * if ('why' in effects) throw new Error(effects.why);
 * tauSquaredInterval(effects, 0.95); // => { lower: 0.000098, upper: 0.0354 }
 */
export function tauSquaredInterval(
  effects: KnownEffects,
  confidence: number,
): TauSquaredInterval | null {
  requireConfidence(confidence);
  const df = freedomOf(effects);
  if (df < 1) return null;
  const outside = (1 - confidence) / 2;
  return {
    lower: tauSquaredWithQ(effects, chiSquareQuantile(outside, df, 'upper')),
    upper: tauSquaredWithQ(effects, chiSquareQuantile(outside, df, 'lower')),
  };
}
