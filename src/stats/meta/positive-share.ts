import { normalQuantile, normalTails } from '../distributions/normal.js';
import { studentQuantile, studentTails } from '../distributions/student.js';
import { requireConfidence } from '../numeric/domain.js';
import { bracketedRoot } from '../numeric/roots.js';
import type { EffectsPosterior } from './effects-posterior.js';

/**
 * The share of all true effects of such experiments that lies above 0, with its interval: the mean and the spread
 * decide it, and both are known only so well.
 *
 * @param confidence of the interval, in (0, 1), as 0.95.
 * @throws {RangeError} outside it.
 * @see Mathur & VanderWeele (2019), Statistics in Medicine 38, 1336–1342, for the measure; here over the posterior.
 * Error: of a t spread the mean is taken as normal given the spread, 0.005 in the share at ten experiments.
 * @example
 * const effects = knownEffects(
 *   independentEffects([
 *     { estimate: 0.02, variance: 0.0001 },
 *     { estimate: 0.05, variance: 0.0002 },
 *     { estimate: -0.01, variance: 0.0001 },
 *     { estimate: 0.01, variance: 0.0001 },
 *   ]),
 * );
 * if ('why' in effects) throw new Error(effects.why);
 * const posterior = normalPosterior(effects);
 * if (typeof posterior === 'string') throw new Error(posterior);
 * positiveShare(posterior, 0.9); // => { estimate: 0.7954, lower: 0.4401, upper: 0.99996 }
 */
export function positiveShare(
  { joint, df }: EffectsPosterior,
  confidence: number,
): { estimate: number; lower: number; upper: number } {
  requireConfidence(confidence);
  const ratioAt = (share: number) =>
    df === null ? normalQuantile(share) : studentQuantile(share, df);
  // The share is below s where the mean is below the spread times the s-quantile.
  const below = (share: number) =>
    joint.reduce((sum, { tau, weight, mean, variance }) => {
      const z = (tau * ratioAt(share) - mean) / Math.sqrt(variance);
      return sum + weight * normalTails(z).lower;
    }, 0);
  const quantile = (p: number) => {
    const excess = (share: number) => below(share) - p;
    if (excess(LEAST) >= 0) return 0;
    if (excess(1 - LEAST) <= 0) return 1;
    return bracketedRoot(excess, LEAST, 1 - LEAST, LEAST);
  };
  const outside = (1 - confidence) / 2;
  return {
    estimate: averageShare(joint, df),
    lower: quantile(outside),
    upper: quantile(1 - outside),
  };
}

/** Shares nearer to 0 or 1 than this are as good as these. */
const LEAST = 1e-6;

/** Points over the mean at one spread, in its standard errors; a trapezoid rule right to 1e-9. */
const STEPS = Array.from({ length: 25 }, (_, i) => (i - 12) / 2);

function averageShare(joint: EffectsPosterior['joint'], df: number | null): number {
  const densities = STEPS.map((z) => Math.exp(-0.5 * z * z));
  const total = densities.reduce((sum, density) => sum + density, 0);
  return joint.reduce((sum, { tau, weight, mean, variance }) => {
    if (df === null) {
      return sum + weight * normalTails(mean / Math.sqrt(tau * tau + variance)).lower;
    }
    const shares = STEPS.map(
      (z, i) => densities[i]! * studentTails((mean + z * Math.sqrt(variance)) / tau, df).lower,
    );
    return sum + (weight * shares.reduce((a, b) => a + b, 0)) / total;
  }, 0);
}
