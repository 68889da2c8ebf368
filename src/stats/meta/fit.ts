import { dot } from '../numeric/linear-forms.js';
import { symmetricInverse } from '../numeric/symmetric.js';
import type { KnownEffects } from './known-effects.js';

/** What the data say of the moderators at one τ², by generalized least squares. */
export interface Fit {
  tauSquared: number;
  /** Of the constant and the moderators. */
  coefficients: number[];
  /** Of their errors, τ² taken as known. */
  covariance: number[][];
  /** Σ (y − Xβ)² ⁄ (v + τ²), Cochran's Q at τ² = 0. */
  q: number;
  /** The trace of P, the weights less what the coefficients take of them. */
  trace: number;
  /** The restricted and the plain logarithm of the likelihood, up to the same constant at all τ². */
  logLikelihood: { reml: number; ml: number };
  /** Their derivatives by τ². */
  slope: { reml: number; ml: number };
}

/**
 * The fit of y ~ N(Xβ, V + τ² I).
 *
 * @param tauSquared 0 or more.
 * @returns `null` where the moderators say the same, so that they cannot be told apart.
 * @see Viechtbauer (2005), J. Educational and Behavioral Statistics 30, 261–293, eq. (7)–(10), for the likelihoods.
 */
export function fitAt(effects: KnownEffects, tauSquared: number): Fit | null {
  const { values, variances, design } = effects;
  const columns = design[0]!.map((_, i) => i);
  const squares = () => columns.map(() => columns.map(() => 0));
  const [weighted, twice, moment] = [squares(), squares(), columns.map(() => 0)];
  let [logVariances, weights] = [0, 0];
  for (const [i, row] of design.entries()) {
    const w = 1 / (variances[i]! + tauSquared);
    logVariances -= Math.log(w);
    weights += w;
    for (const a of columns) {
      moment[a]! += w * row[a]! * values[i]!;
      for (const b of columns) {
        weighted[a]![b]! += w * row[a]! * row[b]!;
        twice[a]![b]! += w * w * row[a]! * row[b]!;
      }
    }
  }
  const solved = symmetricInverse(weighted);
  if (solved === null) return null;
  const { inverse: covariance, logDeterminant } = solved;
  const coefficients = covariance.map((row) => dot(row, moment));
  let [q, pull] = [0, 0];
  for (const [i, row] of design.entries()) {
    const w = 1 / (variances[i]! + tauSquared);
    const rest = values[i]! - dot(row, coefficients);
    q += w * rest * rest;
    pull += (w * rest) ** 2;
  }
  const taken = covariance.reduce((sum, row, a) => sum + dot(row, twice[a]!), 0);
  const trace = weights - taken;
  const ml = -0.5 * (logVariances + q);
  return {
    tauSquared,
    coefficients,
    covariance,
    q,
    trace,
    logLikelihood: { ml, reml: ml - 0.5 * logDeterminant },
    slope: { ml: 0.5 * (pull - weights), reml: 0.5 * (pull - trace) },
  };
}
