import { HALF_LOG_TWO_PI } from '../distributions/gamma.js';
import { dot } from '../numeric/linear-forms.js';
import { trapezoidNodes } from '../numeric/trapezoid.js';
import { type Fit, fitAt } from './fit.js';
import { fallingFrom, freedomOf, knownFit, type SpreadMisfit } from './heterogeneity.js';
import type { Direction, KnownEffects } from './known-effects.js';
import type { NormalPart } from './normal-mixture.js';
import { logSpreadPrior, spreadPriorScale } from './spread-prior.js';

/** What is known of effects together: mean and spread of the true ones integrated out. */
export interface EffectsPosterior {
  /** The mean over all true effects, as a mixture over the spread. */
  mean: NormalPart[];
  /** The true effect of another experiment like these. */
  another: NormalPart[];
  /** A weighted sum of true effects, as of those that were shipped; weights by effect. */
  sumOf: (weights: readonly number[]) => NormalPart[];
  /** The spread τ with the share of each, and given it the mean: normal. */
  joint: { tau: number; weight: number; mean: number; variance: number }[];
  /** Degrees of freedom of the spread; `null`: normal. */
  df: number | null;
  /** ln of how well this describes the effects, to be compared with another description of them. */
  logEvidence: number;
}

/** The search for the spread begins that far below the scale of its prior: ln of 1e-9 of it. */
export const NEXT_TO_NOTHING = Math.log(1e-9);
/** And ends so far above that scale, or above the point from which the likelihood falls where that is further. */
const BEYOND_ALL = Math.log(1e7);

/**
 * What is known of effects whose true values are spread normally around a mean, with a flat prior of the mean and a
 * half-Cauchy prior of the spread, whose scale is the root of the harmonic mean of the error variances.
 *
 * The mean is integrated out exactly, which leaves the restricted likelihood; the spread by the trapezoid rule over
 * its logarithm. That an experiment stopped when its effect looked large changes the likelihood by no factor that
 * depends on its true effect, so nothing here depends on when it stopped.
 *
 * @see Gelman et al. (2013), Bayesian Data Analysis, section 5.4, eq. (5.17)–(5.21); Efron (2011), J. American
 * Statistical Association 106, 1602–1614, on selection. Error: 1e-7 relative, against R's integrate.
 * @example
 * // Eight schools that coached for a test (Rubin 1981), with effects and their standard errors in points.
 * const [effects, errors] = [[28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]];
 * const known = knownEffects(
 *   independentEffects(effects.map((estimate, i) => ({ estimate, variance: errors[i]! ** 2 }))),
 * );
 * if ('why' in known) throw new Error(known.why);
 * const posterior = normalPosterior(known);
 * if (typeof posterior === 'string') throw new Error(posterior);
 * // What coaching does on average, with its 95 % interval, and what the first school's did.
 * [0.5, 0.025, 0.975].map((p) => mixtureQuantile(posterior.mean, p)); // => [ 7.8398, -1.3529, 17.2285 ]
 * mixtureQuantile(posterior.sumOf([1, 0, 0, 0, 0, 0, 0, 0]), 0.5); // => 9.4891
 */
export function normalPosterior(effects: KnownEffects): EffectsPosterior | SpreadMisfit {
  if (fitAt(effects, 0) === null) return 'COLLINEAR';
  if (freedomOf(effects) < 1) return 'TOO_FEW_EFFECTS';
  const scale = spreadPriorScale(effects);
  const origin = Math.log(scale);
  const density = (logTau: number) =>
    knownFit(effects, Math.exp(2 * logTau)).logLikelihood.reml + logSpreadPrior(logTau, scale);
  const end = Math.max(origin, 0.5 * Math.log(fallingFrom(effects))) + BEYOND_ALL;
  const over = trapezoidNodes(density, origin + NEXT_TO_NOTHING, end);
  const nodes = over.nodes.map(({ at, weight }) => {
    return { tau: Math.exp(at), weight, fit: knownFit(effects, Math.exp(2 * at)) };
  });
  const joint = nodes.map(({ tau, weight, fit }) => ({
    tau,
    weight,
    mean: fit.coefficients[0]!,
    variance: fit.covariance[0]![0]!,
  }));
  return {
    mean: joint.map(({ weight, mean, variance }) => ({ weight, mean, variance })),
    another: joint.map(({ tau, weight, mean, variance }) => ({
      weight,
      mean,
      variance: variance + tau * tau,
    })),
    sumOf: (weights) => {
      const along = alongAxes(effects, weights);
      return nodes.map(({ weight, fit }) => ({ weight, ...sumGiven(effects, fit, along) }));
    },
    joint,
    df: null,
    // As many normal densities as effects, less one for each coefficient that is integrated out.
    logEvidence: over.logTotal - freedomOf(effects) * HALF_LOG_TWO_PI,
  };
}

/** Weights by effect as weights by axis; axes without any are left out. */
export function alongAxes({ axes }: KnownEffects, weights: readonly number[]): Direction {
  const sums = new Map<number, number>();
  for (const [effect, direction] of axes.entries()) {
    const own = weights[effect]!;
    if (own === 0) continue;
    for (const { axis, weight } of direction) {
      sums.set(axis, (sums.get(axis) ?? 0) + own * weight);
    }
  }
  return [...sums].map(([axis, weight]) => ({ axis, weight }));
}

/**
 * A sum along axes given τ²: the best linear unbiased prediction with its error variance, the coefficients'
 * uncertainty included.
 *
 * @see Raudenbush & Bryk (1985), J. Educational Statistics 10, 75–98; as metafor's blup.
 */
export function sumGiven(
  { values, variances, design }: KnownEffects,
  { tauSquared, coefficients, covariance }: Fit,
  along: Direction,
): { mean: number; variance: number } {
  let [mean, own] = [0, 0];
  const left = coefficients.map(() => 0);
  for (const { axis, weight } of along) {
    const v = variances[axis]!;
    const row = design[axis]!;
    const fitted = dot(row, coefficients);
    const share = tauSquared / (tauSquared + v);
    mean += weight * (fitted + share * (values[axis]! - fitted));
    own += weight * weight * share * v;
    const rest = v / (tauSquared + v);
    for (const [i, x] of row.entries()) left[i]! += weight * rest * x;
  }
  const shared = covariance.reduce((sum, row, i) => sum + left[i]! * dot(row, left), 0);
  return { mean, variance: own + shared };
}
